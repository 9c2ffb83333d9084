/** Byte-wise order of texts, the same on every machine. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Orders values by a text made of each. */
export const by =
  <A>(key: (value: A) => string) =>
  (a: A, b: A): number =>
    byText(key(a), key(b));

/** Lists that are in order each, as one list in order. Those that follow one upon another are not compared inside. */
export const joined = <A>(
  lists: ReadonlyArray<ReadonlyArray<A>>,
  compare: (a: A, b: A) => number
): ReadonlyArray<A> => {
  const ends = lists.flatMap(list => (list.length === 0 ? [] : [...list.slice(0, 1), ...list.slice(-1)]));
  const isInOrder = ends.every((end, at) => at === 0 || compare(ends[at - 1] ?? end, end) <= 0);
  return isInOrder ? lists.flat() : lists.flat().sort(compare);
};
