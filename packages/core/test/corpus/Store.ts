import type { Json, JsonObject } from '../../src/index.js';

/** The objects of an API server, by kind, namespace and name. */
export type Store = ReadonlyMap<string, JsonObject>;

export const emptyStore: Store = new Map();

/** A field as an object; an empty one where it is none. */
export const objectAt = (object: JsonObject, field: string): JsonObject => {
  const value = object[field];
  return isObject(value) ? value : {};
};

/** A field as text; empty where it is none. */
export const textAt = (object: JsonObject, field: string): string => {
  const value = object[field];
  return typeof value === 'string' ? value : '';
};

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const keyOf = (kind: string, namespace: string, name: string): string =>
  `${kind.toLowerCase()} ${namespace}/${name}`;

export const keyOfObject = (object: JsonObject): string => {
  const metadata = objectAt(object, 'metadata');
  return keyOf(textAt(object, 'kind'), textAt(metadata, 'namespace'), textAt(metadata, 'name'));
};

/** The objects of a kind, in the order of their names. */
export const ofKind = (store: Store, kind: string): ReadonlyArray<JsonObject> =>
  [...store.entries()]
    .filter(([key]) => key.startsWith(`${kind.toLowerCase()} `))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, object]) => object);

/** A fence gets its uid from the API server; the recordings write it as `UID`. */
const withUid = (object: JsonObject): JsonObject =>
  object['kind'] === 'ServiceFence'
    ? { ...object, metadata: { ...objectAt(object, 'metadata'), uid: 'UID' } }
    : object;

export const put = (store: Store, object: JsonObject): Store =>
  new Map(store).set(keyOfObject(object), withUid(object));

export const remove = (store: Store, key: string): Store =>
  new Map([...store].filter(([each]) => each !== key));

/** JSON merge patch (RFC 7386). */
export const mergePatch = (target: Json | undefined, patch: Json): Json => {
  if (!isObject(patch)) return patch;
  const base = isObject(target) ? target : {};
  const kept = Object.entries(base).filter(([key]) => !Object.hasOwn(patch, key));
  const changed = Object.entries(patch).filter(([, value]) => value !== null);
  return Object.fromEntries([...kept, ...changed.map(([key, value]) => [key, mergePatch(base[key], value)])]);
};

export const patchObject = (store: Store, key: string, patch: JsonObject): Store => {
  const object = store.get(key);
  return object === undefined ? store : new Map(store).set(key, mergePatch(object, patch) as JsonObject);
};
