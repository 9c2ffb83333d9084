import { compile, keyOf, nowhere } from '@meshfence/core';
import type { Edge, Mesh, Plan, Scope } from '@meshfence/core';
import { applied } from './feedback.js';
import { heardForEver } from './heard.js';
import { scopeOf } from './scopes.js';
import { firstOf } from './Violation.js';
import type { Violation } from './Violation.js';

/** That calls of a fence's workload to a learned host may lead to another one. */
interface Lead {
  readonly fence: Scope;
  readonly from: string;
  readonly to: string;
}

const hour = 3_600_000;

/** A mesh in which a host leaves an hour after its last call, and the source is watching for ever. */
const expiring = (mesh: Mesh): Mesh => ({
  ...mesh,
  config: {
    ...mesh.config,
    general: { ...mesh.config.general, expiry: { after: hour, shrinkBudget: 1 } }
  },
  sources: [{ name: 'prometheus', direct: true, windows: [{ from: 0, to: undefined }] }],
  now: mesh.now ?? 0
});

const isLearned = (scope: Scope | undefined, host: string): boolean =>
  scope?.hosts.some(each => each.host === host && each.reasons.some(({ kind }) => kind === 'edge')) === true;

const leadsIn = (fence: Scope): ReadonlyArray<Lead> =>
  fence.hosts.flatMap(({ host, reasons }) =>
    reasons.flatMap(reason =>
      'from' in reason && isLearned(fence, reason.from) ? [{ fence, from: reason.from, to: host }] : []
    )
  );

/** That the call has been seen just now, where it leads. */
const seen = ({ fence, to }: Lead, at: number): Edge => ({
  from: { _tag: 'Named', namespace: fence.namespace, name: fence.name },
  to,
  port: undefined,
  protocol: undefined,
  evidence: [{ source: 'prometheus', firstSeen: undefined, lastSeen: at, count: undefined }],
  origin: nowhere
});

const kept = (plan: Plan, { fence, from, to }: Lead): Violation => {
  const scope = scopeOf(plan, keyOf(fence));
  return isLearned(scope, to) && !isLearned(scope, from)
    ? `${keyOf(fence)} has lost ${from}, although calls to it are seen as calls to ${to}`
    : undefined;
};

/** A learned host stays as long as calls are seen where those to it lead, though none is seen by its own name. */
export const routedKept = (mesh: Mesh): Violation => {
  const before = expiring(mesh);
  const learned = applied(before, compile(before).value);
  const leads = compile(learned).value.scopes.flatMap(leadsIn);
  const now = (learned.now ?? 0) + 100 * hour;
  const edges = [...learned.edges, ...leads.map(lead => seen(lead, now))];
  const after = compile(heardForEver({ ...learned, edges, now })).value;
  return firstOf(leads, lead => kept(after, lead));
};
