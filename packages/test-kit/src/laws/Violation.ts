/** How a law is broken, in words; undefined where it holds. */
export type Violation = string | undefined;

/** The first violation, if any. Lazily: the rest is not looked at. */
export const firstOf = <A>(values: Iterable<A>, check: (value: A) => Violation): Violation => {
  for (const value of values) {
    const violation = check(value);
    if (violation !== undefined) return violation;
  }
  return undefined;
};
