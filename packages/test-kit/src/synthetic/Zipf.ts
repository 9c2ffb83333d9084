import { below } from './Random.js';
import type { Random } from './Random.js';

/** Draws ranks, the first ones far more often: rank `k` in proportion to `1 / (k + 1) ^ exponent`. */
export interface Zipf {
  readonly draw: (next: Random) => number;
}

const cumulated = (size: number, exponent: number): Float64Array => {
  const sums = new Float64Array(size);
  let sum = 0;
  for (let rank = 0; rank < size; rank += 1) {
    sum += (rank + 1) ** -exponent;
    sums[rank] = sum;
  }
  return sums;
};

/** The first index whose sum exceeds the value. */
const search = (sums: Float64Array, value: number): number => {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sums[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Zipf's law over so many ranks. */
export const zipf = (size: number, exponent: number): Zipf => {
  const sums = cumulated(size, exponent);
  const total = sums[size - 1] ?? 0;
  return { draw: next => search(sums, next() * total) };
};

/**
 * A total shared out by Zipf's law over so many ranks, none above the limit.
 *
 * What the limit takes from the first ranks goes to random ones, so that the shares add up.
 */
export const shares = (
  next: Random,
  total: number,
  size: number,
  exponent: number,
  limit: number
): Uint32Array => {
  const counts = new Uint32Array(size);
  const law = zipf(size, exponent);
  for (let given = 0; given < Math.min(total, size * limit); given += 1) {
    let rank = law.draw(next);
    if ((counts[rank] ?? 0) >= limit) rank = below(next, size);
    while ((counts[rank] ?? 0) >= limit) rank = (rank + 1) % size;
    counts[rank] = (counts[rank] ?? 0) + 1;
  }
  return counts;
};
