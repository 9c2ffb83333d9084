import { groupBy } from '../../groupBy.js';
import type { Source, Window } from '../../model/Edge.js';
import type { Duration, Instant } from '../../model/Instant.js';
import type { Heard } from './Heard.js';
import { common, merged } from './Stretch.js';
import type { Stretch } from './Stretch.js';

/** When each source that sees direct traffic was watching until now, by its name. */
export type Watches = ReadonlyMap<string, ReadonlyArray<Stretch>>;

/** Tells for how long a workload's calls would have been seen, had there been any. */
export interface Watch {
  /** How much of the time since an instant somebody was watching. An outage stops this clock. */
  readonly watchedSince: (since: Instant) => Duration;
}

const ended = (now: Instant, { from, to }: Window): Stretch => ({ from, to: Math.min(to ?? now, now) });

/**
 * When sources were watching until now; those that never did are left out.
 *
 * Only sources that see direct traffic count: once a callee is in scope, the global-sidecar no longer sees its calls.
 */
export const watches = (sources: ReadonlyArray<Source>, now: Instant): Watches => {
  const direct = groupBy(
    sources.filter(each => each.direct),
    ({ name }) => name
  );
  const stretches = Array.from(direct, ([name, same]) => {
    const windows = same.flatMap(each => each.windows);
    return [name, merged(windows.map(each => ended(now, each)))] as const;
  });
  return new Map(stretches.filter(([, all]) => all.length > 0));
};

/**
 * The watch over a workload that sources have heard.
 *
 * A source that watches need not hear everybody: a proxy may report nothing, or elsewhere. So its time counts from the first
 * call of the workload that it has seen until the last, as far as it was watching then.
 */
export const watchOver = (all: Watches, heard: Heard): Watch => {
  const stretches = merged(
    Array.from(all, ([name, own]) => {
      const span = heard.get(name);
      return span === undefined ? [] : own.map(each => common(each, span));
    }).flat()
  );
  return {
    watchedSince: since =>
      stretches.reduce((sum, { from, to }) => sum + Math.max(0, to - Math.max(from, since)), 0)
  };
};
