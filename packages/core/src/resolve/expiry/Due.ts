import type { DomainState, Fence } from '../../model/Fence.js';
import type { Host } from '../../model/Host.js';
import type { Duration, Instant } from '../../model/Instant.js';
import type { Learned } from '../learn/Learned.js';
import { coarse, stateAfter } from './Clock.js';
import type { Clock } from './Clock.js';
import type { Leads } from './Leads.js';

/** A learned host, when it was last called, as coarsely as that is remembered, and what is due for that. */
export interface Due {
  readonly host: Host;
  readonly lastSeen: Instant;
  readonly state: DomainState;
  /** It has left before, and nothing brings it back. */
  readonly gone: boolean;
}

/** By what is judged: after which time without calls a host leaves, and where calls to it may lead. */
interface Means {
  readonly after: Duration;
  readonly clock: Clock;
  readonly leads: Leads;
}

/**
 * A host that has expired stays known: the status remembers when it was last seen, but no longer counts it.
 *
 * So its old evidence does not bring it back, and only a new sighting does.
 */
const wasGone = ({ status }: Fence, host: Host): boolean =>
  Object.hasOwn(status.lastSeen, host) && !Object.hasOwn(status.metrics, host);

/** The hosts that have expired and of which nothing else is known. */
const tombstones = (fence: Fence, learned: ReadonlyArray<Learned>): ReadonlyArray<Due> => {
  const known = new Set(learned.map(({ host }) => host));
  return Object.entries(fence.status.lastSeen)
    .filter(([host]) => !known.has(host) && wasGone(fence, host))
    .map(([host, lastSeen]) => ({ host, lastSeen, state: 'EXPIRE', gone: true }));
};

/** When a host was last seen by its own name. What nobody knows the time of is taken for fresh when it is first met. */
const byName = ({ status }: Fence, { host, lastSeen }: Learned, now: Instant): Instant => {
  const remembered = status.lastSeen[host];
  return Math.max(lastSeen ?? remembered ?? now, remembered ?? Number.NEGATIVE_INFINITY);
};

/**
 * What is due for a host that was seen by its own name, or elsewhere: where calls to it may lead.
 *
 * One that is gone comes back by its own name only: without it in the scope no call takes its routes.
 */
const judge = (
  fence: Fence,
  host: Host,
  { after, clock }: Means,
  { elsewhere, own }: { readonly own: Instant; readonly elsewhere: ReadonlyArray<Instant> }
): Due => {
  const dueSince = (at: Instant, gone: boolean): Due => {
    const lastSeen = coarse(at, after);
    return { host, lastSeen, state: stateAfter(clock.watch.watchedSince(lastSeen), after), gone };
  };
  const alone = wasGone(fence, host) ? dueSince(own, true) : undefined;
  // Whoever watches may have begun anew: that it has not watched for long makes no old sighting a new one.
  const isBack = alone?.state === 'ACTIVE' && alone.lastSeen > (fence.status.lastSeen[host] ?? own);
  return alone === undefined || isBack ? dueSince(Math.max(own, ...elsewhere), false) : alone;
};

/** What is due for all hosts that a fence has learned, those that it has lost again included. */
export const duesOf = (fence: Fence, learned: ReadonlyArray<Learned>, means: Means): ReadonlyArray<Due> => {
  const names = new Map(learned.map(each => [each.host, byName(fence, each, means.clock.now)] as const));
  const seen = (host: Host): Instant => names.get(host) ?? Number.NEGATIVE_INFINITY;
  const judged = learned.map(({ host }) =>
    judge(fence, host, means, { own: seen(host), elsewhere: means.leads(host).map(seen) })
  );
  return [...judged, ...tombstones(fence, learned)];
};
