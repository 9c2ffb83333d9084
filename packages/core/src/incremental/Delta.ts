import { keyOf } from '../model/Meta.js';
import type { DesiredSidecar, DesiredStatus, Plan } from '../model/Plan.js';
import type { Fence } from '../model/Fence.js';
import { resourceKey } from '../model/Resource.js';
import type { Resource } from '../model/Resource.js';

/** The values of one kind that are new or differ, and the keys of those that are gone. */
export interface Difference<A> {
  readonly set: ReadonlyArray<A>;
  readonly removed: ReadonlyArray<string>;
}

/** What has become different in a plan. Empty lists throughout mean that there is nothing to write. */
export interface Delta {
  readonly sidecars: Difference<DesiredSidecar>;
  readonly fences: Difference<Fence>;
  readonly statuses: Difference<DesiredStatus>;
  readonly resources: Difference<Resource>;
}

const difference = <A>(
  before: ReadonlyArray<A>,
  after: ReadonlyArray<A>,
  key: (value: A) => string
): Difference<A> => {
  const known = new Map(before.map(value => [key(value), JSON.stringify(value)]));
  const left = new Set(after.map(key));
  return {
    set: after.filter(value => known.get(key(value)) !== JSON.stringify(value)),
    removed: [...known.keys()].filter(each => !left.has(each))
  };
};

/** The difference between two plans. */
export const delta = (before: Plan, after: Plan): Delta => ({
  sidecars: difference(before.sidecars, after.sidecars, keyOf),
  fences: difference(before.fences, after.fences, ({ meta }) => keyOf(meta)),
  statuses: difference(before.statuses, after.statuses, keyOf),
  resources: difference(before.resources, after.resources, resourceKey)
});
