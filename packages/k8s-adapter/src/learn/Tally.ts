import type { Edge, Instant } from '@meshfence/core';
import type { Metrics } from '../metrics/Metrics.js';

/** Counts observed calls. */
export interface Tally {
  readonly received: (source: string, edges: ReadonlyArray<Edge>) => void;
  readonly refused: () => void;
  readonly evicted: (count: number) => void;
}

export type Counted = Pick<Metrics, 'edges' | 'edgesReceived' | 'edgesDropped' | 'edgesLastReceived'>;

const second = 1000;

/** `known` is asked how many there are when somebody reads the metrics: batches come many times a second. */
export const newTally = (
  { edges, edgesDropped, edgesLastReceived, edgesReceived }: Counted,
  now: () => Instant.Instant,
  known: () => number
): Tally => {
  Object.assign(edges, { collect: () => edges.set(known()) });
  return {
    received: (source, { length }) => {
      edgesReceived.inc({ source }, length);
      edgesLastReceived.set({ source }, now() / second);
    },
    refused: () => edgesDropped.inc({ why: 'refused' }),
    evicted: count => edgesDropped.inc({ why: 'evicted' }, count)
  };
};
