import { decodeObjects, keyOf, nowhere } from '@meshfence/core';
import type { DesiredSidecar, Mesh, Plan, Service, Sidecar } from '@meshfence/core';

const toSidecar = ({ namespace, name, labels, owner, selector, egressHosts }: DesiredSidecar): Sidecar => ({
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

interface Named {
  readonly meta: { readonly namespace: string; readonly name: string };
}

/** The objects that are stored once some have been written over them. */
const overwritten = <A extends Named>(before: ReadonlyArray<A>, made: ReadonlyArray<A>): ReadonlyArray<A> => {
  const taken = new Set(made.map(({ meta }) => keyOf(meta)));
  return [...before.filter(({ meta }) => !taken.has(keyOf(meta))), ...made];
};

/** A Service that is written over keeps the addresses that the API server gave it. */
const withAddresses =
  ({ services }: Mesh) =>
  (made: Service): Service => {
    const before = services.find(({ meta }) => keyOf(meta) === keyOf(made.meta));
    return before === undefined ? made : { ...made, addresses: before.addresses, headless: before.headless };
  };

/** The mesh once the resources of a plan are stored: those of its Services and Sidecars that are read again. */
export const stored = (mesh: Mesh, { resources }: Plan): Mesh => {
  const { services, sidecars } = decodeObjects(resources.map(({ object }) => object)).value;
  return {
    ...mesh,
    services: overwritten(mesh.services, services.map(withAddresses(mesh))),
    sidecars: overwritten(mesh.sidecars, sidecars)
  };
};

/**
 * The mesh after its plan has been applied: statuses written, automatic fences made and unmade, Sidecars and
 * resources stored.
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
  const after = stored(mesh, plan);
  return {
    ...after,
    fences: [...mesh.fences.filter(({ meta }) => !spoken.has(keyOf(meta))), ...fences],
    sidecars: overwritten(after.sidecars, plan.sidecars.map(toSidecar))
  };
};
