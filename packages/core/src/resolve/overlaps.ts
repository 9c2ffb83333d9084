import { selectorIndex } from '../indexing/SelectorIndex.js';
import { isAutomatic } from '../model/Fence.js';
import type { Fence } from '../model/Fence.js';
import type * as Labels from '../model/Labels.js';
import { keyOf } from '../model/Meta.js';
import type { Key } from '../model/Meta.js';
import type { Pod } from '../model/Workload.js';
import { by } from '../order.js';

/** A fence that would become a Sidecar, and what it selects. */
export interface Candidate {
  readonly fence: Fence;
  readonly labels: Labels.Labels;
}

/** A fence that yields to another one, because both select the same workload. */
export interface Overlap {
  readonly winner: Fence;
  readonly loser: Fence;
}

/** A user's own before an automatic one, the more specific before the broader, then by name. */
const rank = ({ fence, labels }: Candidate): string =>
  `${isAutomatic(fence) ? 1 : 0}${String(1000 - Object.keys(labels).length).padStart(4, '0')}${keyOf(fence.meta)}`;

/**
 * The groups of fences that select one workload: one group for each running pod, and one for each selector, whose
 * pods carry all of its labels.
 */
const groups = (
  pods: ReadonlyArray<Pod>,
  candidates: ReadonlyArray<Candidate>
): ReadonlyArray<ReadonlyArray<Candidate>> => {
  const bySelector = selectorIndex(candidates, ({ fence, labels }) => ({
    namespace: fence.meta.namespace,
    selector: labels
  }));
  const sets = [
    ...candidates.map(({ fence, labels }) => [fence.meta.namespace, labels] as const),
    ...pods.map(({ meta }) => [meta.namespace, meta.labels] as const)
  ];
  return sets
    .map(([namespace, labels]) => bySelector.selecting(namespace, labels))
    .filter(group => group.length > 1);
};

/**
 * The fences that yield no Sidecar because another one selects the same workload, each with the one that wins.
 *
 * Taken in order of rank, a fence is kept unless it meets one that is kept already: so no two that are kept overlap.
 */
export const overlaps = (
  pods: ReadonlyArray<Pod>,
  candidates: ReadonlyArray<Candidate>
): ReadonlyArray<Overlap> => {
  const rivals = new Map<Key, Set<Candidate>>();
  for (const group of groups(pods, candidates)) {
    for (const one of group) {
      const key = keyOf(one.fence.meta);
      const known = rivals.get(key) ?? new Set<Candidate>();
      rivals.set(key, known);
      for (const other of group) if (other !== one) known.add(other);
    }
  }
  const involved = candidates.filter(({ fence }) => rivals.has(keyOf(fence.meta))).toSorted(by(rank));
  const kept = new Set<Candidate>();
  return involved.flatMap(candidate => {
    const winner = [...(rivals.get(keyOf(candidate.fence.meta)) ?? [])]
      .filter(rival => kept.has(rival))
      .sort(by(rank))[0];
    if (winner === undefined) kept.add(candidate);
    return winner === undefined ? [] : [{ winner: winner.fence, loser: candidate.fence }];
  });
};
