import { compile, keyOf } from '@meshfence/core';
import type { Mesh, Plan, Scope } from '@meshfence/core';
import type { Violation } from './Violation.js';

/** The hosts of each scope, by the key of its fence. */
const hostsByFence = (plan: Plan): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(plan.scopes.map(scope => [keyOf(scope), new Set(scope.hosts.map(({ host }) => host))]));

/** Says which host a scope has lost from one plan to another. A fence that is gone has lost nothing. */
export const lost = (before: Plan, after: Plan): Violation => {
  const later = hostsByFence(after);
  for (const [fence, hosts] of hostsByFence(before)) {
    const left = later.get(fence);
    const gone = left === undefined ? undefined : [...hosts].find(host => !left.has(host));
    if (gone !== undefined) return `the scope of ${fence} has lost ${gone}`;
  }
  return undefined;
};

/** Says which host a scope has lost, from one mesh to another. */
export const lostBetween = (before: Mesh, after: Mesh): Violation =>
  lost(compile(before).value, compile(after).value);

/** The scope of a fence, where the plan has one. */
export const scopeOf = (plan: Plan, fence: string): Scope | undefined =>
  plan.scopes.find(scope => keyOf(scope) === fence);
