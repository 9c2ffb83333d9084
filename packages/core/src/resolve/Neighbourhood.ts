import type { Diagnosed } from '../Diagnosed.js';
import { made } from '../incremental/Made.js';
import type { Made } from '../incremental/Made.js';
import type { Index } from '../indexing/Index.js';
import type { Fence } from '../model/Fence.js';
import { attribution } from './attribution.js';
import type { Attribution, Fenced } from './attribution.js';
import { selectorOf } from './selectorOf.js';
import { settle } from './settle.js';
import type { Refusals } from './settle.js';

interface Settled {
  readonly fenced: ReadonlyArray<Fenced>;
  readonly refusals: Diagnosed<Refusals>;
}

/** What concerns the fences of one namespace together, and nobody else: what they select, and who yields to whom. */
export interface Neighbourhood {
  readonly settled: Made<Settled>;
  readonly edges: Made<Diagnosed<Attribution>>;
}

const settled = (index: Index, namespace: string, fences: ReadonlyArray<Fence>): Settled => {
  const fenced = fences.map((fence): Fenced => ({ fence, selected: selectorOf(index, fence) }));
  return { fenced, refusals: settle(index, namespace, fenced) };
};

/** The neighbourhood of a namespace; the very one before, or its parts, where they were made of the same objects. */
export const neighbourhood = (
  index: Index,
  namespace: string,
  fences: ReadonlyArray<Fence>,
  before: Neighbourhood | undefined
): Neighbourhood => {
  const pods = index.podsOf(namespace);
  const services = index.servicesOf(namespace);
  const sidecars = index.sidecarsOf(namespace);
  const own = made(before?.settled, [index.mesh.config, fences, services, pods, sidecars], () =>
    settled(index, namespace, fences)
  );
  const { fenced } = own.value;
  const edges = made(before?.edges, [fenced, services, pods, index.edgesOf(namespace)], () =>
    attribution(index, namespace, fenced)
  );
  return before !== undefined && own === before.settled && edges === before.edges
    ? before
    : { settled: own, edges };
};
