import type { Source, Window } from '../../model/Edge.js';
import type { Duration, Instant } from '../../model/Instant.js';

/** Tells for how long calls would have been seen, had there been any. */
export interface Watch {
  /** Whether any source that sees direct traffic has ever watched. */
  readonly isWatched: boolean;
  /** How much of the time since an instant somebody was watching. An outage stops this clock. */
  readonly watchedSince: (since: Instant) => Duration;
}

interface Closed {
  readonly from: Instant;
  readonly to: Instant;
}

const closed = (now: Instant, { from, to }: Window): Closed => ({ from, to: Math.min(to ?? now, now) });

/** The windows without their overlaps, in order. */
const merged = (windows: ReadonlyArray<Closed>): ReadonlyArray<Closed> => {
  const result: Closed[] = [];
  for (const next of windows.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = result.at(-1);
    if (last === undefined || next.from > last.to) result.push(next);
    else result[result.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
  }
  return result;
};

/**
 * The watch that the sources kept until now.
 *
 * Only sources that see direct traffic count: once a callee is in scope, the global-sidecar no longer sees its calls.
 */
export const watch = (sources: ReadonlyArray<Source>, now: Instant): Watch => {
  const windows = sources
    .filter(({ direct }) => direct)
    .flatMap(({ windows: all }) => all.map(each => closed(now, each)));
  const all = merged(windows.filter(({ from, to }) => from < to));
  return {
    isWatched: all.length > 0,
    watchedSince: since => all.reduce((sum, { from, to }) => sum + Math.max(0, to - Math.max(from, since)), 0)
  };
};
