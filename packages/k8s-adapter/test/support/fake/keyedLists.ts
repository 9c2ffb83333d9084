import type { Json, JsonObject } from '@meshfence/core';
import type { Keyed } from './Definition.js';
import { at, isMap } from './fields.js';

// Lists that are merged item by item are turned into maps, and each item into a list of one, which is never looked into.

const always: ReadonlyArray<Keyed> = [
  { path: ['metadata', 'ownerReferences'], key: 'uid' },
  { path: ['metadata', 'finalizers'] }
];

const keyOf = (item: Json, key: string | undefined): string =>
  key === undefined
    ? `v:${JSON.stringify(item)}`
    : `k:${JSON.stringify({ [key]: isMap(item) ? (item[key] ?? null) : null })}`;

const replaced = (
  object: JsonObject,
  [name = '', ...rest]: ReadonlyArray<string>,
  value: Json
): JsonObject => {
  const inner = object[name];
  return { ...object, [name]: rest.length === 0 ? value : replaced(isMap(inner) ? inner : {}, rest, value) };
};

/** An object whose parts can each have an owner. */
export const granular = (object: JsonObject, more: ReadonlyArray<Keyed> = []): JsonObject =>
  [...always, ...more].reduce((result, { path, key }) => {
    const list = at(result, path);
    if (!Array.isArray(list)) return result;
    return replaced(result, path, Object.fromEntries(list.map((item: Json) => [keyOf(item, key), [item]])));
  }, object);

/** Its inverse. */
export const listed = (object: JsonObject, more: ReadonlyArray<Keyed> = []): JsonObject =>
  [...always, ...more].reduce((result, { path }) => {
    const map = at(result, path);
    if (!isMap(map)) return result;
    return replaced(
      result,
      path,
      Object.values(map).flatMap(item => item as ReadonlyArray<Json>)
    );
  }, object);
