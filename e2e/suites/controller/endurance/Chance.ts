/** Chance that can be repeated: equal seeds give equal sequences. */
export interface Chance {
  /** A whole number from 0, below a limit. */
  readonly below: (limit: number) => number;
  readonly one: <A>(all: ReadonlyArray<A>) => A | undefined;
  /** Each of them or not. */
  readonly some: <A>(all: ReadonlyArray<A>) => ReadonlyArray<A>;
}

/** Mulberry32: small, and even enough. */
const generator = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const newChance = (seed: number): Chance => {
  const next = generator(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    one: all => all[below(all.length)],
    some: all => all.filter(() => below(2) === 0)
  };
};

/** The seed of a run: `E2E_SEED`, or one that nobody has chosen. It is printed, so that a run can be repeated. */
export const seedOf = (suite: string): number => {
  const seed = Number(process.env['E2E_SEED'] ?? Date.now() % 1_000_000);
  console.log(`${suite}: E2E_SEED=${seed}`);
  return seed;
};
