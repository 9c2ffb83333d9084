import { isTouched } from './Read.js';
import type { Touched } from './Read.js';
import type { Cell } from './Recorder.js';

/** Tells which answers still stand. */
export interface Freshness {
  readonly isFresh: (cell: Cell<unknown>) => boolean;
  /** Whether an answer still stands, and one that was asked about rests on it. */
  readonly isWanted: (cell: Cell<unknown>) => boolean;
}

type Judge = (cell: Cell<unknown>) => boolean;

/** Judges answers with those that they rest on; each is looked at once, however many others rest on it. */
const thorough = (isHit: Judge): Freshness => {
  const verdicts = new Map<Cell<unknown>, boolean>();
  const isFresh = (cell: Cell<unknown>): boolean => {
    const known = verdicts.get(cell);
    if (known !== undefined) return known;
    const verdict = !isHit(cell) && cell.cells.every(isFresh);
    verdicts.set(cell, verdict);
    return verdict;
  };
  return { isFresh, isWanted: cell => verdicts.get(cell) === true };
};

/**
 * Judges answers by what has been touched; `shared` are those on which others may rest.
 *
 * Where none of the shared ones is hit, which is most often so, nobody need find out who rests on which.
 */
export const freshness = (touched: Touched, shared: Iterable<Cell<unknown>>): Freshness => {
  const isHit: Judge = ({ reads }) => reads.some(read => isTouched(touched, read));
  for (const cell of shared) if (isHit(cell)) return thorough(isHit);
  return { isFresh: cell => !isHit(cell), isWanted: () => true };
};
