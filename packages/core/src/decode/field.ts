import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { showPath } from '../diagnostic/showPlace.js';
import { didYouMean } from '../diagnostic/suggest.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { JsonObject } from '../model/Json.js';
import { inObject } from '../diagnostic/Place.js';
import type { Path } from '../model/Origin.js';
import { byText } from '../order.js';
import type { Document } from './Document.js';
import { fieldErrors } from './fieldErrors.js';
import type { FieldError } from './fieldErrors.js';

/** Decodes an object by its codec, with a finding for every field that does not fit. */
export const decodeWith =
  <A>(codec: t.Type<A, unknown>) =>
  (document: Document): E.Either<ReadonlyArray<Diagnostic>, A> =>
    E.mapLeft((errors: t.Errors) => fieldErrors(errors).map(error => fieldInvalid(document, error)))(
      codec.decode(document.object)
    );

/** What happens to an object with a field that does not fit. */
export type Effect =
  'The object is left out.' | 'The default holds.' | 'The entry is left out.' | 'The time is left out.';

/** A field of a document that does not fit. */
export const fieldInvalid = (
  document: Document,
  { path, expected, found }: FieldError,
  effect: Effect = 'The object is left out.'
): Diagnostic =>
  report('field-invalid', { field: showPath(path) || 'the object', expected, found, effect }, [
    inObject(document.kind, document, path)
  ]);

/** Codecs of the fields of one mapping; each of them accepts a missing field. */
export type Fields = Readonly<Record<string, t.Mixed>>;

/** The values of the fields. */
export type Values<F extends Fields> = { readonly [K in keyof F]: t.TypeOf<F[K]> };

/**
 * Decodes a mapping field by field: where one does not fit, it is reported and its default holds.
 *
 * Contrast with `decodeWith`, which gives up the object: a configuration with one bad field is still the user's.
 */
export const decodeFields = <F extends Fields>(
  document: Document,
  path: Path,
  value: JsonObject,
  fields: F
): Diagnosed<Values<F>> => {
  const found = Object.entries(fields).map(([name, codec]) => {
    const decoded = codec.decode(Object.hasOwn(value, name) ? value[name] : undefined);
    if (E.isRight(decoded)) return { name, value: decoded.right as unknown, diagnostics: [] };
    const diagnostics = fieldErrors(decoded.left).map(error =>
      fieldInvalid(document, { ...error, path: [...path, name, ...error.path] }, 'The default holds.')
    );
    return { name, value: E.getOrElse((): unknown => undefined)(codec.decode(undefined)), diagnostics };
  });
  return {
    value: Object.fromEntries(found.map(each => [each.name, each.value])) as Values<F>,
    diagnostics: found.flatMap(each => each.diagnostics)
  };
};

/** Nobody reads more than this of one mapping, and each costs a search for a similar name. */
const mostUnknown = 100;

const firstOf = (names: ReadonlyArray<string>): ReadonlyArray<string> =>
  names.length <= mostUnknown ? names : names.toSorted(byText).slice(0, mostUnknown);

/** The fields of a mapping that are not among the known ones; of very many, the first by name. */
export const unknownFields = (
  document: Document,
  path: Path,
  value: Readonly<Record<string, unknown>>,
  known: ReadonlyArray<string>
): ReadonlyArray<Diagnostic> =>
  firstOf(Object.keys(value).filter(name => !known.includes(name))).map(name =>
    report('field-unknown', { field: name, suggestion: didYouMean(name, known) }, [
      inObject(document.kind, document, [...path, name], 'key')
    ])
  );
