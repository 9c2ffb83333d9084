import type { Question } from '../client/Client.js';
import { inWords, isRefusal } from '../client/Refusal.js';
import type { Json } from '@meshfence/core';
import { collectionPath, objectPath } from '../discovery/Resource.js';
import type { Candidate } from './Candidate.js';
import type { Outcome } from './hear.js';
import { claimed, firstLease, leaseOf, leases, released } from './Lease.js';
import type { LeaseName } from './Lease.js';

/** The request that a candidate's plan comes to. */
export const questionOf = (
  { identity, plan, seen, timings }: Candidate,
  name: LeaseName,
  date: Date
): Question => {
  const path = objectPath(leases, name.namespace, name.name);
  const lease = seen?.lease;
  if (plan === 'read' || plan === 'rest') return { path };
  if (lease !== undefined) {
    const body = plan === 'release' ? released(lease, date) : claimed(lease, identity, timings, date);
    return { method: 'PUT', path, body };
  }
  const body = firstLease(name, identity, timings, date);
  return { method: 'POST', path: collectionPath(leases, name.namespace), body };
};

/** An answer as what came of a request. */
export const outcomeOf = (answer: Json): Outcome => {
  const lease = leaseOf(answer);
  return lease === undefined
    ? { _tag: 'Failure', why: 'the answer is not a Lease with a resourceVersion' }
    : { _tag: 'Found', lease };
};

/** An error as what came of a request. A missing lease is met in reading and updating; in creating, it is the namespace. */
export const outcomeOfError = (error: unknown, { method = 'GET' }: Question): Outcome => {
  if (method === 'GET' && isRefusal(error, 404)) return { _tag: 'Gone' };
  if (method === 'PUT' && isRefusal(error, 404, 409)) return { _tag: 'Conflict' };
  if (method === 'POST' && isRefusal(error, 409)) return { _tag: 'Conflict' };
  return { _tag: 'Failure', why: inWords(error) };
};
