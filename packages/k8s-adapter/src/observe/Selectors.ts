import { Labels } from '@meshfence/core';

/** Selectors by `namespace/name` of their objects, found by what they select. */
export interface Selectors {
  readonly set: (key: string, selector: Labels.Labels) => void;
  readonly remove: (key: string) => void;
  /** The objects of a namespace whose selector contains a selector, or is contained in it: some workload may have both. */
  readonly meeting: (namespace: string, selector: Labels.Labels) => ReadonlyArray<string>;
}

const namespaceOf = (key: string): string => key.slice(0, key.indexOf('/'));

/** Of two selectors that meet, one has all pairs of the other: so they share one, and are found by it. */
const pairsOf = (namespace: string, selector: Labels.Labels): ReadonlyArray<string> =>
  Object.entries(selector).map(([name, value]) => `${namespace}/${name}=${value}`);

export const newSelectors = (): Selectors => {
  const known = new Map<string, Labels.Labels>();
  const byPair = new Map<string, Set<string>>();

  const remove = (key: string): void => {
    for (const pair of pairsOf(namespaceOf(key), known.get(key) ?? {})) {
      const keys = byPair.get(pair);
      keys?.delete(key);
      if (keys?.size === 0) byPair.delete(pair);
    }
    known.delete(key);
  };

  const set = (key: string, selector: Labels.Labels): void => {
    remove(key);
    known.set(key, selector);
    for (const pair of pairsOf(namespaceOf(key), selector))
      byPair.set(pair, (byPair.get(pair) ?? new Set()).add(key));
  };

  const meeting = (namespace: string, selector: Labels.Labels): ReadonlyArray<string> => {
    const near = new Set(pairsOf(namespace, selector).flatMap(pair => [...(byPair.get(pair) ?? [])]));
    return [...near].filter(key => {
      const other = known.get(key) ?? {};
      return Labels.isSubset(other, selector) || Labels.isSubset(selector, other);
    });
  };

  return { set, remove, meeting };
};
