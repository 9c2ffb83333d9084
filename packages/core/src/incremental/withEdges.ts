import type { Edge } from '../model/Edge.js';
import { edgeKey } from '../model/edgeKey.js';

/**
 * The edges with others added, which take the place of those that they are.
 *
 * There are many edges: only those with the destination of an added one are looked at any closer.
 */
export const withEdges = (edges: ReadonlyArray<Edge>, added: ReadonlyArray<Edge>): ReadonlyArray<Edge> => {
  const next = new Map(added.map(edge => [edgeKey(edge), edge]));
  const destinations = new Set(added.map(({ to }) => to));
  const kept = edges.filter(edge => !destinations.has(edge.to) || !next.has(edgeKey(edge)));
  return added.length === 0 ? edges : [...kept, ...next.values()];
};
