import type { Edge, Instant, Source, Window } from '@meshfence/core';

/** When a source has seen the last call of a list. */
const lastOf = (source: string, edges: ReadonlyArray<Edge>): Instant.Instant =>
  edges
    .flatMap(({ evidence }) => evidence)
    .filter(each => each.source === source)
    .reduce((last, { lastSeen }) => Math.max(last, lastSeen ?? last), Number.NEGATIVE_INFINITY);

const ended =
  (last: Instant.Instant) =>
  (window: Window): ReadonlyArray<Window> =>
    window.to !== undefined ? [window] : window.from < last ? [{ ...window, to: last }] : [];

/**
 * The sources of a list, whose windows all have an end.
 *
 * A list does not watch. What was open when it was written ends with the last call in it, so that a source of the same name
 * that observes now does not count as having watched in between.
 */
export const closed = (sources: ReadonlyArray<Source>, edges: ReadonlyArray<Edge>): ReadonlyArray<Source> =>
  sources.map(source => ({
    ...source,
    windows: source.windows.flatMap(ended(lastOf(source.name, edges)))
  }));
