import { expect, test } from 'vitest';
import { defaultFile } from '../../src/log/LogSettings.js';
import { toLevel, toLogSettings } from '../../src/log/toLogSettings.js';

test('nothing written is info, to standard error alone', () => {
  expect(toLogSettings({})).toEqual({ level: 'info', file: undefined, remarks: [] });
});

test("logRotate alone is the file of Slime's documentation", () => {
  expect(toLogSettings({ logRotate: true }).file).toEqual({
    filePath: '/tmp/log/slime.log',
    maxSizeMB: 100,
    maxBackups: 10,
    maxAgeDay: 10,
    compress: true
  });
});

test('every field of the rotation counts, numbers in quotes too', () => {
  const logRotateConfig = {
    filePath: '/var/log/mesh/a.log',
    maxSizeMB: '5',
    maxBackups: 3,
    maxAgeDay: 0,
    compress: false
  };
  expect(toLogSettings({ logRotate: true, logRotateConfig }).file).toEqual({
    ...logRotateConfig,
    maxSizeMB: 5
  });
});

test('what cannot be used of the rotation is the default, and so is a size of 0', () => {
  const logRotateConfig = { filePath: 7, maxSizeMB: 0, maxBackups: -1, maxAgeDay: 1.5, compress: 'yes' };
  expect(toLogSettings({ logRotate: true, logRotateConfig }).file).toEqual(defaultFile);
  expect(toLogSettings({ logRotate: true, logRotateConfig: [] }).file).toEqual(defaultFile);
});

test('a rotation is configured in vain unless it is asked for', () => {
  expect(toLogSettings({ logRotateConfig: { filePath: '/a/b' } }).file).toBeUndefined();
  expect(toLogSettings({ logRotate: 'true' }).file).toBeUndefined();
});

test.each([
  ['panic', 'error'],
  ['fatal', 'error'],
  ['error', 'error'],
  ['warning', 'warn'],
  ['WARN', 'warn'],
  ['Info', 'info'],
  ['debug', 'debug'],
  ['trace', 'debug']
] as const)('logrus says %s, we say %s', (word, level) => {
  expect(toLevel(word)).toBe(level);
  expect(toLogSettings({ logLevel: word }).level).toBe(level);
});

test('a level that nobody knows is the one of the command line, and is remarked upon', () => {
  expect(toLogSettings({ logLevel: 'loud' }, 'warn')).toEqual({
    level: 'warn',
    file: undefined,
    remarks: [
      'logLevel "loud" is none of panic, fatal, error, warning, warn, info, debug, trace; warn is used.'
    ]
  });
});

test("klog's verbosity asks for debugging from 4 on, and never for less than logLevel", () => {
  expect(toLogSettings({ klogLevel: 3 }).level).toBe('info');
  expect(toLogSettings({ klogLevel: 4 }).level).toBe('debug');
  expect(toLogSettings({ klogLevel: '5', logLevel: 'error' }).level).toBe('debug');
  expect(toLogSettings({ klogLevel: 0, logLevel: 'debug' }).level).toBe('debug');
});
