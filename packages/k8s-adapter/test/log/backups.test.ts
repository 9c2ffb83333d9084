import { expect, test } from 'vitest';
import { backupPath, superseded } from '../../src/log/backups.js';
import { defaultFile } from '../../src/log/LogSettings.js';

const noon = new Date('2026-03-01T12:00:00.007Z');

test('an earlier file is named by its time, as by the rotation that Slime uses', () => {
  expect(backupPath(defaultFile, noon, 1)).toBe('/tmp/log/slime-2026-03-01T12-00-00.007.log.gz');
  expect(backupPath(defaultFile, noon, 2)).toBe('/tmp/log/slime-2026-03-01T12-00-00.007-2.log.gz');
  const plain = { ...defaultFile, filePath: '/log/a.b', compress: false };
  expect(backupPath(plain, noon, 1)).toBe('/log/a-2026-03-01T12-00-00.007.b');
});

const names = [
  'slime-2026-03-01T10-00-00.000.log',
  'slime-2026-03-01T11-00-00.000-2.log.gz',
  'slime-2026-03-01T11-00-00.000.log.gz',
  'slime-2026-02-20T11-00-00.000.log.gz'
];

const strangers = [
  'slime.log',
  'slime-2026-13-01T10-00-00.000.log',
  'slime-2026-03-01.log',
  'slime-2020-01-01T00-00-00.000.txt',
  'other-2020-01-01T00-00-00.000.log',
  'slime-x-2020-01-01T00-00-00.000.log'
];

const keep = { ...defaultFile, maxBackups: 0, maxAgeDay: 0 };

test('the newest are kept, in whatever order a folder lists them', () => {
  const two = ['slime-2026-03-01T10-00-00.000.log', 'slime-2026-02-20T11-00-00.000.log.gz'];
  for (const listed of [names, names.toReversed()])
    expect(superseded({ ...keep, maxBackups: 2 }, listed, noon.getTime())).toEqual(two);
  const three = ['slime-2026-03-01T11-00-00.000.log.gz', ...two];
  for (const listed of [names, names.toReversed()])
    expect(superseded({ ...keep, maxBackups: 1 }, listed, noon.getTime())).toEqual(three);
});

test('what is older than so many days goes', () => {
  const { [3]: old } = names;
  expect(superseded({ ...keep, maxAgeDay: 9 }, names, noon.getTime())).toEqual([old]);
  expect(superseded({ ...keep, maxAgeDay: 10 }, names, noon.getTime())).toEqual([]);
});

test('0 keeps all of them for ever', () => {
  expect(superseded(keep, names, noon.getTime() + 1e12)).toEqual([]);
});

test("other files of the folder are nobody's to remove", () => {
  expect(superseded({ ...keep, maxBackups: 1, maxAgeDay: 1 }, strangers, noon.getTime())).toEqual([]);
});
