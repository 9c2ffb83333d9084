import type { Json } from '../model/Json.js';
import { maxDepth } from '../yaml/YamlError.js';

const partsOf = (value: Json): ReadonlyArray<Json> =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];

/** Whether a value nests further than any Kubernetes object. What walks through values later may then call itself. */
export const isTooDeep = (value: Json): boolean => {
  let level: ReadonlyArray<Json> = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return true;
    level = level.flatMap(partsOf);
  }
  return false;
};
