import { keyOf, nowhere } from '@meshfence/core';
import type { DesiredSidecar, Mesh, Plan, Sidecar } from '@meshfence/core';

const stored = ({ namespace, name, labels, owner, selector, egressHosts }: DesiredSidecar): Sidecar => ({
  meta: {
    namespace,
    name,
    labels,
    annotations: {},
    uid: undefined,
    ownerReferences: owner === undefined ? [] : [owner],
    origin: nowhere
  },
  selector,
  egressHosts
});

/**
 * The mesh after its plan has been applied: statuses written, automatic fences made and unmade, Sidecars stored.
 *
 * Fences that the plan does not speak of (of another revision) stay as they are.
 */
export const applied = (mesh: Mesh, plan: Plan): Mesh => {
  const statuses = new Map(plan.statuses.map(each => [keyOf(each), each.status]));
  const fences = plan.fences.map(fence => ({
    ...fence,
    status: statuses.get(keyOf(fence.meta)) ?? fence.status
  }));
  const spoken = new Set([...plan.fences, ...plan.obsolete].map(({ meta }) => keyOf(meta)));
  const made = plan.sidecars.map(stored);
  const taken = new Set(made.map(({ meta }) => keyOf(meta)));
  return {
    ...mesh,
    fences: [...mesh.fences.filter(({ meta }) => !spoken.has(keyOf(meta))), ...fences],
    sidecars: [...mesh.sidecars.filter(({ meta }) => !taken.has(keyOf(meta))), ...made]
  };
};
