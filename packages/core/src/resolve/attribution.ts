import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { groupBy } from '../groupBy.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Index } from '../indexing/Index.js';
import { selectorIndex } from '../indexing/SelectorIndex.js';
import type { Caller, Edge } from '../model/Edge.js';
import type { Fence } from '../model/Fence.js';
import type { Labels } from '../model/Labels.js';
import * as LabelsOf from '../model/Labels.js';
import { keyOf } from '../model/Meta.js';
import type { Key } from '../model/Meta.js';
import { workloadOf } from '../model/Workload.js';
import type { Selected } from './selectorOf.js';

/** The edges of each fence. */
export type Attribution = ReadonlyMap<Key, ReadonlyArray<Edge>>;

/** A fence with what it selects. */
export interface Fenced {
  readonly fence: Fence;
  readonly selected: Selected;
}

const callerName = (caller: Caller): string =>
  caller._tag === 'Named' ? caller.name : LabelsOf.show(caller.labels);

const callerKey = (caller: Caller): string => `${caller.namespace}/${callerName(caller)}`;

/** The edges of each caller of one namespace. */
const byCaller = (edges: ReadonlyArray<Edge>): Iterable<ReadonlyArray<Edge>> =>
  groupBy(edges, ({ from }) => callerName(from)).values();

/** The labels that a named caller's pods carry, by all that the mesh knows of that name. */
const labelsByName = (index: Index, namespace: string): ((name: string) => ReadonlyArray<Labels>) => {
  const pods = groupBy(index.podsOf(namespace), workloadOf);
  return name => {
    const selector = index.services.get(keyOf({ namespace, name }))?.selector;
    const ofPods = (pods.get(name) ?? []).map(({ meta }) => meta.labels);
    return selector === undefined || LabelsOf.isEmpty(selector) ? ofPods : [selector, ...ofPods];
  };
};

/** The fences of a caller of one namespace: the fence of its name, and every fence that selects its pods. */
export const attributor = (
  index: Index,
  namespace: string,
  fenced: ReadonlyArray<Fenced>
): ((caller: Caller) => ReadonlyArray<Key>) => {
  const keys = new Set(fenced.map(({ fence }) => keyOf(fence.meta)));
  const bySelector = selectorIndex(fenced, ({ fence, selected }) => ({
    namespace: fence.meta.namespace,
    selector: selected._tag === 'Labels' ? selected.labels : {}
  }));
  const labelsOf = labelsByName(index, namespace);
  return caller => {
    const sets = caller._tag === 'Named' ? labelsOf(caller.name) : [caller.labels];
    const selecting = sets.flatMap(labels => bySelector.selecting(caller.namespace, labels));
    const named = caller._tag === 'Named' && keys.has(callerKey(caller)) ? [callerKey(caller)] : [];
    return [...new Set([...named, ...selecting.map(({ fence }) => keyOf(fence.meta))])];
  };
};

/**
 * Gives the edges of a namespace to the fences of their callers.
 *
 * A pod behind two Services has two fences; both learn the call, as both cover the caller.
 */
export const attribution = (
  index: Index,
  namespace: string,
  fenced: ReadonlyArray<Fenced>
): Diagnosed<Attribution> =>
  distributed(byCaller(index.edgesOf(namespace)), attributor(index, namespace, fenced));

const distributed = (
  callers: Iterable<ReadonlyArray<Edge>>,
  fencesOf: (caller: Caller) => ReadonlyArray<Key>
): Diagnosed<Attribution> => {
  const found = new Map<Key, Edge[]>();
  const diagnostics: Diagnostic[] = [];
  for (const edges of callers) {
    const [first] = edges;
    if (first === undefined) continue;
    const fences = fencesOf(first.from);
    const unknown = { caller: callerKey(first.from), count: edges.length };
    if (fences.length === 0) diagnostics.push(report('edge-caller-unknown', unknown, []));
    for (const key of fences) found.set(key, [...(found.get(key) ?? []), ...edges]);
  }
  return { value: found, diagnostics };
};
