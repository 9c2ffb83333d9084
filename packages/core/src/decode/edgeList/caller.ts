import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import type { Caller } from '../../model/Edge.js';
import type { Json } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import type { Document } from '../Document.js';
import { fieldInvalid } from '../field.js';
import { kindOf } from '../fieldErrors.js';
import { isObject } from '../readObject.js';

/** `namespace/name`, or `{namespace, labels}`. */
export const toCaller = (from: Json): Caller | undefined => {
  if (typeof from === 'string') {
    const [namespace, name, ...rest] = from.split('/');
    const complete =
      namespace !== undefined && namespace !== '' && name !== undefined && name !== '' && rest.length === 0;
    return complete ? { _tag: 'Named', namespace, name } : undefined;
  }
  if (!isObject(from) || typeof from['namespace'] !== 'string' || !isObject(from['labels'])) return undefined;
  const pairs = Object.entries(from['labels']).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string'
  );
  return pairs.length === 0
    ? undefined
    : { _tag: 'Labelled', namespace: from['namespace'], labels: Object.fromEntries(pairs) };
};

/** That an entry names no caller. */
export const noCaller = (document: Document, path: Path, from: unknown): Diagnostic => {
  const expected = '"namespace/name" or {namespace, labels}';
  return fieldInvalid(document, { path, expected, found: kindOf(from) }, 'The entry is left out.');
};
