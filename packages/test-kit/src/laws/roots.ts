import { Host, isDerived } from '@meshfence/core';
import type { Mesh, Reason, Scope, ScopeHost } from '@meshfence/core';
import { selects } from '../istio/selects.js';

/** A reason that needs no other host. */
export type Root = Exclude<Reason, { readonly from: string }>;

const isRoot = (reason: Reason): reason is Root => !isDerived(reason);

/** Whether an entry of a scope brings a host in without listing it: a namespace's members, the names beneath a wildcard. */
const covers = (mesh: Mesh, { namespace }: Scope, entry: string, host: string): boolean => {
  if (entry === '*/*') return true;
  if (entry.startsWith('*.')) return host.endsWith(entry.slice(1));
  return (
    entry.endsWith('/*') && selects(mesh, namespace, [entry]).some(each => Host.normalize(each.host) === host)
  );
};

/** The entries of a scope by which a host is in it: its own, or those that cover it. */
export const entriesFor = (mesh: Mesh, scope: Scope, host: string): ReadonlyArray<ScopeHost> => {
  const own = scope.hosts.filter(each => each.host === host);
  return own.length > 0 ? own : scope.hosts.filter(each => covers(mesh, scope, each.host, host));
};

const isWhole = ({ host }: ScopeHost): boolean => host.endsWith('/*') && host !== '*/*';

const isAsked = ({ reasons }: ScopeHost): boolean => reasons.some(({ kind }) => kind !== 'system');

/** The entries that another host may follow from: the host itself, or a namespace of its that a user asked for. */
const sourcesFor = (mesh: Mesh, scope: Scope, host: string): ReadonlyArray<ScopeHost> =>
  scope.hosts.filter(
    each => each.host === host || (isWhole(each) && isAsked(each) && covers(mesh, scope, each.host, host))
  );

/** The roots that other hosts follow from: nothing follows from what every scope has anyway. */
const rootsIn = ({ reasons }: ScopeHost): ReadonlyArray<Root> =>
  reasons.filter(isRoot).filter(({ kind }) => kind !== 'system');

/** Every root that a host of a scope hangs on, by any chain of reasons. */
export const rootsOf = (mesh: Mesh, scope: Scope, host: string): ReadonlyArray<Root> => {
  const own = entriesFor(mesh, scope, host);
  const reached = new Set(own);
  for (const { reasons } of reached) {
    for (const reason of reasons.filter(isDerived)) {
      for (const entry of sourcesFor(mesh, scope, reason.from)) reached.add(entry);
    }
  }
  return [...reached].flatMap(each => (own.includes(each) ? each.reasons.filter(isRoot) : rootsIn(each)));
};
