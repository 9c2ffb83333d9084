import { isEqual } from '../equal.js';
import { byKey, keyOf } from '../model/Meta.js';
import type { DesiredSidecar, DesiredStatus, Plan } from '../model/Plan.js';
import type { Fence } from '../model/Fence.js';
import { resourceKey } from '../model/Resource.js';
import type { Resource } from '../model/Resource.js';
import { by } from '../order.js';

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

/** How values of a kind are identified: by a text, in whose order a plan lists them. */
interface Identity<A> {
  readonly key: (value: A) => string;
  readonly order: (a: A, b: A) => number;
}

/** Walks two lists side by side, so that only values that are not the very same are looked into. */
const difference = <A>(
  before: ReadonlyArray<A>,
  after: ReadonlyArray<A>,
  { key, order }: Identity<A>
): Difference<A> => {
  const set: A[] = [];
  const removed: string[] = [];
  for (let old = 0, now = 0; old < before.length || now < after.length;) {
    const [a, b] = [before[old], after[now]];
    const place = a === b ? 0 : a === undefined ? 1 : b === undefined ? -1 : order(a, b);
    if (a !== undefined && place < 0) removed.push(key(a));
    if (b !== undefined && (place > 0 || (place === 0 && !isEqual(a, b)))) set.push(b);
    if (place <= 0) old += 1;
    if (place >= 0) now += 1;
  }
  return { set, removed };
};

const named = { key: keyOf, order: byKey };

const fences: Identity<Fence> = {
  key: ({ meta }) => keyOf(meta),
  order: (a, b) => byKey(a.meta, b.meta)
};

const resources: Identity<Resource> = { key: resourceKey, order: by(resourceKey) };

/** The difference between two plans. */
export const delta = (before: Plan, after: Plan): Delta => ({
  sidecars: difference(before.sidecars, after.sidecars, named),
  fences: difference(before.fences, after.fences, fences),
  statuses: difference(before.statuses, after.statuses, named),
  resources: difference(before.resources, after.resources, resources)
});
