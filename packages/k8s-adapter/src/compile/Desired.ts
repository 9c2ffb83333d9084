import { keyOf, resourceKey } from '@meshfence/core';
import type { DesiredSidecar, DesiredStatus, Fence, Plan, Resource, Scope } from '@meshfence/core';

/** A plan, by key. */
export interface Desired {
  readonly fences: ReadonlyMap<string, Fence>;
  readonly obsolete: ReadonlyMap<string, Fence>;
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly sidecars: ReadonlyMap<string, DesiredSidecar>;
  readonly statuses: ReadonlyMap<string, DesiredStatus>;
  /** By `kind/namespace/name`. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** What the global-sidecar of a namespace consists of. */
  readonly globalSidecars: ReadonlyMap<string, ReadonlyArray<Resource>>;
}

const byMeta = (fences: ReadonlyArray<Fence>): ReadonlyMap<string, Fence> =>
  new Map(fences.map(fence => [keyOf(fence.meta), fence]));

const byKey = <A extends { readonly namespace: string; readonly name: string }>(
  all: ReadonlyArray<A>
): ReadonlyMap<string, A> => new Map(all.map(each => [keyOf(each), each]));

const globalSidecarsOf = (resources: ReadonlyArray<Resource>): Desired['globalSidecars'] => {
  const found = new Map<string, Array<Resource>>();
  for (const each of resources) {
    if (each.part !== 'global-sidecar') continue;
    const parts = found.get(each.namespace);
    if (parts === undefined) found.set(each.namespace, [each]);
    else parts.push(each);
  }
  return found;
};

export const desiredOf = ({ fences, obsolete, resources, scopes, sidecars, statuses }: Plan): Desired => ({
  fences: byMeta(fences),
  obsolete: byMeta(obsolete),
  scopes: byKey(scopes),
  sidecars: byKey(sidecars),
  statuses: byKey(statuses),
  resources: new Map(resources.map(each => [resourceKey(each), each])),
  globalSidecars: globalSidecarsOf(resources)
});

/** Before anything has been compiled. */
export const nothingDesired: Desired = desiredOf({
  fences: [],
  obsolete: [],
  scopes: [],
  sidecars: [],
  statuses: [],
  fallbacks: [],
  resources: []
});
