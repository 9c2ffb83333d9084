import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultFile } from '../../src/log/LogSettings.js';
import type { FileSettings, Level, LogSettings } from '../../src/log/LogSettings.js';
import { newLog } from '../../src/log/newLog.js';
import type { AdjustableLog, Terminal } from '../../src/log/newLog.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meshfence-log-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Line = Readonly<Record<string, unknown>>;

const linesIn = (text: string): ReadonlyArray<Line> =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Line);

const messages = (lines: ReadonlyArray<Line>): ReadonlyArray<unknown> => lines.map(({ msg }) => msg);

/** Standard error in memory. */
const terminal = (isTTY = false) => {
  const written: Array<string> = [];
  const stderr: Terminal = { isTTY, write: text => written.push(text), on: () => undefined };
  return { stderr, text: () => written.join(''), lines: () => linesIn(written.join('')) };
};

const settings = (level: Level, file?: Partial<FileSettings>): LogSettings => ({
  level,
  file: file && { ...defaultFile, filePath: join(folder, 'log/slime.log'), ...file },
  remarks: []
});

const inFile = (name = 'log/slime.log'): ReadonlyArray<Line> =>
  linesIn(readFileSync(join(folder, name), 'utf8'));

/** All lines of a log and its earlier files, oldest file first. */
const inAllFiles = (): ReadonlyArray<Line> => {
  const names = readdirSync(join(folder, 'log')).sort((a, b) =>
    a === 'slime.log' ? 1 : b === 'slime.log' ? -1 : a < b ? -1 : 1
  );
  return names.flatMap(name => {
    const bytes = readFileSync(join(folder, 'log', name));
    return linesIn((name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString());
  });
};

test('a line is JSON with its level, time, message and fields', () => {
  const { lines, stderr } = terminal();
  const log = newLog({ stderr });
  log.with({ kind: 'services' }).with({ namespace: 'shop' }).warn('Slow.', { seconds: 2 });
  expect(lines()).toEqual([
    {
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      kind: 'services',
      namespace: 'shop',
      seconds: 2,
      msg: 'Slow.'
    }
  ]);
});

test('a terminal gets lines for people', () => {
  const { stderr, text } = terminal(true);
  newLog({ stderr }).info('Listening.', { port: 8081 });
  expect(text()).toMatch(/^\d\d:\d\d:\d\d\.\d{3} INFO {2}Listening\. port=8081\n$/);
});

test('a level holds at once, for logs that were made before too', () => {
  const { lines, stderr } = terminal();
  const log = newLog({ stderr });
  const part = log.with({ a: 1 });
  part.debug('1');
  log.reconfigure(settings('debug'));
  part.debug('2');
  log.reconfigure(settings('error'));
  part.warn('3');
  log.error('4');
  expect(messages(lines())).toEqual(['2', '4']);
});

test('no secret gets into a line, neither as a field nor in words', () => {
  const { stderr, text } = terminal();
  const log = newLog({ stderr });
  const error = Object.assign(new Error('401 for Bearer abcdefghij'), {
    headers: { authorization: 's3cret' }
  });
  log.error('Failed.', {
    error,
    token: 's3cret',
    user: { password: 's3cret' },
    a: { headers: { cookie: 's3cret' } }
  });
  log.with({ url: 'https://me:s3cret@proxy' }).info('eyJhbGciOiJS.eyJzdWIiOi.s3cret');
  expect(text()).not.toMatch(/s3cret|abcdefghij/);
  expect(text()).toContain('401 for Bearer [hidden]');
});

test('odd fields cost nothing but themselves', () => {
  const { lines, stderr } = terminal();
  const circle: Record<string, unknown> = { big: 10n };
  circle['self'] = circle;
  newLog({ stderr }).info('Odd.', { circle, text: 'a\nb\u2028' });
  expect(lines()).toEqual([expect.objectContaining({ msg: 'Odd.', text: 'a\nb\u2028' })]);
});

test('a file gets the same lines, in a folder that was not there', async () => {
  const { lines, stderr } = terminal(false);
  const log = newLog({ stderr });
  log.info('before');
  log.reconfigure(settings('info', {}));
  log.info('1');
  log.with({ a: 1 }).info('2');
  await log.close();
  log.info('after');
  expect(messages(lines())).toEqual(['before', '1', '2', 'after']);
  expect(inFile()).toEqual(lines().slice(1, 3));
});

test('settings change in the middle, and each line is in one file, once and in order', async () => {
  const { stderr } = terminal();
  const log = newLog({ stderr });
  const files = [
    { filePath: join(folder, 'a.log') },
    {},
    { maxBackups: 3 },
    { filePath: join(folder, 'a.log') },
    {}
  ];
  const count = 200;
  files.forEach((file, turn) => {
    log.reconfigure(settings('info', file));
    for (let index = 0; index < count; index += 1) log.info(`${turn}/${index}`);
  });
  await log.close();
  const turns = (...of: ReadonlyArray<number>) =>
    of.flatMap(turn => Array.from({ length: count }, (_, index) => `${turn}/${index}`));
  expect(messages(inFile('a.log'))).toEqual(turns(0, 3));
  expect(messages(inFile())).toEqual(turns(1, 2, 4));
});

const fill = async (log: AdjustableLog, megabytes: number): Promise<ReadonlyArray<string>> => {
  const said = Array.from({ length: megabytes * 64 }, (_, index) => String(index));
  const padding = 'x'.repeat(16 * 1024);
  for (const message of said) {
    log.info(message, { padding });
    if (Number(message) % 32 === 0) await new Promise(resolve => setTimeout(resolve, 5));
  }
  return said;
};

test('a file that is full is compressed and a new one begun, and no line is lost', async () => {
  const log = newLog({ stderr: terminal().stderr });
  log.reconfigure(settings('info', { maxSizeMB: 1 }));
  const said = await fill(log, 5);
  await log.close();
  const earlier = readdirSync(join(folder, 'log')).filter(name => name !== 'slime.log');
  expect(earlier).toHaveLength(5);
  for (const name of earlier)
    expect(name).toMatch(/^slime-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}(-\d+)?\.log\.gz$/);
  expect(messages(inAllFiles())).toEqual(said);
});

