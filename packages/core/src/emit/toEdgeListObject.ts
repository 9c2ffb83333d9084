import type { JsonObject } from '../model/Json.js';
import type { Mesh } from '../model/Mesh.js';
import { encodeEdge } from './encode/encodeEdge.js';
import { encodeHearing } from './encode/encodeHearing.js';
import { encodeSource } from './encode/encodeSource.js';
import * as Fields from './encode/Fields.js';

/** Sorted by their text: people review the list in pull requests, where the order of arrival would be noise. */
const inOrder = (objects: ReadonlyArray<JsonObject>): ReadonlyArray<JsonObject> =>
  objects
    .map(object => [JSON.stringify(object), object] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, object]) => object);

/** Edges, their sources, and what these have heard, as one EdgeList called `edges`. */
export const toEdgeListObject = ({
  edges,
  sources,
  hearings
}: Pick<Mesh, 'edges' | 'sources' | 'hearings'>): JsonObject => ({
  apiVersion: 'meshfence.io/v1alpha1',
  kind: 'EdgeList',
  metadata: { name: 'edges' },
  ...Fields.filled({ sources: inOrder(sources.map(encodeSource)) }),
  edges: inOrder(edges.map(encodeEdge)),
  ...Fields.filled({ hearings: inOrder(hearings.map(encodeHearing)) })
});
