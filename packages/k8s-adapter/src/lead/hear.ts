import type { Candidate, Plan, Seen } from './Candidate.js';
import { leads, takenFor } from './Candidate.js';
import type { Lease } from './Lease.js';

/** What came of a request. */
export type Outcome =
  | { readonly _tag: 'Found'; readonly lease: Lease }
  /** There is no lease. */
  | { readonly _tag: 'Gone' }
  /** Somebody else was faster: the lease is not what it was. */
  | { readonly _tag: 'Conflict' }
  /** Nobody knows whether it was done. */
  | { readonly _tag: 'Failure'; readonly why: string };

/** When a request was begun, and when it was answered. */
export interface Span {
  readonly begun: number;
  readonly ended: number;
}

const sighting = ({ seen, timings }: Candidate, lease: Lease, now: number): Seen => ({
  lease,
  holder: lease.holder,
  duration: lease.duration ?? timings.leaseDuration,
  since: seen?.lease?.version === lease.version ? seen.since : now
});

/**
 * A leader's own lease is still its own. For others, somebody may have renewed it just before it was deleted, perhaps
 * somebody whom they have not seen, and counts on that. Who has never seen it is free to make it.
 */
const absence = (candidate: Candidate, now: number): Seen => {
  const { identity, seen, timings } = candidate;
  const isNew = seen === undefined || (seen.lease === undefined && seen.holder === '');
  return {
    lease: undefined,
    holder: leads(candidate, now) ? identity : isNew ? '' : undefined,
    duration: Math.max(seen?.duration ?? 0, timings.leaseDuration),
    since: seen !== undefined && seen.lease === undefined ? seen.since : now
  };
};

const looked = (candidate: Candidate, seen: Seen, now: number): Candidate => {
  const { identity, renewed } = candidate;
  const plan: Plan = takenFor(identity, seen, now) === 0 ? 'take' : 'rest';
  return {
    ...candidate,
    seen,
    isCurrent: true,
    plan,
    renewed: seen.holder === identity ? renewed : undefined
  };
};

const wrote = (candidate: Candidate, lease: Lease, { begun, ended }: Span): Candidate => ({
  ...candidate,
  seen: sighting(candidate, lease, ended),
  isCurrent: true,
  plan: 'rest',
  renewed: lease.holder === candidate.identity ? begun : undefined
});

const heard = (candidate: Candidate, outcome: Outcome, span: Span): Candidate => {
  const { isCurrent, plan } = candidate;
  switch (outcome._tag) {
    case 'Found':
      return plan === 'read'
        ? looked(candidate, sighting(candidate, outcome.lease, span.ended), span.ended)
        : wrote(candidate, outcome.lease, span);
    case 'Gone':
      return looked(candidate, absence(candidate, span.ended), span.ended);
    case 'Conflict':
      // A renewal did not look before: it may be but a label that has changed.
      return { ...candidate, isCurrent: false, plan: plan === 'renew' ? 'read' : 'rest' };
    case 'Failure':
      return { ...candidate, isCurrent: isCurrent && plan === 'read', plan: 'rest', trouble: outcome.why };
  }
};

/** What a candidate knows after a request, and what it does next. */
export const hear = (candidate: Candidate, outcome: Outcome, span: Span): Candidate => {
  const after = heard(candidate, outcome, span);
  const isWell = outcome._tag !== 'Failure' && after.plan === 'rest';
  return isWell ? { ...after, trouble: undefined } : after;
};
