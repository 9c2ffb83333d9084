import type { Edge } from '../model/Edge.js';
import { canonical } from '../model/Labels.js';

/** What makes an edge the same one, whatever its evidence. */
const identity = ({ from, to, port, protocol }: Edge): string =>
  JSON.stringify([
    from.namespace,
    from._tag,
    from._tag === 'Named' ? from.name : canonical(from.labels),
    to,
    port,
    protocol
  ]);

/**
 * The edges with others added, which take the place of those that they are.
 *
 * There are many edges: only those with the destination of an added one are looked at any closer.
 */
export const withEdges = (edges: ReadonlyArray<Edge>, added: ReadonlyArray<Edge>): ReadonlyArray<Edge> => {
  const next = new Map(added.map(edge => [identity(edge), edge]));
  const destinations = new Set(added.map(({ to }) => to));
  const kept = edges.filter(edge => !destinations.has(edge.to) || !next.has(identity(edge)));
  return added.length === 0 ? edges : [...kept, ...next.values()];
};
