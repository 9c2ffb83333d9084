import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Decoded } from './Decoded.js';
import type { Document } from './Document.js';
import { decodeWith } from './field.js';

/** Decodes the documents of one kind: none where a document is left out, with the findings that say why. */
export type Decode = (document: Document) => Diagnosed<ReadonlyArray<Decoded>>;

/** A kind whose objects fit a codec and then need no further looking at. */
export const byCodec =
  <A>(codec: t.Type<A, unknown>, toDecoded: (value: A, document: Document) => Decoded): Decode =>
  document => {
    const decoded = decodeWith(codec)(document);
    return E.isLeft(decoded) ? leftOut(decoded.left) : kept([toDecoded(decoded.right, document)]);
  };

export const kept = (
  value: ReadonlyArray<Decoded>,
  diagnostics: ReadonlyArray<Diagnostic> = []
): Diagnosed<ReadonlyArray<Decoded>> => ({
  value,
  diagnostics
});

export const leftOut = (diagnostics: ReadonlyArray<Diagnostic>): Diagnosed<ReadonlyArray<Decoded>> => ({
  value: [],
  diagnostics
});
