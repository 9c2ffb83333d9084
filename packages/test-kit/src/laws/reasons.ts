import { compile, isDerived, keyOf } from '@meshfence/core';
import type { Mesh, Scope, ScopeHost } from '@meshfence/core';
import { entriesFor, rootsOf } from './roots.js';
import type { Root } from './roots.js';
import { scopeOf } from './scopes.js';
import { firstOf } from './Violation.js';
import type { Violation } from './Violation.js';
import { groundOf, without } from './without.js';

const grounded =
  (mesh: Mesh, scope: Scope) =>
  ({ host, reasons }: ScopeHost): Violation => {
    if (reasons.length === 0) return `${host} is in the scope of ${keyOf(scope)} for no reason`;
    const dangling = reasons.filter(isDerived).find(({ from }) => entriesFor(mesh, scope, from).length === 0);
    if (dangling !== undefined)
      return `${host} hangs on ${dangling.from}, which is not in the scope of ${keyOf(scope)}`;
    return rootsOf(mesh, scope, host).length === 0
      ? `no chain of reasons of ${host} ends at a root`
      : undefined;
  };

/** Law 4: every host of a scope has a reason, and every chain of reasons comes to an end within the scope. */
export const reasoned = (mesh: Mesh): Violation =>
  firstOf(compile(mesh).value.scopes, scope => firstOf(scope.hosts, grounded(mesh, scope)));

/** At most so many, evenly chosen. */
const some = <A>(values: ReadonlyArray<A>, most: number): ReadonlyArray<A> => {
  const step = Math.ceil(values.length / most);
  return values.filter((_, index) => index % step === 0);
};

const hasTimes = ({ hosts }: Mesh['fences'][number]): boolean =>
  Object.values(hosts).some(({ _tag }) => _tag === 'Auto');

/** Edges keep static hosts with a duration alive, so taking edges away may rightly end those too. */
const isEntangled = (mesh: Mesh, root: Root): boolean => root.kind === 'edge' && mesh.fences.some(hasTimes);

const exact =
  (mesh: Mesh, scope: Scope) =>
  (root: Root): Violation => {
    const reduced = without(mesh, keyOf(scope), root);
    const left = scopeOf(compile(reduced).value, keyOf(scope));
    return firstOf(some(scope.hosts, 12), ({ host }) => {
      const others = rootsOf(mesh, scope, host).filter(each => groundOf(each) !== groundOf(root));
      const entries = left === undefined ? [] : entriesFor(reduced, left, host);
      if (others.length === 0 && entries.some(each => each.host === host)) {
        return `${host} stays in ${keyOf(scope)} without ${groundOf(root)}`;
      }
      return entries.length > 0 || others.length === 0 || isEntangled(mesh, root)
        ? undefined
        : `${host} leaves ${keyOf(scope)} with ${groundOf(root)}, though it has other reasons`;
    });
  };

const distinctRoots = (scope: Scope): ReadonlyArray<Root> => {
  const roots = scope.hosts
    .flatMap(({ reasons }) => reasons)
    .filter((reason): reason is Root => !isDerived(reason));
  return [
    ...new Map(roots.filter(({ kind }) => kind !== 'system').map(root => [groundOf(root), root])).values()
  ];
};

/**
 * Law 4: taking away all reasons of a host takes away the host, and taking away any other changes nothing for it.
 *
 * Aliases that would go on without end are cut short at a distance from their root, so there the law says nothing.
 */
export const sufficient = (mesh: Mesh): Violation => {
  const { value, diagnostics } = compile(mesh);
  return diagnostics.some(({ code }) => code === 'alias-unbounded')
    ? undefined
    : firstOf(value.scopes, scope => firstOf(some(distinctRoots(scope), 6), exact(mesh, scope)));
};
