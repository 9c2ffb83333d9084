import fc from 'fast-check';

/** An object with all of these fields, and a prototype like any other object's. */
export const record = <A>(fields: { readonly [K in keyof A]: fc.Arbitrary<A[K]> }): fc.Arbitrary<A> =>
  fc.record(fields, { noNullPrototype: true });

/** The base with some of these fields in place of its own. */
export const changed = <A extends object>(
  base: A,
  fields: { readonly [K in keyof A]?: fc.Arbitrary<A[K]> }
): fc.Arbitrary<A> =>
  fc
    .record(fields as Readonly<Record<string, fc.Arbitrary<unknown>>>, {
      noNullPrototype: true,
      requiredKeys: []
    })
    .map(some => ({ ...base, ...some }));

/** A map from generated keys, each once; `__proto__` is a key like any other. */
export const dictionary = <A>(
  keys: fc.Arbitrary<string>,
  values: fc.Arbitrary<A>,
  maxKeys: number
): fc.Arbitrary<Readonly<Record<string, A>>> =>
  fc
    .uniqueArray(fc.tuple(keys, values), { selector: ([key]) => key, maxLength: maxKeys })
    .map(entries => Object.fromEntries(entries));

/** The value, or as often as asked for none. */
export const optional = <A>(values: fc.Arbitrary<A>, freq = 2): fc.Arbitrary<A | undefined> =>
  fc.option(values, { nil: undefined, freq });

/** Mostly the one, once in so many times the other. */
export const seldom = <A>(often: fc.Arbitrary<A>, rare: fc.Arbitrary<A>, outOf = 8): fc.Arbitrary<A> =>
  fc.oneof({ arbitrary: often, weight: outOf - 1 }, { arbitrary: rare, weight: 1 });

/** Mostly no, once in so many times yes. */
export const flag = (outOf = 4): fc.Arbitrary<boolean> =>
  seldom(fc.constant(false), fc.constant(true), outOf);

/** The wilder values only where anything goes. */
export const wilder = <A>(
  flavour: 'plain' | 'any',
  tame: fc.Arbitrary<A>,
  wild: fc.Arbitrary<A>,
  outOf = 8
): fc.Arbitrary<A> => (flavour === 'plain' ? tame : seldom(tame, wild, outOf));
