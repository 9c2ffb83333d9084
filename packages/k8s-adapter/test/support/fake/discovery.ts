import type { JsonObject } from '@meshfence/core';
import type { Definition } from './Definition.js';

const verbs = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];

const serves =
  (group: string, version: string) =>
  (definition: Definition): boolean =>
    definition.group === group && definition.versions.includes(version);

const entries = ({ kind, namespaced, plural, status }: Definition): ReadonlyArray<JsonObject> => [
  { name: plural, singularName: kind.toLowerCase(), namespaced, kind, verbs },
  ...(status
    ? [{ name: `${plural}/status`, singularName: '', namespaced, kind, verbs: ['get', 'patch', 'update'] }]
    : [])
];

/** The kinds of a group's version, or undefined where there is no such group. */
export const resourceList = (
  definitions: ReadonlyArray<Definition>,
  group: string,
  version: string
): JsonObject | undefined => {
  const found = definitions.filter(serves(group, version));
  if (found.length === 0) return undefined;
  const groupVersion = group === '' ? version : `${group}/${version}`;
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: found.flatMap(entries) };
};

/** The schemas of a group's version, or undefined where there are none. */
export const openapi = (
  definitions: ReadonlyArray<Definition>,
  group: string,
  version: string
): JsonObject | undefined =>
  definitions.filter(serves(group, version)).find(({ schema }) => schema !== undefined)?.schema;
