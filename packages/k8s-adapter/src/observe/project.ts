import type { Field, Json, JsonObject } from '@meshfence/core';
import { isObject } from '../json.js';
import type { KubeObject } from '../watch/KubeObject.js';

/** The annotations that a mesh is made from: where a Service is exported to, and settings of meshfence's own. */
const isRead = (name: string): boolean =>
  name === 'networking.istio.io/exportTo' || name.startsWith('meshfence.io/');

const annotationsOf = ({ metadata: { annotations = {} } }: KubeObject): JsonObject =>
  Object.fromEntries(Object.entries(annotations).filter(([name]) => isRead(name)));

const optional = (fields: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  );

const picked = (value: JsonObject | undefined, names: ReadonlyArray<string>): JsonObject =>
  optional(Object.fromEntries(names.map(name => [name, value?.[name]])));

const servicePart = ({ spec }: KubeObject): JsonObject => ({
  spec: picked(spec, ['type', 'selector', 'ports', 'clusterIP', 'clusterIPs', 'externalName'])
});

const podPart = ({ spec, status }: KubeObject): JsonObject => ({
  spec: picked(spec, ['hostNetwork']),
  status: picked(status, ['podIP', 'podIPs', 'phase'])
});

const addressesOf = (endpoint: Json): JsonObject =>
  picked(isObject(endpoint) ? endpoint : undefined, ['addresses']);

const slicePart = ({ endpoints }: KubeObject): JsonObject => ({
  endpoints: Array.isArray(endpoints) ? (endpoints as ReadonlyArray<Json>).map(addressesOf) : []
});

const whole = ({ spec, status }: KubeObject): JsonObject => optional({ spec, status });

const parts: Readonly<Record<Field, (object: KubeObject) => JsonObject>> = {
  namespaces: () => ({}),
  services: servicePart,
  pods: podPart,
  endpointSlices: slicePart,
  serviceEntries: whole,
  virtualServices: whole,
  sidecars: whole,
  fences: whole
};

/** Owners are asked about of Sidecars, whether they are a fence's, and of pods, which workload they belong to. */
const ownersOf = (field: Field, { metadata }: KubeObject): ReadonlyArray<Json> | undefined =>
  field === 'sidecars' || field === 'pods' ? (metadata.ownerReferences ?? []) : undefined;

/** Only fences are referred to by their uid. A uid of anything else would be a change at every replacement. */
const uidOf = (field: Field, { metadata }: KubeObject): string | undefined =>
  field === 'fences' ? metadata.uid : undefined;

/** What of a live object the mesh is made from. Everything else may change without being a change. */
export const project = (field: Field, object: KubeObject): JsonObject => {
  const { apiVersion = '', kind = '', metadata } = object;
  const { labels, name, namespace } = metadata;
  return {
    apiVersion,
    kind,
    metadata: optional({
      name,
      namespace,
      labels,
      annotations: annotationsOf(object),
      uid: uidOf(field, object),
      ownerReferences: ownersOf(field, object)
    }),
    ...parts[field](object)
  };
};
