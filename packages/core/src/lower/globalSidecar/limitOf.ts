import type { Json, JsonObject } from '../../model/Json.js';
import * as Quantity from '../../model/Quantity.js';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What `resources` limit; undefined where they say nothing of it, or nothing to go by. */
export const limitOf = (resources: Json | undefined, name: 'cpu' | 'memory'): number | undefined => {
  const limits = isObject(resources) ? resources['limits'] : undefined;
  const limit = isObject(limits) ? Quantity.parse(limits[name]) : undefined;
  return limit !== undefined && limit > 0 ? limit : undefined;
};
