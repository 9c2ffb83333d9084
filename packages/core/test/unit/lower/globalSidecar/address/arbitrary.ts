import fc from 'fast-check';

/** The eight groups of an IPv6 address, many of them zero. */
export const ipv6: fc.Arbitrary<ReadonlyArray<number>> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.nat(0xf) },
    { weight: 2, arbitrary: fc.nat(0xffff) }
  ),
  { minLength: 8, maxLength: 8 }
);

const hex = (group: number): fc.Arbitrary<string> => {
  const plain = group.toString(16);
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(plain) },
    { weight: 1, arbitrary: fc.constant(plain.padStart(4, '0')) },
    { weight: 1, arbitrary: fc.constant(plain.toUpperCase()) }
  );
};

/** Where a `::` may stand: at a run of zeros, or nowhere. */
const gaps = (groups: ReadonlyArray<number>): ReadonlyArray<readonly [number, number]> =>
  groups.flatMap((_, from) =>
    groups.flatMap((__, index) =>
      index >= from && groups.slice(from, index + 1).every(each => each === 0)
        ? [[from, index + 1] as const]
        : []
    )
  );

/** One of the ways to write an address, in brackets. */
export const spelling = (groups: ReadonlyArray<number>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.tuple(...groups.map(hex)), fc.constantFrom(undefined, ...gaps(groups)))
    .map(([texts, gap]) =>
      gap === undefined
        ? `[${texts.join(':')}]`
        : `[${texts.slice(0, gap[0]).join(':')}::${texts.slice(gap[1]).join(':')}]`
    );