test('only so many earlier files are kept, and none that is too old', async () => {
  mkdirSync(join(folder, 'log'));
  const old = 'slime-2020-01-01T00-00-00.000.log.gz';
  const foreign = 'slime-notes.log';
  for (const name of [old, foreign]) writeFileSync(join(folder, 'log', name), '');
  const log = newLog({ stderr: terminal().stderr });
  log.reconfigure(settings('info', { compress: false, maxBackups: 2, maxSizeMB: 1 }));
  const said = await fill(log, 5);
  await log.close();
  const names = readdirSync(join(folder, 'log'));
  expect(names).toHaveLength(4);
  expect(names).not.toContain(old);
  expect(names).toContain(foreign);
  rmSync(join(folder, 'log', foreign));
  expect(messages(inAllFiles())).toEqual(said.slice(-messages(inAllFiles()).length));
});

const without = (fields: ReadonlyArray<Line>) => fields.map(({ level, msg }) => [level, msg]);

test('a file that cannot be written is told of once for each change, and standard error goes on', async () => {
  writeFileSync(join(folder, 'log'), 'a file where a folder should be');
  const { lines, stderr } = terminal();
  const log = newLog({ stderr });
  const saidSoFar = (count: number) => vi.waitFor(() => expect(lines()).toHaveLength(count));
  log.reconfigure(settings('info', {}));
  log.info('1');
  await saidSoFar(2);
  log.info('2');
  log.reconfigure(settings('info', {}));
  log.info('3');
  log.reconfigure(settings('info', { maxBackups: 1 }));
  await saidSoFar(5);
  await log.close();
  const failed = [
    'error',
    expect.stringMatching(
      /^The log cannot be written to its file: E(NOTDIR|EXIST).*\. It goes on here alone\.$/
    )
  ];
  expect(without(lines())).toEqual([['info', '1'], failed, ['info', '2'], ['info', '3'], failed]);
});

test('a level that nobody knows is said, once', () => {
  const { lines, stderr } = terminal();
  const log = newLog({ stderr });
  const odd = { ...settings('info'), remarks: ['logLevel "loud" is none.'] };
  log.reconfigure(odd);
  log.reconfigure(structuredClone(odd));
  expect(without(lines())).toEqual([['warn', 'logLevel "loud" is none.']]);
});
