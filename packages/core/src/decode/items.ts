import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Json } from '../model/Json.js';
import type { Path } from '../model/Origin.js';
import type { Document } from './Document.js';
import { fieldInvalid, unknownFields } from './field.js';
import { fieldErrors, kindOf } from './fieldErrors.js';
import { isObject } from './readObject.js';

/** An item of a list, and its place in it. */
export interface Item<A> {
  readonly index: number;
  readonly value: A;
}

/** What an item is, and the fields that it may have where it is a mapping. */
export interface ItemOf<A> {
  readonly codec: t.Type<A, unknown>;
  readonly known?: ReadonlyArray<string>;
}

const isList = (value: Json | undefined): value is ReadonlyArray<Json> => Array.isArray(value);

/** Decodes a list item by item: one that does not fit is reported and left out, and the others stay. */
export const decodeItems = <A>(
  document: Document,
  path: Path,
  list: Json | undefined,
  { codec, known }: ItemOf<A>
): Diagnosed<ReadonlyArray<Item<A>>> => {
  if (list === undefined || list === null) return { value: [], diagnostics: [] };
  if (!isList(list)) {
    const error = { path, expected: 'a list', found: kindOf(list) };
    return { value: [], diagnostics: [fieldInvalid(document, error, 'The default holds.')] };
  }
  const diagnostics: Diagnostic[] = [];
  const value = list.flatMap((item, index): ReadonlyArray<Item<A>> => {
    const here = [...path, index];
    if (known !== undefined && isObject(item))
      diagnostics.push(...unknownFields(document, here, item, known));
    const decoded = codec.decode(item);
    if (E.isRight(decoded)) return [{ index, value: decoded.right }];
    const errors = fieldErrors(decoded.left).map(error => ({ ...error, path: [...here, ...error.path] }));
    diagnostics.push(...errors.map(error => fieldInvalid(document, error, 'The entry is left out.')));
    return [];
  });
  return { value, diagnostics };
};
