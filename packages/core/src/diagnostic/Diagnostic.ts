import { byText } from '../order.js';
import { catalogue } from './catalogue.js';
import type { Code, ParametersOf } from './catalogue.js';
import type { Severity } from './Entry.js';
import type { Place } from './Place.js';

/** A finding: what, where (every place involved, the first one foremost), and what to do. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  readonly places: ReadonlyArray<Place>;
}

/** A finding of the catalogue, filled in for one case. */
export const report = <C extends Code>(
  code: C,
  parameters: ParametersOf<C>,
  places: ReadonlyArray<Place>
): Diagnostic => {
  const entry = catalogue[code];
  const message = entry.message as (filled: ParametersOf<C>) => string;
  return { code, severity: entry.severity, message: message(parameters), remedy: entry.remedy, places };
};

const rank = { error: 0, warning: 1, info: 2 } as const;

const placeKey = (place: Place): string =>
  place.origin._tag === 'InText'
    ? `${place.origin.file}\0${String(place.span?.start ?? place.origin.start).padStart(12, '0')}`
    : '';

/** The way from the root of the document: the same field of two items of a List is two places. */
const pathKey = ({ origin, path }: Place): string =>
  JSON.stringify(origin._tag === 'InText' ? [...origin.path, ...path] : path);

const sortKey = (diagnostic: Diagnostic): string =>
  [
    rank[diagnostic.severity],
    ...diagnostic.places.slice(0, 1).map(placeKey),
    ...diagnostic.places.slice(0, 1).map(place => `${place.object ?? ''}\0${pathKey(place)}`),
    diagnostic.code,
    diagnostic.message
  ].join('\0');

/** In one order, whatever order they were found in: errors first, then by place; each once. */
export const sorted = (diagnostics: ReadonlyArray<Diagnostic>): ReadonlyArray<Diagnostic> => {
  const byKey = new Map(diagnostics.map(diagnostic => [sortKey(diagnostic), diagnostic] as const));
  return [...byKey.entries()].sort(([a], [b]) => byText(a, b)).map(([, diagnostic]) => diagnostic);
};

/** Whether any finding is an error. */
export const hasErrors = (diagnostics: ReadonlyArray<Diagnostic>): boolean =>
  diagnostics.some(diagnostic => diagnostic.severity === 'error');
