import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { diagnosed, map, of, sequence } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import * as Quantity from '../../model/Quantity.js';
import type { Document } from '../Document.js';
import { fieldInvalid } from '../field.js';
import { kindOf } from '../fieldErrors.js';
import { isObject } from '../readObject.js';

const leftOut = (document: Document, path: Path, expected: string, found: Json): Diagnostic =>
  fieldInvalid(document, { path, expected, found: kindOf(found) }, 'The entry is left out.');

/** The entries of `limits` or `requests` that are quantities; null is the same as nothing. */
const quantities = (document: Document, path: Path, named: JsonObject): Diagnosed<JsonObject> => {
  const entries = Object.entries(named).filter(([, each]) => each !== null);
  const good = entries.filter(([, each]) => Quantity.parse(each) !== undefined);
  const bad = entries.filter(([, each]) => Quantity.parse(each) === undefined);
  return diagnosed(
    Object.fromEntries(good),
    bad.map(([name, each]) =>
      leftOut(document, [...path, name], 'a quantity such as "200m" or "400Mi"', each)
    )
  );
};

/** Without the entries that are no quantities, for which Kubernetes would refuse the whole workload. */
export const resources = (document: Document, path: Path, value: JsonObject): Diagnosed<JsonObject> => {
  const parts = Object.entries(value).map(([part, each]): Diagnosed<JsonObject> => {
    if (!['limits', 'requests'].includes(part) || each === null) return of({ [part]: each });
    const here = [...path, part];
    return isObject(each)
      ? map((kept: JsonObject): JsonObject => ({ [part]: kept }))(quantities(document, here, each))
      : diagnosed({}, [leftOut(document, here, `a mapping with the ${part}`, each)]);
  });
  return map((all: ReadonlyArray<JsonObject>): JsonObject => Object.assign({}, ...all))(sequence(parts));
};
