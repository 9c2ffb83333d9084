import { isEqual } from '../equal.js';
import { keyOf } from '../model/Meta.js';
import type { Key } from '../model/Meta.js';

interface Named {
  readonly meta: { readonly namespace: string; readonly name: string };
}

/** What shall be under a key: an object, or nothing. */
export type Edits<A> = ReadonlyMap<Key, A | undefined>;

/**
 * A list with some of its objects changed, removed or added.
 *
 * An object that says what is there already is no difference, as an API server that is read again says everything
 * anew; and where nothing is different, the list is the very list.
 */
export const withObjects = <A extends Named>(list: ReadonlyArray<A>, edits: Edits<A>): ReadonlyArray<A> => {
  const left = new Map(edits);
  const next: A[] = [];
  let isChanged = false;
  for (const each of list) {
    const key = keyOf(each.meta);
    const edit = edits.has(key) ? edits.get(key) : each;
    const kept = edit !== undefined && isEqual(each, edit) ? each : edit;
    if (kept !== each) isChanged = true;
    if (kept !== undefined) next.push(kept);
    left.delete(key);
  }
  const added = [...left.values()].filter(each => each !== undefined);
  return isChanged || added.length > 0 ? [...next, ...added] : list;
};
