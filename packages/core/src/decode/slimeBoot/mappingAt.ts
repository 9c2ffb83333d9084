import type { Diagnosed } from '../../Diagnosed.js';
import type { JsonObject } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import type { Document } from '../Document.js';
import { decodeFields, unknownFields } from '../field.js';
import type { Fields, Values } from '../field.js';

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
