import type { Edge, Window } from '@meshfence/core';
import type { Heard } from '../prom/Site.js';

/** Edges as receivers' metrics are shown, `shop/sleep -> reviews.shop.svc.cluster.local:9080 http`, and when each was last seen, in seconds since 1970. */
export type Book = ReadonlyMap<string, number>;

const show = ({ from, port, protocol, to }: Edge): string => {
  const caller = from._tag === 'Named' ? from.name : JSON.stringify(from.labels);
  return `${from.namespace}/${caller} -> ${to}:${port ?? ''} ${protocol}`;
};

/** What a source has told. */
export const bookOf = ({ edges }: Heard): Book => {
  const found = new Map<string, number>();
  for (const edge of edges) {
    const lastSeen = Math.max(...edge.evidence.map(each => each.lastSeen ?? 0)) / 1000;
    found.set(show(edge), Math.max(found.get(show(edge)) ?? 0, lastSeen));
  }
  return found;
};

/** Evidence is in whole milliseconds. */
const isClose = (a: number | undefined, b: number): boolean => a !== undefined && Math.abs(a - b) < 0.002;

/** What one book lacks of another, or was seen at another time there. */
export const lacking = (book: Book, expected: Book): ReadonlyArray<string> =>
  [...expected].filter(([edge, at]) => !isClose(book.get(edge), at)).map(([edge]) => edge);

/** The edges of a book that another does not have. */
export const missing = (book: Book, expected: Book): ReadonlyArray<string> =>
  [...expected.keys()].filter(edge => !book.has(edge));

/** How many milliseconds of a stretch of time are in windows. */
export const coveredOf = (windows: ReadonlyArray<Window>, from: number, to: number): number =>
  windows
    .map(each => Math.min(each.to ?? to, to) - Math.max(each.from, from))
    .reduce((sum, each) => sum + Math.max(0, each), 0);
