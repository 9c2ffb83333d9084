import type { Diagnostic } from './Diagnostic.js';
import type { Place } from './Place.js';
import { resolvePlace } from './resolvePlace.js';
import type { Resolved } from './resolvePlace.js';

/**
 * The findings as a JSON array for other programs. The form is stable: every field is always there, null where
 * nothing is known. Lines and columns count from 1, columns in UTF-16 code units; ends are exclusive.
 */
export const printJson = (
  diagnostics: ReadonlyArray<Diagnostic>,
  sources: ReadonlyMap<string, string>
): string => {
  const resolve = resolvePlace(sources);
  const all = diagnostics.map(({ code, severity, message, remedy, places }) => ({
    code,
    severity,
    message,
    remedy,
    places: places.map(place => toJson(place, resolve(place)))
  }));
  return `${JSON.stringify(all, null, 2)}\n`;
};

const toJson = (place: Place, resolved: Resolved | undefined) => ({
  file: place.origin._tag === 'InText' ? place.origin.file : null,
  line: resolved?.line ?? null,
  column: resolved?.column ?? null,
  endLine: resolved?.endLine ?? null,
  endColumn: resolved?.endColumn ?? null,
  object: place.object ?? null,
  path: place.path
});
