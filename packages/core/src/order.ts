/** Byte-wise order of texts, the same on every machine. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Orders values by a text made of each. */
export const by =
  <A>(key: (value: A) => string) =>
  (a: A, b: A): number =>
    byText(key(a), key(b));
