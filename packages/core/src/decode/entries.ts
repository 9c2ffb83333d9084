import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Json } from '../model/Json.js';
import type { Path } from '../model/Origin.js';
import { string } from './codec.js';
import type { Document } from './Document.js';
import { fieldInvalid, unknownFields } from './field.js';
import { fieldErrors, kindOf } from './fieldErrors.js';
import { isObject } from './readObject.js';

/** What an entry of a mapping is, what it may be called, and the fields that it may have where it is a mapping itself. */
export interface EntryOf<A> {
  readonly key?: t.Type<string, unknown>;
  readonly codec: t.Type<A, unknown>;
  readonly known?: ReadonlyArray<string>;
}

/** Decodes a mapping entry by entry: one that does not fit is reported and left out, and the others stay. */
export const decodeEntries = <A>(
  document: Document,
  path: Path,
  value: Json | undefined,
  { codec, key = string, known }: EntryOf<A>
): Diagnosed<Readonly<Record<string, A>>> => {
  if (value === undefined || value === null) return { value: {}, diagnostics: [] };
  if (!isObject(value)) {
    const error = { path, expected: 'a mapping', found: kindOf(value) };
    return { value: {}, diagnostics: [fieldInvalid(document, error, 'The default holds.')] };
  }
  const diagnostics: Diagnostic[] = [];
  const kept = Object.entries(value).flatMap(([name, item]): ReadonlyArray<readonly [string, A]> => {
    const here = [...path, name];
    if (known !== undefined && isObject(item))
      diagnostics.push(...unknownFields(document, here, item, known));
    const decoded = E.flatMap(() => codec.decode(item))(key.decode(name));
    if (E.isRight(decoded)) return [[name, decoded.right]];
    const errors = fieldErrors(decoded.left).map(error => ({ ...error, path: [...here, ...error.path] }));
    diagnostics.push(...errors.map(error => fieldInvalid(document, error, 'The entry is left out.')));
    return [];
  });
  return { value: Object.fromEntries(kept), diagnostics };
};
