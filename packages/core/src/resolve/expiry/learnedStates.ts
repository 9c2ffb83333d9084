import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Expiry } from '../../model/Config.js';
import type { DomainState, Fence } from '../../model/Fence.js';
import type { Host } from '../../model/Host.js';
import type { Instant } from '../../model/Instant.js';
import { by } from '../../order.js';
import type { Learned } from '../learn/Learned.js';
import { coarse, grace, stateAfter } from './Clock.js';
import type { Clock } from './Clock.js';

/** What becomes of a fence's learned hosts; those without a state are active. `lastSeen` and `lastShrink` are what its status shall remember. */
export interface LearnedStates {
  readonly states: ReadonlyMap<Host, DomainState>;
  readonly lastSeen: Readonly<Record<string, Instant>>;
  readonly lastShrink: Instant | undefined;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

interface Due {
  readonly host: Host;
  readonly lastSeen: Instant;
  readonly state: DomainState;
  readonly gone: boolean;
}

const nothingExpires: LearnedStates = {
  states: new Map(),
  lastSeen: {},
  lastShrink: undefined,
  diagnostics: []
};

/**
 * A host that has expired stays known: the status remembers when it was last seen, but no longer counts it.
 *
 * So its old evidence does not bring it back, and only a new sighting does.
 */
const wasGone = ({ status }: Fence, host: Host): boolean =>
  Object.hasOwn(status.lastSeen, host) && !Object.hasOwn(status.metrics, host);

const tombstones = (fence: Fence, learned: ReadonlyArray<Learned>): ReadonlyArray<Host> => {
  const known = new Set(learned.map(({ host }) => host));
  return Object.keys(fence.status.lastSeen).filter(host => !known.has(host) && wasGone(fence, host));
};

const judge = (fence: Fence, { after }: Expiry, clock: Clock, host: Host, seen: Instant | undefined): Due => {
  const remembered = fence.status.lastSeen[host];
  const lastSeen = coarse(
    Math.max(seen ?? remembered ?? clock.now, remembered ?? Number.NEGATIVE_INFINITY),
    after
  );
  const state = stateAfter(clock.watch.watchedSince(lastSeen), after);
  return { host, lastSeen, state, gone: state !== 'ACTIVE' && wasGone(fence, host) };
};

/** Whether a host is in the scope that is applied already; only then can leaving shrink anything. */
const isRemembered = ({ status }: Fence, host: Host): boolean => Object.hasOwn(status.metrics, host);

/**
 * How many hosts may leave now: a share of those that the status remembers, and one at least.
 *
 * The share is of what is applied already, so that a newly seen edge never makes another one leave; after a step
 * that removed something, none may leave for a while, so that the same mesh compiled again gives the same plan.
 */
const budgetOf = ({ status }: Fence, { after, shrinkBudget }: Expiry, now: Instant): number => {
  const rested = status.lastShrink === undefined || now - status.lastShrink >= grace(after);
  return rested ? Math.max(1, Math.floor(shrinkBudget * Object.keys(status.metrics).length)) : 0;
};

/** Decides which learned hosts stay, wait, or leave. Nothing leaves without a clock, an expiry and a watch. */
export const learnedStates = (
  fence: Fence,
  learned: ReadonlyArray<Learned>,
  expiry: Expiry | undefined,
  time: () => Clock | undefined
): LearnedStates => {
  const clock = expiry === undefined ? undefined : time();
  if (expiry === undefined || clock === undefined) return nothingExpires;
  const all = [
    ...learned.map(({ host, lastSeen }) => judge(fence, expiry, clock, host, lastSeen)),
    ...tombstones(fence, learned).map((host): Due => ({
      host,
      lastSeen: fence.status.lastSeen[host] ?? 0,
      state: 'EXPIRE',
      gone: true
    }))
  ];
  const budget = budgetOf(fence, expiry, clock.now);
  const due = all
    .filter(({ state, gone, host }) => state === 'EXPIRE' && !gone && isRemembered(fence, host))
    .toSorted(by(({ lastSeen, host }) => `${String(lastSeen).padStart(16, '0')}${host}`));
  const leaving = new Set(due.slice(0, budget).map(({ host }) => host));
  const waiting = new Set(due.slice(budget).map(({ host }) => host));
  const stateOf = ({ host, state, gone }: Due): DomainState =>
    gone ? 'EXPIRE' : waiting.has(host) ? 'EXPIREWAIT' : state;
  return {
    states: new Map(all.map(each => [each.host, stateOf(each)])),
    lastSeen: Object.fromEntries(all.map(({ host, lastSeen }) => [host, lastSeen])),
    lastShrink: leaving.size > 0 ? clock.now : fence.status.lastShrink,
    diagnostics: shrinkLimited(fence, leaving.size, waiting.size)
  };
};

const shrinkLimited = (fence: Fence, removed: number, waiting: number): ReadonlyArray<Diagnostic> =>
  waiting === 0 ? [] : [report('shrink-limited', { removed, waiting }, [inObject('ServiceFence', fence)])];
