import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Expiry } from '../../model/Config.js';
import type { DomainState, Fence } from '../../model/Fence.js';
import type { Host } from '../../model/Host.js';
import type { Instant } from '../../model/Instant.js';
import { by } from '../../order.js';
import type { Learned } from '../learn/Learned.js';
import { grace } from './Clock.js';
import type { Clock } from './Clock.js';
import { duesOf } from './Due.js';
import type { Due } from './Due.js';
import type { Leads } from './Leads.js';

/** What becomes of a fence's learned hosts; those without a state are active. `lastSeen` and `lastShrink` are what its status shall remember. */
export interface LearnedStates {
  readonly states: ReadonlyMap<Host, DomainState>;
  readonly lastSeen: Readonly<Record<string, Instant>>;
  readonly lastShrink: Instant | undefined;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

const nothingExpires: LearnedStates = {
  states: new Map(),
  lastSeen: {},
  lastShrink: undefined,
  diagnostics: []
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

/** What decides beside the fence; the clock is read only where something may expire. */
interface Means {
  readonly expiry: Expiry | undefined;
  readonly clockOf: () => Clock | undefined;
  readonly leads: Leads;
}

/** Decides which learned hosts stay, wait, or leave. Nothing leaves without a clock, an expiry and a watch. */
export const learnedStates = (
  fence: Fence,
  learned: ReadonlyArray<Learned>,
  { clockOf, expiry, leads }: Means
): LearnedStates => {
  const clock = expiry === undefined ? undefined : clockOf();
  if (expiry === undefined || clock === undefined) return nothingExpires;
  const all = duesOf(fence, learned, { after: expiry.after, clock, leads });
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
