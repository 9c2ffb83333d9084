/**
 * The Damerau-Levenshtein distance (a transposition counts once, and nothing goes between its two characters);
 * undefined above `limit`.
 *
 * What both begin with costs nothing. Of the rest only the band around the diagonal that can stay below the limit is
 * computed, and only until all of it is above: the cost is at most that of the length times the limit.
 */
export const editDistance = (a: string, b: string, limit: number): number | undefined => {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  const shared = sharedStart(a, b);
  return distanceOf(a.slice(shared), b.slice(shared), limit);
};

const sharedStart = (a: string, b: string): number => {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
};

const distanceOf = (a: string, b: string, limit: number): number | undefined => {
  let earlier: Band = [];
  let above: Band = firstBand(limit);
  for (let i = 1; i <= a.length; i += 1) {
    const band = nextBand(a, b, i, above, earlier, limit);
    if (band === undefined) return undefined;
    [earlier, above] = [above, band];
  }
  const distance = above[b.length - a.length + limit] ?? Infinity;
  return distance > limit ? undefined : distance;
};

/** The costs of one row, from `limit` columns before the diagonal to `limit` after it. */
type Band = ReadonlyArray<number>;

/** Column by column, as many insertions; nothing lies before the first column. */
const firstBand = (limit: number): Band => {
  const band: number[] = [];
  for (let at = 0; at <= 2 * limit; at += 1) band.push(at < limit ? Infinity : at - limit);
  return band;
};

/** The next row; undefined where all of it is above the limit. One row down, the same column is one place back. */
const nextBand = (
  a: string,
  b: string,
  i: number,
  above: Band,
  earlier: Band,
  limit: number
): Band | undefined => {
  const band: number[] = [];
  let least = Infinity;
  for (let at = 0; at <= 2 * limit; at += 1) {
    const j = i + at - limit;
    const substituted = (above[at] ?? Infinity) + (a[i - 1] === b[j - 1] ? 0 : 1);
    const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (earlier[at] ?? Infinity) + 1 : Infinity;
    const cost = Math.min(
      (above[at + 1] ?? Infinity) + 1,
      (band[at - 1] ?? Infinity) + 1,
      substituted,
      swapped
    );
    band.push(cost);
    least = Math.min(least, cost);
  }
  return least > limit ? undefined : band;
};
