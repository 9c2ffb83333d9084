import { diagnosed, of } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import type { Document } from '../Document.js';
import { decodeFields, fieldInvalid, unknownFields } from '../field.js';
import type { Fields, Values } from '../field.js';
import { kindOf } from '../fieldErrors.js';
import { isObject } from '../readObject.js';

/** A mapping that may be missing or null; undefined where there is none. */
export const optionalMapping = (
  document: Document,
  path: Path,
  value: Json | undefined
): Diagnosed<JsonObject | undefined> => {
  if (isObject(value)) return of(value);
  if (value === undefined || value === null) return of(undefined);
  const error = { path, expected: 'a mapping', found: kindOf(value) };
  return diagnosed(undefined, [fieldInvalid(document, error, 'The default holds.')]);
};

/** The fields of a mapping, and those that it does not have. */
export const mappingAt = <F extends Fields>(
  document: Document,
  path: Path,
  value: Readonly<Record<string, unknown>>,
  fields: F
): Diagnosed<Values<F>> => {
  const read = decodeFields(document, path, value as JsonObject, fields);
  const strange = unknownFields(document, path, value, Object.keys(fields));
  return { value: read.value, diagnostics: [...read.diagnostics, ...strange] };
};
