import type { Diagnostic } from './Diagnostic.js';
import type { Severity } from './Entry.js';
import type { Place } from './Place.js';
import { resolvePlace } from './resolvePlace.js';
import type { Resolved } from './resolvePlace.js';
import { showPlace } from './showPlace.js';

type Resolve = (place: Place) => Resolved | undefined;
type Property = readonly [string, string | number];

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** The findings as workflow commands, which GitHub Actions shows as annotations of the lines they point at. */
export const printGithub = (
  diagnostics: ReadonlyArray<Diagnostic>,
  sources: ReadonlyMap<string, string>
): string => {
  const resolve = resolvePlace(sources);
  return diagnostics.map(diagnostic => `${annotation(diagnostic, resolve)}\n`).join('');
};

const annotation = (diagnostic: Diagnostic, resolve: Resolve): string => {
  const { code, severity, message, remedy, places } = diagnostic;
  const [first, ...further] = places.map(place => ({ place, resolved: resolve(place) }));
  const properties = [
    ...(first === undefined ? [] : position(first.place, first.resolved)),
    ['title', code] as const
  ];
  const also = first?.resolved === undefined ? [first, ...further] : further;
  const notes = also.flatMap(each => (each === undefined ? [] : [showPlace(each.place, each.resolved)]));
  const text = [message, ...notes.filter(note => note !== '').map(note => `See ${note}.`), remedy].join('\n');
  return `::${commands[severity]} ${properties.map(toProperty).join(',')}::${escapeData(text)}`;
};

/** GitHub takes columns only where they are on one line. */
const position = (place: Place, resolved: Resolved | undefined): ReadonlyArray<Property> => {
  if (place.origin._tag === 'Nowhere') return [];
  const file = ['file', place.origin.file] as const;
  if (resolved === undefined) return [file];
  const { line, column, endLine, endColumn } = resolved;
  const lines = [file, ['line', line], ['endLine', endLine]] as const;
  return line === endLine ? [...lines, ['col', column], ['endColumn', endColumn]] : lines;
};

const toProperty = ([name, value]: Property): string => `${name}=${escapeProperty(String(value))}`;

/** The message of a workflow command; the percent sign goes first, so that it never escapes an escape. */
export const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** The value of a property of a workflow command. */
export const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
