import type { Json } from '../../../src/model/Json.js';

const step = (value: Json | undefined, key: string | number): Json | undefined =>
  typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string | number, Json>>)[key]
    : undefined;

/** What stands at the end of a path; undefined where it leads nowhere. */
export const at = (value: Json | undefined, ...path: ReadonlyArray<string | number>): Json | undefined =>
  path.reduce(step, value);
