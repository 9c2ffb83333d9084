import type { Listener } from './Reflection.js';

/** What each of two listeners keeps of one object. */
export type Both<A, B> = readonly [first: A, second: B];

/** Two listeners to one reflection. Each must keep one item of each object. */
export const both = <A, B>(first: Listener<A>, second: Listener<B>): Listener<Both<A, B>> => ({
  project: (page, resource) => {
    const seconds = second.project(page, resource);
    return first.project(page, resource).map((item, at) => [item, seconds[at] as B]);
  },
  replaced: (items, version, resource) => {
    first.replaced(
      items.map(([item]) => item),
      version,
      resource
    );
    second.replaced(
      items.map(([, item]) => item),
      version,
      resource
    );
  },
  set: ([one, other], resource) => {
    first.set(one, resource);
    second.set(other, resource);
  },
  removed: (object, resource) => {
    first.removed(object, resource);
    second.removed(object, resource);
  },
  absent: () => {
    first.absent();
    second.absent();
  }
});
