import { buildIndex } from '../indexing/Index.js';
import type { Index } from '../indexing/Index.js';
import { completeName } from '../indexing/completeName.js';
import type { Host } from '../model/Host.js';
import { whyInvalid } from '../model/Host.js';
import type { Labels } from '../model/Labels.js';
import type { Mesh } from '../model/Mesh.js';
import type { Plan } from '../model/Plan.js';
import { isDerived } from '../model/Reason.js';
import type { Reason } from '../model/Reason.js';
import type { Refusal, Scope, ScopeHost } from '../model/Scope.js';
import { admission } from '../resolve/admission.js';
import { covers } from './covers.js';
import { fate } from './fate.js';
import type { Fate } from './fate.js';
import type { Testimony } from './Testimony.js';
import { testify } from './testify.js';
import type { Workload } from './testify.js';

/** One step of a chain: a host, and the reason that it is there for. */
export interface Link {
  readonly host: Host;
  readonly reason: Reason;
}

/** A host of a scope with a chain for each of its reasons; each chain begins with a reason that needs no other. */
export interface ExplainedHost {
  readonly host: Host;
  readonly egress: ReadonlyArray<string>;
  readonly chains: ReadonlyArray<ReadonlyArray<Link>>;
}

/** Why a host is not in a scope, and what would bring it there. */
export interface Absence {
  readonly host: Host;
  readonly why: 'unasked' | 'invalid' | 'denied' | 'invisible' | 'expired' | 'address-unknown';
  readonly detail: string;
  readonly isKnown: boolean;
}

/** The answer to "what does this workload see, and why?". */
export interface Explanation {
  readonly namespace: string;
  readonly name: string;
  readonly selector: Labels;
  readonly refusal: Refusal | undefined;
  readonly asked: string | undefined;
  readonly hosts: ReadonlyArray<ExplainedHost>;
  readonly absent: Absence | undefined;
  /** What becomes of calls to an absent host; undefined where nothing is done about them. */
  readonly fate: Fate | undefined;
  /** What the sources of edges can say of it; undefined where the mesh says nothing of its sources. */
  readonly testimony: Testimony | undefined;
}

/** The members of `namespace/*` are in scope without being listed. */
const rootOfMember = (hosts: ReadonlyArray<ScopeHost>, index: Index, member: Host): ScopeHost | undefined =>
  hosts.find(({ host }) =>
    index.definitions.exactly(member).some(({ namespace }) => host === `${namespace}/*` || host === '*/*')
  );

/** Backwards from a reason to one that stands by itself: the shortest way there is. */
const chain = (index: Index, hosts: ReadonlyArray<ScopeHost>, start: Link): ReadonlyArray<Link> => {
  const byHost = new Map(hosts.map(each => [each.host, each]));
  const open: ReadonlyArray<Link>[] = [[start]];
  const seen = new Set([start.host]);
  for (const links of open) {
    const [first] = links;
    if (first === undefined || !isDerived(first.reason)) return links;
    const from = first.reason.from;
    const source = byHost.get(from) ?? rootOfMember(hosts, index, from);
    if (source === undefined || seen.has(from)) continue;
    seen.add(from);
    for (const reason of source.reasons) open.push([{ host: from, reason }, ...links]);
  }
  return [start];
};

const explained =
  (index: Index, hosts: ReadonlyArray<ScopeHost>) =>
  ({ host, egress, reasons }: ScopeHost): ExplainedHost => ({
    host,
    egress,
    chains: reasons.map(reason => chain(index, hosts, { host, reason }))
  });

const absence = (index: Index, plan: Plan, scope: Scope, asked: string): Absence => {
  const completed = completeName(index, asked, scope.namespace);
  if (completed._tag === 'UnknownAddress') {
    return { host: completed.address, why: 'address-unknown', detail: '', isKnown: false };
  }
  const host = completed.hosts[0] ?? asked;
  const isKnown = index.definitions.exactly(host).length > 0 || index.definitions.covering(host).length > 0;
  const invalid = whyInvalid(host);
  if (invalid !== undefined) return { host, why: 'invalid', detail: invalid, isKnown };
  const refused = admission(index).ofHost(host, scope.namespace);
  if (refused?._tag === 'Denied') return { host, why: 'denied', detail: refused.rule, isKnown };
  if (refused?._tag === 'Invisible') return { host, why: 'invisible', detail: scope.namespace, isKnown };
  const status = plan.statuses.find(
    ({ namespace, name }) => namespace === scope.namespace && name === scope.name
  )?.status;
  const isExpired = status?.domains[host]?.state === 'EXPIRE';
  return { host, why: isExpired ? 'expired' : 'unasked', detail: '', isKnown };
};

/** The port that was asked for, else those that the host has, as far as they are known. */
const portsOf = (index: Index, host: Host, asked: string): ((port: number) => boolean) => {
  const port = /[^:\]]:(\d{1,5})$/.exec(asked)?.[1];
  if (port !== undefined) return each => each === Number(port);
  const known = index.definitions.exactly(host).flatMap(({ ports }) => ports);
  return each => known.length === 0 || known.includes(each);
};

/**
 * What a fenced workload sees and why, or why it does not see one host.
 *
 * The workload is named as its fence; undefined where there is no such fence. A host may be named in any form that
 * the workload itself could use.
 */
export const explain = (
  mesh: Mesh,
  plan: Plan,
  workload: Workload,
  asked?: string
): Explanation | undefined => {
  const scope = plan.scopes.find(
    ({ namespace, name }) => namespace === workload.namespace && name === workload.name
  );
  if (scope === undefined) return undefined;
  const index = buildIndex(mesh).value;
  const { namespace, name, selector, refusal, hosts } = scope;
  const base = { namespace, name, selector, refusal, asked };
  if (asked === undefined) {
    const testimony = testify(index, plan, workload, undefined);
    const all = hosts.map(explained(index, hosts));
    return { ...base, hosts: all, absent: undefined, fate: undefined, testimony };
  }
  const completed = completeName(index, asked, namespace);
  const wanted = completed._tag === 'Hosts' ? completed.hosts : [];
  const found = hosts.filter(
    each => each.host === asked || wanted.some(host => covers(index, each.host, host))
  );
  const absent = found.length === 0 ? absence(index, plan, scope, asked) : undefined;
  return {
    ...base,
    hosts: found.map(explained(index, hosts)),
    absent,
    fate:
      absent &&
      fate(mesh.config, plan, { namespace, host: absent.host, isPort: portsOf(index, absent.host, asked) }),
    testimony: testify(index, plan, workload, { text: asked, isAbsent: absent !== undefined })
  };
};
