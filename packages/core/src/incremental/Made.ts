/** A value together with what it was made of. */
export interface Made<A> {
  readonly of: ReadonlyArray<unknown>;
  readonly value: A;
}

const sameItems = (a: ReadonlyArray<unknown>, b: ReadonlyArray<unknown>): boolean =>
  a.length === b.length && a.every((each, at) => each === b[at]);

/** Whether two values are the very same, or lists of the very same items. Cheap: it never looks inside. */
export const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && sameItems(a, b));

/**
 * What was made before, if it was made of the same values; else it is made anew.
 *
 * `make` must look at nothing that may differ but what is listed in `of`.
 */
export const made = <A>(before: Made<A> | undefined, of: ReadonlyArray<unknown>, make: () => A): Made<A> =>
  before !== undefined &&
  before.of.length === of.length &&
  before.of.every((each, at) => isSame(each, of[at]))
    ? before
    : { of, value: make() };
