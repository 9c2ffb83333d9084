import fc from 'fast-check';
import { optional, wilder } from './record.js';
import { namespaces } from './universe.js';
import type { Flavour } from './universe.js';

const form = fc.constantFrom('*', '.', '~', ...namespaces);
const strange = fc.constantFrom<ReadonlyArray<string>>(['nowhere'], ['.', '*', '~'], [' default '], ['']);

/** To whom an object is visible: mostly the mesh's default, else each of the forms. */
export const exportTo = (flavour: Flavour): fc.Arbitrary<ReadonlyArray<string> | undefined> =>
  optional(
    wilder<ReadonlyArray<string>>(flavour, fc.uniqueArray(form, { minLength: 1, maxLength: 2 }), strange),
    2
  );
