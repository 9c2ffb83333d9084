import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '@meshfence/core';

/** Whether a value is a mapping. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A mapping without some of its fields. */
export const without = <A extends object>(value: A, ...fields: ReadonlyArray<string>): A =>
  Object.fromEntries(Object.entries(value).filter(([field]) => !fields.includes(field))) as A;

/** JSON text with the keys of every map in order: equal values have equal texts. */
export const canonical = (value: Json): string => {
  if (Array.isArray(value)) return `[${(value as ReadonlyArray<Json>).map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value)
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${fields.join(',')}}`;
};

/** A short text that equal values share, and others practically never do. */
export const fingerprint = (value: Json): string =>
  createHash('sha1').update(canonical(value)).digest('base64');
