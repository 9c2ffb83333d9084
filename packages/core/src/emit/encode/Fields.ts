import type { Json, JsonObject } from '../../model/Json.js';
import { byText } from '../../order.js';

/** The fields of an object to be, some of them without a value. */
export type Fields = Readonly<Record<string, Json | undefined>>;

const isEmpty = (value: Json): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const keep = (fields: Fields, isKept: (value: Json) => boolean): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      value !== undefined && isKept(value) ? [[key, value]] : []
    )
  );

/** The fields that have a value; an empty list or map is none. */
export const filled = (fields: Fields): JsonObject => keep(fields, value => !isEmpty(value));

/** The fields that are there; an empty list or map stays, because it means something of its own. */
export const defined = (fields: Fields): JsonObject => keep(fields, () => true);

/** An object, unless it would have no fields. */
export const unlessEmpty = (object: JsonObject): JsonObject | undefined =>
  isEmpty(object) ? undefined : object;

/** The same value with the keys of every map in order, as an API server prints them. Lists keep their order. */
export const ordered = (value: Json): Json => {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(ordered) : orderedObject(value as JsonObject);
};

/** An object with its keys in order, and those of every map in it. */
export const orderedObject = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(object)
      .sort(([a], [b]) => byText(a, b))
      .map(([key, value]) => [key, ordered(value)])
  );
