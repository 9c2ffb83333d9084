import { by } from '../order.js';
import * as Labels from '../model/Labels.js';

/** Values by the labels that they select, within namespaces. Values that select by nothing are not in it. */
export interface SelectorIndex<A> {
  /** The values of a namespace whose selector all stands among the labels. */
  readonly selecting: (namespace: string, labels: Labels.Labels) => ReadonlyArray<A>;
}

interface Entry<A> {
  readonly selector: Labels.Labels;
  readonly value: A;
}

const pairKey = (namespace: string, key: string, value: string): string => `${namespace}\0${key}\0${value}`;

/** Indexes by one label of each selector; lookups cost by the labels asked for, not by the size of the index. */
export const selectorIndex = <A>(
  values: Iterable<A>,
  describe: (value: A) => { readonly namespace: string; readonly selector: Labels.Labels }
): SelectorIndex<A> => {
  const byPair = new Map<string, Entry<A>[]>();
  for (const value of values) {
    const { namespace, selector } = describe(value);
    const [first] = Object.entries(selector).sort(by(([key]) => key));
    if (first === undefined) continue;
    const key = pairKey(namespace, ...first);
    const entries = byPair.get(key);
    if (entries === undefined) byPair.set(key, [{ selector, value }]);
    else entries.push({ selector, value });
  }
  return {
    selecting: (namespace, labels) =>
      Object.entries(labels)
        .flatMap(([key, value]) => byPair.get(pairKey(namespace, key, value)) ?? [])
        .filter(({ selector }) => Labels.isSubset(selector, labels))
        .map(({ value }) => value)
  };
};
