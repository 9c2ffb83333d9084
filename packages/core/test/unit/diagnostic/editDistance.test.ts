import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from '../../../src/diagnostic/editDistance.js';

/** The definition, without a limit and without thought for its cost. */
const plainDistance = (a: string, b: string): number => {
  if (a === '' || b === '') return a.length + b.length;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  if (a[0] === b[0]) return plainDistance(restA, restB);
  const swapped = a[0] === b[1] && a[1] === b[0];
  return (
    1 +
    Math.min(
      plainDistance(restA, b),
      plainDistance(a, restB),
      plainDistance(restA, restB),
      swapped ? plainDistance(a.slice(2), b.slice(2)) : Infinity
    )
  );
};

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

test('an insertion, a deletion, a substitution and a transposition count one each', () => {
  expect(editDistance('abc', 'abxc', 3)).toBe(1);
  expect(editDistance('abc', 'ac', 3)).toBe(1);
  expect(editDistance('abc', 'axc', 3)).toBe(1);
  expect(editDistance('abc', 'acb', 3)).toBe(1);
  expect(editDistance('kitten', 'sitting', 3)).toBe(3);
});

test('a distance above the limit is not told', () => {
  expect(editDistance('kitten', 'sitting', 2)).toBeUndefined();
  expect(editDistance('', 'abcd', 3)).toBeUndefined();
});

test('the distance is that of the definition, as far as the limit goes', () => {
  fc.assert(
    fc.property(word, word, fc.nat(6), (a, b, limit) => {
      const distance = plainDistance(a, b);
      expect(editDistance(a, b, limit)).toBe(distance > limit ? undefined : distance);
    }),
    { numRuns: 500 }
  );
});
