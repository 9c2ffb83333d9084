import { defaultConfig } from '../../model/Config.js';
import type { Config } from '../../model/Config.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Mesh } from '../../model/Mesh.js';
import { toEdgeListObject } from '../toEdgeListObject.js';
import { encodeConfig } from './encodeConfig.js';
import { encodeEndpointSlice } from './encodeEndpointSlice.js';
import { encodeFence } from './encodeFence.js';
import { encodeNamespace } from './encodeNamespace.js';
import { encodePod } from './encodePod.js';
import { encodeService } from './encodeService.js';
import { encodeServiceEntry } from './encodeServiceEntry.js';
import { encodeSidecar } from './encodeSidecar.js';
import { encodeVirtualService } from './encodeVirtualService.js';
import * as Fields from './Fields.js';

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Kind, namespace and name; the text decides between namesakes, which a mesh made by hand may hold. */
const sortKey = (object: JsonObject): string => {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const names = [object['kind'], metadata['namespace'], metadata['name']].map(textOf);
  return [...names, JSON.stringify(object)].join('\0');
};

const inOrder = (objects: ReadonlyArray<JsonObject>): ReadonlyArray<JsonObject> =>
  objects
    .map(object => [sortKey(object), object] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, object]) => object);

const isUnsaid = (config: Config): boolean =>
  config.meta === undefined && JSON.stringify(config) === JSON.stringify(defaultConfig);

const configOf = ({ config }: Mesh): ReadonlyArray<JsonObject> =>
  isUnsaid(config) ? [] : [encodeConfig(config)];

const edgesOf = (mesh: Mesh): ReadonlyArray<JsonObject> =>
  mesh.edges.length + mesh.sources.length + mesh.hearings.length === 0 ? [] : [toEdgeListObject(mesh)];

/**
 * Every value of the mesh as the object that decodes to it, sorted by kind, namespace and name.
 *
 * `now` is in no file, and the configuration only where it says anything.
 */
export const encodeMesh = (mesh: Mesh): ReadonlyArray<JsonObject> =>
  inOrder(
    [
      ...configOf(mesh),
      ...edgesOf(mesh),
      ...mesh.endpointSlices.map(encodeEndpointSlice),
      ...mesh.namespaces.map(encodeNamespace),
      ...mesh.pods.map(encodePod),
      ...mesh.services.map(encodeService),
      ...mesh.serviceEntries.map(encodeServiceEntry),
      ...mesh.fences.map(encodeFence),
      ...mesh.sidecars.map(encodeSidecar),
      ...mesh.virtualServices.map(encodeVirtualService)
    ].map(Fields.orderedObject)
  );
