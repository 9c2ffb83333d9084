import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import type { Path } from '../../model/Origin.js';
import type { Document } from '../Document.js';
import { fieldInvalid } from '../field.js';
import type { Effect } from '../field.js';
import { kindOf } from '../fieldErrors.js';
import { instantOf } from '../time.js';

/** A time that cannot be read, and what it costs; nothing where there is none. */
export const badTime = (
  document: Document,
  path: Path,
  text: string | undefined,
  effect: Effect = 'The time is left out.'
): ReadonlyArray<Diagnostic> =>
  text === undefined || instantOf(text) !== undefined
    ? []
    : [fieldInvalid(document, { path, expected: 'an RFC 3339 time', found: kindOf(text) }, effect)];
