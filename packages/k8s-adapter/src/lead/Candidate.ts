import type { Lease } from './Lease.js';
import { jittered } from './Timings.js';
import type { Timings } from './Timings.js';

/** The lease as it was seen last. Times are milliseconds of the candidate's own monotonic clock. */
export interface Seen {
  /** Undefined when it was not there. */
  readonly lease: Lease | undefined;
  /** Whose it is; empty when nobody holds it, undefined when it is gone and may have been anybody's. */
  readonly holder: string | undefined;
  /** How long it is the holder's without being renewed. */
  readonly duration: number;
  /** When it was first seen as it is. */
  readonly since: number;
}

/**
 * What a candidate does next: look at the lease; renew it without looking; take it, having looked; give it back; or wait.
 */
export type Plan = 'read' | 'renew' | 'take' | 'release' | 'rest';

/** What a replica knows of an election that it stands in. */
export interface Candidate {
  readonly identity: string;
  readonly timings: Timings;
  readonly plan: Plan;
  readonly seen: Seen | undefined;
  /** Whether what was seen is what the candidate's own writes left: one that failed may have been done. */
  readonly isCurrent: boolean;
  /** When the last request was begun that made it the holder; undefined when somebody else is. */
  readonly renewed: number | undefined;
  /** Why the last try failed, unless all is well again. */
  readonly trouble: string | undefined;
}

/** A replica that knows nothing yet. */
export const newCandidate = (identity: string, timings: Timings): Candidate => ({
  identity,
  timings,
  plan: 'read',
  seen: undefined,
  isCurrent: false,
  renewed: undefined,
  trouble: undefined
});

/** How long it still leads if nothing more is heard; 0 when it does not lead. */
export const leadsFor = ({ renewed, timings }: Candidate, now: number): number =>
  renewed === undefined ? 0 : Math.max(0, renewed + timings.renewDeadline - now);

export const leads = (candidate: Candidate, now: number): boolean => leadsFor(candidate, now) > 0;

/** How long the lease is still another one's; 0 when it may be taken. */
export const takenFor = (identity: string, { duration, holder, since }: Seen, now: number): number =>
  holder === '' || holder === identity ? 0 : Math.max(0, since + duration - now);

/** What to do after a rest. A leader knows what is there, and only has to say that it lives. */
export const awake = (candidate: Candidate, now: number): Candidate => ({
  ...candidate,
  plan: candidate.isCurrent && leads(candidate, now) ? 'renew' : 'read'
});

/** How long to rest after a turn that was begun at `begun`: until the next try, or until the lease may be free. */
export const restOf = (
  { identity, seen, timings }: Candidate,
  begun: number,
  now: number,
  chance: number
): number => {
  const rest = Math.max(0, begun + jittered(timings, chance) - now);
  const taken = seen === undefined ? 0 : takenFor(identity, seen, now);
  return taken > 0 ? Math.min(rest, taken) : rest;
};

/** What a candidate that leaves does next: it gives back what is its own, or looks whether it is. */
export const leaving = (candidate: Candidate): Candidate => {
  const { identity, isCurrent, seen } = candidate;
  if (!isCurrent && seen !== undefined) return { ...candidate, plan: 'read' };
  return { ...candidate, plan: seen?.lease?.holder === identity ? 'release' : 'rest' };
};
