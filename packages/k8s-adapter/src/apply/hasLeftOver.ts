import type { Json, JsonObject } from '@meshfence/core';
import { isObject } from '../json.js';

const isElement =
  (keys: JsonObject) =>
  (each: Json): boolean =>
    isObject(each) && Object.entries(keys).every(([field, value]) => (each[field] ?? value) === value);

/** What a step of `managedFields` leads to: `f:FIELD`, `k:{"KEY":VALUE}` of a list's element, or `v:VALUE` in a list. */
const follow = (step: string, wanted: Json | undefined): Json | undefined => {
  const to = step.slice(2);
  if (step.startsWith('f:')) return isObject(wanted) ? wanted[to] : undefined;
  if (!Array.isArray(wanted)) return undefined;
  const list = wanted as ReadonlyArray<Json>;
  return step.startsWith('k:')
    ? list.find(isElement(JSON.parse(to) as JsonObject))
    : list.find(each => JSON.stringify(each) === to);
};

/** Whether we own a field that is wanted no more: applying without it takes it away. `fields` are what we have applied. */
export const hasLeftOver = (fields: JsonObject, wanted: Json): boolean =>
  Object.entries(fields)
    .filter(([step]) => step !== '.')
    .some(([step, inner]) => {
      const found = follow(step, wanted);
      return found === undefined || (isObject(inner) && hasLeftOver(inner, found));
    });
