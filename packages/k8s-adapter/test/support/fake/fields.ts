import type { Json, JsonObject } from '@meshfence/core';

/** Where a value is in an object. Lists have no parts: they are replaced as a whole. */
export type Path = ReadonlyArray<string>;

export const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A path as one word, and back. */
export const keyOf = (path: Path): string => JSON.stringify(path);
export const pathOf = (key: string): Path => JSON.parse(key) as Path;

/** A path as Kubernetes prints it: `.spec.egress`. */
export const inWords = (path: Path): string => path.map(part => `.${part}`).join('');

const leavesBelow = (value: Json, path: Path): ReadonlyArray<Path> => {
  const parts = isMap(value) ? Object.entries(value) : [];
  return parts.length === 0 ? [path] : parts.flatMap(([name, part]) => leavesBelow(part, [...path, name]));
};

/** The paths of everything that is no map, and of empty maps. */
export const leavesOf = (object: JsonObject): ReadonlyArray<Path> =>
  Object.entries(object).flatMap(([name, value]) => leavesBelow(value, [name]));

/** The value at a path, or undefined. */
export const at = (value: Json | undefined, [name, ...rest]: Path): Json | undefined => {
  if (name === undefined) return value;
  return isMap(value) && Object.hasOwn(value, name) ? at(value[name], rest) : undefined;
};

/** The object with a value at a path; an empty map leaves one that is there as it is. */
export const put = (object: JsonObject, [name = '', ...rest]: Path, value: Json): JsonObject => {
  const old = object[name];
  if (rest.length > 0) return { ...object, [name]: put(isMap(old) ? old : {}, rest, value) };
  const isEmptyMap = isMap(value) && Object.keys(value).length === 0;
  return isEmptyMap && isMap(old) ? object : { ...object, [name]: value };
};

/** The object without what is at a path, and without maps that become empty by that. */
export const drop = (object: JsonObject, [name = '', ...rest]: Path): JsonObject => {
  const { [name]: old, ...others } = object;
  if (rest.length === 0 || !isMap(old)) return others;
  const left = drop(old, rest);
  return Object.keys(left).length === 0 ? others : { ...object, [name]: left };
};

/** Whether two values are the same, whatever the order of their keys. */
export const same = (a: Json | undefined, b: Json | undefined): boolean => {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each: Json, index) => same(each, b[index] as Json));
  if (!isMap(a) || !isMap(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every(name => Object.hasOwn(b, name) && same(a[name], b[name]))
  );
};

/** JSON merge patch: null removes, maps are merged, all else is replaced. */
export const mergePatched = (object: JsonObject, patch: JsonObject): JsonObject => {
  const result: Record<string, Json> = { ...object };
  for (const [name, value] of Object.entries(patch)) {
    const old = result[name];
    if (value === null) delete result[name];
    else result[name] = isMap(value) ? mergePatched(isMap(old) ? old : {}, value) : value;
  }
  return result;
};
