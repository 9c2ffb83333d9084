import type { Reason, Scope, ScopeHost } from '../../core.js';

/** A host of a scope, the reason it is shown with, and the hosts that are there because of it. */
export interface Branch {
  readonly host: string;
  readonly reason: Reason | undefined;
  readonly further: number;
  readonly branches: ReadonlyArray<Branch>;
}

const parentOf = (reason: Reason): string | undefined => ('from' in reason ? reason.from : undefined);

const isSystem = ({ reasons }: ScopeHost): boolean =>
  reasons.length > 0 && reasons.every(({ kind }) => kind === 'system');

/** The hosts that the system adds to every scope: the same everywhere, so worth one line and no more. */
export const systemHosts = ({ hosts }: Scope): ReadonlyArray<string> =>
  hosts.filter(isSystem).map(({ host }) => host);

/** The first reason that needs no other host. */
const rootReason = ({ reasons }: ScopeHost): Reason | undefined =>
  reasons.find(reason => parentOf(reason) === undefined);

const append = (list: Array<ScopeHost> | undefined, each: ScopeHost): Array<ScopeHost> => {
  if (list === undefined) return [each];
  list.push(each);
  return list;
};

/** The hosts that each host brings. */
const byParent = (hosts: ReadonlyArray<ScopeHost>): ReadonlyMap<string, ReadonlyArray<ScopeHost>> => {
  const children = new Map<string, Array<ScopeHost>>();
  for (const each of hosts) {
    for (const parent of new Set(each.reasons.map(parentOf))) {
      if (parent !== undefined) children.set(parent, append(children.get(parent), each));
    }
  }
  return children;
};

/** What a tree grows from; `placed` fills up, so that each host stands in it once. */
interface Soil {
  readonly children: ReadonlyMap<string, ReadonlyArray<ScopeHost>>;
  readonly placed: Set<string>;
}

const branch = (soil: Soil, { host, reasons }: ScopeHost, reason: Reason | undefined): Branch => {
  const own = (soil.children.get(host) ?? []).filter(child => !soil.placed.has(child.host));
  own.forEach(child => soil.placed.add(child.host));
  return {
    host,
    reason,
    further: Math.max(0, reasons.length - 1),
    branches: own.map(child =>
      branch(
        soil,
        child,
        child.reasons.find(each => parentOf(each) === host)
      )
    )
  };
};

/**
 * The hosts of a scope as a tree: each one once, under the host that brought it.
 *
 * Derived reasons may lead in a circle, or to a host that is not listed itself (a member of `namespace/*`): what no
 * root leads to is shown as a root.
 */
export const scopeTree = (scope: Scope): ReadonlyArray<Branch> => {
  const hosts = scope.hosts.filter(each => !isSystem(each));
  const roots = hosts.filter(each => rootReason(each) !== undefined);
  const soil = { children: byParent(hosts), placed: new Set(roots.map(({ host }) => host)) };
  const trees = roots.map(each => branch(soil, each, rootReason(each)));
  const rest = hosts.filter(({ host }) => !soil.placed.has(host));
  rest.forEach(({ host }) => soil.placed.add(host));
  return [...trees, ...rest.map(each => branch(soil, each, each.reasons[0]))];
};
