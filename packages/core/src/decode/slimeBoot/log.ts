import type { Diagnosed } from '../../Diagnosed.js';
import type { JsonObject } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import { boolean, mapping, optional, string, unknown } from '../codec.js';
import type { Document } from '../Document.js';
import { decodeFields, unknownFields } from '../field.js';
import type { Fields } from '../field.js';
import { count, filePath } from './deploymentCodecs.js';

const fields = {
  logLevel: optional(string),
  klogLevel: optional(count),
  logRotate: optional(boolean),
  logRotateConfig: optional(mapping(unknown))
} as const;

const rotation = {
  filePath: optional(filePath),
  maxSizeMB: optional(count),
  maxBackups: optional(count),
  maxAgeDay: optional(count),
  compress: optional(boolean)
} as const;

/** The fields of a mapping that can be used, as they were written, and what is to be said of the others. */
const usable = (document: Document, path: Path, value: JsonObject, known: Fields): Diagnosed<JsonObject> => {
  const read = decodeFields(document, path, value, known);
  const kept = Object.entries(value).filter(
    ([name]) => !Object.hasOwn(known, name) || read.value[name] !== undefined
  );
  return {
    value: Object.fromEntries(kept),
    diagnostics: [...read.diagnostics, ...unknownFields(document, path, value, Object.keys(known))]
  };
};

/** `global.log` without what cannot be used. */
export const log = (document: Document, path: Path, value: JsonObject): Diagnosed<JsonObject> => {
  const outer = usable(document, path, value, fields);
  const { logRotateConfig } = outer.value;
  if (logRotateConfig === undefined) return outer;
  const inner = usable(document, [...path, 'logRotateConfig'], logRotateConfig as JsonObject, rotation);
  return {
    value: { ...outer.value, logRotateConfig: inner.value },
    diagnostics: [...outer.diagnostics, ...inner.diagnostics]
  };
};
