import { inObject } from '../../diagnostic/Place.js';
import { report } from '../../diagnostic/Diagnostic.js';
import { of } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Expiry } from '../../model/Config.js';
import type { Json } from '../../model/Json.js';
import { fieldInvalid, unknownFields } from '../field.js';
import { kindOf } from '../fieldErrors.js';
import { isObject } from '../readObject.js';
import { durationOf } from '../time.js';
import type { Part } from './Part.js';

const defaultShrinkBudget = 0.25;

/** `expiry: {learned: 168h, shrinkBudget: 0.25}`: when learned hosts leave a scope, and how many at once. */
export const expiryOf = (
  { document, path }: Part,
  value: Json | undefined
): Diagnosed<Expiry | undefined> => {
  if (value === undefined || value === null) return of(undefined);
  const here = [...path, 'expiry'];
  if (!isObject(value)) {
    const error = { path: here, expected: 'a mapping with "learned"', found: kindOf(value) };
    return { value: undefined, diagnostics: [fieldInvalid(document, error, 'The default holds.')] };
  }
  const after = durationOf(value['learned']);
  const strange = unknownFields(document, here, value, ['learned', 'shrinkBudget']);
  if (after === undefined) {
    const error = {
      path: [...here, 'learned'],
      expected: 'a duration such as 168h',
      found: kindOf(value['learned'])
    };
    return {
      value: undefined,
      diagnostics: [fieldInvalid(document, error, 'The default holds.'), ...strange]
    };
  }
  const budget = value['shrinkBudget'];
  const fits = typeof budget === 'number' && budget > 0 && budget <= 1;
  const wrong =
    budget === undefined || fits
      ? []
      : [
          report(
            'field-invalid',
            {
              field: 'shrinkBudget',
              expected: 'a share above 0 and up to 1',
              found: kindOf(budget),
              effect: 'The default holds.'
            },
            [inObject('SlimeBoot', document, [...here, 'shrinkBudget'])]
          )
        ];
  return {
    value: { after, shrinkBudget: fits ? budget : defaultShrinkBudget },
    diagnostics: [...wrong, ...strange]
  };
};
