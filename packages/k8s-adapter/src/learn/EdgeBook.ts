import type { Edge, Source } from '@meshfence/core';
import type { Metrics } from '../metrics/Metrics.js';

/** What one source of edges has told. */
export interface Told {
  readonly edges: ReadonlyArray<Edge>;
  readonly sources: ReadonlyArray<Source>;
}

/** The observed calls of all sources, each under a name of its own. */
export interface EdgeBook {
  /** All that a source tells now, in place of what it told before. */
  readonly tell: (name: string, told: Told) => void;
  /** The same value until somebody tells something. */
  readonly all: () => Told;
}

/** Keeps what sources tell; `changed` is told of each. */
export const newEdgeBook = (
  changed: () => void,
  metrics: Pick<Metrics, 'edges' | 'edgesReceived'>
): EdgeBook => {
  const told = new Map<string, Told>();
  let together: Told = { edges: [], sources: [] };
  return {
    tell: (name, all) => {
      told.set(name, all);
      const every = [...told.values()];
      together = {
        edges: every.flatMap(({ edges }) => edges),
        sources: every.flatMap(({ sources }) => sources)
      };
      metrics.edgesReceived.inc({ source: name }, all.edges.length);
      metrics.edges.set(together.edges.length);
      changed();
    },
    all: () => together
  };
};
