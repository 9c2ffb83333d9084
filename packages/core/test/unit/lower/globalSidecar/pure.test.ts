import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint } from '../../../../src/lower/globalSidecar/fingerprint.js';
import { limitOf } from '../../../../src/lower/globalSidecar/limitOf.js';

test('a limit is looked for where limits are', () => {
  expect(limitOf({ limits: { cpu: '1' }, requests: { memory: '1Gi' } }, 'memory')).toBeUndefined();
  expect(limitOf({ limits: { memory: '1Ki' } }, 'memory')).toBe(1024);
  expect(limitOf({ limits: [] }, 'cpu')).toBeUndefined();
  expect(limitOf(undefined, 'cpu')).toBeUndefined();
  expect(limitOf({ limits: { cpu: '0' } }, 'cpu')).toBeUndefined();
});

test('the fingerprint of a text is always the same, and another for another text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(fingerprint(a) === fingerprint(b)).toBe(a === b);
      expect(fingerprint(a)).toMatch(/^[0-9a-f]{16}$/);
    })
  );
});
