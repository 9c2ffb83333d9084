import { edgeKey, joinEvidence } from '@meshfence/core';
import type { Edge, Instant } from '@meshfence/core';

/** How much is kept, whatever is told. */
export interface Bounds {
  readonly edges: number;
  /** An edge that was told so lately makes no room for another one: then that is left out. Milliseconds. */
  readonly rest: Instant.Duration;
}

/**
 * An edge is in its fence's status long before it may be forgotten here. More edges than that are no mesh's, but a flood.
 */
export const defaultBounds: Bounds = { edges: 250_000, rest: 600_000 };

/** How many make room at a time: to have forgotten something costs a look at everything. */
const share = 0.1;

/** What became of an edge that was told. */
export type Fate = 'new' | 'renewed' | 'refused';

interface Seen {
  readonly edge: Edge;
  /** When it was told last. */
  readonly at: Instant.Instant;
}

/** Edges that sources have told, each once, with all the evidence for it. */
export interface SeenEdges {
  readonly add: (edge: Edge) => { readonly key: string; readonly fate: Fate };
  readonly get: (key: string) => Edge | undefined;
  readonly keys: () => Iterable<string>;
  readonly size: () => number;
  /** How many have been forgotten, ever. */
  readonly forgotten: () => number;
}

export const newSeenEdges = (bounds: Bounds, now: () => Instant.Instant): SeenEdges => {
  /** Those that were told longest ago come first. */
  const seen = new Map<string, Seen>();
  let forgotten = 0;

  /** Whether there is room for one more, perhaps because old ones have gone. */
  const makeRoom = (): boolean => {
    const before = now() - bounds.rest;
    let most = Math.max(1, Math.floor(bounds.edges * share));
    for (const [key, { at }] of seen) {
      if (at > before || most === 0) break;
      seen.delete(key);
      forgotten += 1;
      most -= 1;
    }
    return seen.size < bounds.edges;
  };

  const put = (key: string, edge: Edge): void => {
    seen.delete(key);
    seen.set(key, { edge, at: now() });
  };

  return {
    get: key => seen.get(key)?.edge,
    keys: () => seen.keys(),
    size: () => seen.size,
    forgotten: () => forgotten,
    add: edge => {
      const key = edgeKey(edge);
      const known = seen.get(key);
      if (known !== undefined) {
        put(key, joinEvidence(known.edge, edge));
        return { key, fate: 'renewed' };
      }
      if (seen.size >= bounds.edges && !makeRoom()) return { key, fate: 'refused' };
      put(key, edge);
      return { key, fate: 'new' };
    }
  };
};
