import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint } from '../../../../src/lower/globalSidecar/fingerprint.js';
import { limitOf, quantity } from '../../../../src/lower/globalSidecar/quantity.js';

test.each([
  ['400Mi', 419_430_400],
  ['1Gi', 2 ** 30],
  ['0.5Gi', 2 ** 29],
  ['500M', 5e8],
  ['1e9', 1e9],
  ['128974848', 128_974_848],
  [2, 2],
  ['200m', 0.2],
  ['.5', 0.5],
  [1e21, 1e21]
])('the quantity %s is %d', (text, expected) => {
  expect(quantity(text)).toBeCloseTo(expected, 6);
});

test.each([undefined, null, '', 'Mi', '1 Mi', '-1', '0', 0, '1Xi', '1e999', true, {}])(
  '%j is no quantity to go by',
  value => {
    expect(quantity(value)).toBeUndefined();
  }
);

test('a limit is looked for where limits are', () => {
  expect(limitOf({ limits: { cpu: '1' }, requests: { memory: '1Gi' } }, 'memory')).toBeUndefined();
  expect(limitOf({ limits: { memory: '1Ki' } }, 'memory')).toBe(1024);
  expect(limitOf({ limits: [] }, 'cpu')).toBeUndefined();
  expect(limitOf(undefined, 'cpu')).toBeUndefined();
});

test('the fingerprint of a text is always the same, and another for another text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(fingerprint(a) === fingerprint(b)).toBe(a === b);
      expect(fingerprint(a)).toMatch(/^[0-9a-f]{16}$/);
    })
  );
});
