/** A stream of numbers that its seed decides: 0 inclusive to 1 exclusive. */
export type Random = () => number;

/** The mulberry32 generator: small, fast, and the same on every machine. */
export const random = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A whole number from 0 up to below the bound. */
export const below = (next: Random, bound: number): number => Math.floor(next() * bound);

/** The values in an order that the stream decides. */
export const shuffle = <A>(next: Random, values: ReadonlyArray<A>): ReadonlyArray<A> =>
  values
    .map(value => [next(), value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);
