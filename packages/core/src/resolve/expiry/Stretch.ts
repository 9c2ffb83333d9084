import type { Instant } from '../../model/Instant.js';

/** A stretch of time with an end. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** What two stretches have in common; it ends before it begins where that is nothing. */
export const common = (a: Stretch, b: Stretch): Stretch => ({
  from: Math.max(a.from, b.from),
  to: Math.min(a.to, b.to)
});

/** Stretches without their overlaps, in order. Those that end before they begin are none. */
export const merged = (stretches: ReadonlyArray<Stretch>): ReadonlyArray<Stretch> => {
  const result: Stretch[] = [];
  const real = stretches.filter(({ from, to }) => from < to);
  for (const next of real.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = result.at(-1);
    if (last === undefined || next.from > last.to) result.push(next);
    else result[result.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
  }
  return result;
};
