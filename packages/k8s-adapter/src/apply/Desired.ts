import { keyOf } from '@meshfence/core';
import type { DesiredSidecar, DesiredStatus, Fence, Plan, Resource, Scope } from '@meshfence/core';

/** A plan, by key. */
export interface Desired {
  readonly fences: ReadonlyMap<string, Fence>;
  readonly obsolete: ReadonlyMap<string, Fence>;
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly sidecars: ReadonlyMap<string, DesiredSidecar>;
  readonly statuses: ReadonlyMap<string, DesiredStatus>;
  readonly resources: ReadonlyArray<Resource>;
}

const byMeta = (fences: ReadonlyArray<Fence>): ReadonlyMap<string, Fence> =>
  new Map(fences.map(fence => [keyOf(fence.meta), fence]));

const byKey = <A extends { readonly namespace: string; readonly name: string }>(
  all: ReadonlyArray<A>
): ReadonlyMap<string, A> => new Map(all.map(each => [keyOf(each), each]));

export const desiredOf = ({ fences, obsolete, resources, scopes, sidecars, statuses }: Plan): Desired => ({
  fences: byMeta(fences),
  obsolete: byMeta(obsolete),
  scopes: byKey(scopes),
  sidecars: byKey(sidecars),
  statuses: byKey(statuses),
  resources
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
