import type { Json, JsonObject } from '../../../../../src/model/Json.js';

type Schema = JsonObject;

const isMapping = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const typeOf = (value: Json): string => {
  if (Array.isArray(value)) return 'array';
  if (isMapping(value)) return 'object';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

const fits = (schema: Schema, value: Json): boolean => {
  const found = typeOf(value);
  if (schema['x-kubernetes-int-or-string'] === true) return found === 'integer' || found === 'string';
  const { type } = schema;
  return type === undefined || type === found || (type === 'number' && found === 'integer');
};

const numberOf = (schema: Schema, name: string): number | undefined => {
  const found = schema[name];
  return typeof found === 'number' ? found : undefined;
};

const inBounds = (schema: Schema, value: number): boolean => {
  const [least, most] = [numberOf(schema, 'minimum'), numberOf(schema, 'maximum')];
  const above = least === undefined || (schema['exclusiveMinimum'] === true ? value > least : value >= least);
  return above && (most === undefined || value <= most);
};

const isValid = (schema: Schema, value: Json): boolean => {
  const { enum: words, maxLength, pattern } = schema;
  if (Array.isArray(words) && !words.some((each: Json) => each === value)) return false;
  if (typeof value === 'number') return inBounds(schema, value);
  if (typeof value !== 'string') return true;
  const isShort = typeof maxLength !== 'number' || value.length <= maxLength;
  return isShort && (typeof pattern !== 'string' || new RegExp(pattern).test(value));
};

/** Which fields of a mapping no schema speaks of: `dropped` where the API server would not keep them. */
const inside = (schema: Schema, value: JsonObject, path: string): ReadonlyArray<string> => {
  const { additionalProperties, properties = {}, required = [] } = schema;
  const missing = (required as ReadonlyArray<string>).filter(name => !Object.hasOwn(value, name));
  const fields = Object.entries(value).flatMap(([name, each]) => {
    const own = Object.hasOwn(properties as JsonObject, name) ? (properties as JsonObject)[name] : undefined;
    const here = own ?? additionalProperties;
    if (isMapping(here)) return complaints(here, each, `${path}.${name}`);
    const isFree = schema['x-kubernetes-preserve-unknown-fields'] === true;
    if (!isFree) return [`${path}.${name}: dropped`];
    return schema['properties'] === undefined ? [] : [`${path}.${name}: not described`];
  });
  return [...missing.map(name => `${path}.${name}: required`), ...fields];
};

/** What an API server would say of a value, and which of its fields are in no schema. */
export const complaints = (schema: Schema, value: Json, path = ''): ReadonlyArray<string> => {
  if (value === null) return schema['nullable'] === true ? [] : [`${path}: null`];
  if (!fits(schema, value)) return [`${path}: ${typeOf(value)}`];
  if (!isValid(schema, value)) return [`${path}: ${JSON.stringify(value)}`];
  if (isMapping(value)) return inside(schema, value, path);
  const { items } = schema;
  if (!Array.isArray(value) || !isMapping(items)) return [];
  return value.flatMap((each: Json, index) => complaints(items, each, `${path}[${index}]`));
};
