import type { Edge, Source } from '../../model/Edge.js';
import type { JsonObject } from '../../model/Json.js';
import { encodeEdge } from './encodeEdge.js';
import * as Fields from './Fields.js';
import * as Timestamp from './Timestamp.js';

const encodeSource = ({ name, direct, windows }: Source): JsonObject =>
  Fields.filled({
    name,
    direct: direct ? true : undefined,
    windows: windows.map(({ from, to }) =>
      Fields.defined({ from: Timestamp.ofInstant(from), to: Timestamp.ofInstant(to) })
    )
  });

/** Sorted by their text: people review the list in pull requests, where the order of arrival would be noise. */
const inOrder = (objects: ReadonlyArray<JsonObject>): ReadonlyArray<JsonObject> =>
  objects
    .map(object => [JSON.stringify(object), object] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, object]) => object);

/** Edges and their sources as one EdgeList. */
export const encodeEdgeList = (
  edges: ReadonlyArray<Edge>,
  sources: ReadonlyArray<Source>,
  name: string
): JsonObject => ({
  apiVersion: 'meshfence.io/v1alpha1',
  kind: 'EdgeList',
  metadata: { name },
  ...Fields.filled({ sources: inOrder(sources.map(encodeSource)) }),
  edges: inOrder(edges.map(encodeEdge))
});
