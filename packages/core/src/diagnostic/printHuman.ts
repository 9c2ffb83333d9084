import { printable } from './cells.js';
import type { Diagnostic } from './Diagnostic.js';
import type { Severity } from './Entry.js';
import { frame } from './frame.js';
import { paint } from './paint.js';
import type { Paint, Style } from './paint.js';
import type { Place } from './Place.js';
import { resolvePlace } from './resolvePlace.js';
import type { Resolved } from './resolvePlace.js';
import { showPlace } from './showPlace.js';

/** `limit` is how many findings of one code are printed; the others are counted. */
export interface HumanOptions {
  readonly colour: boolean;
  readonly limit?: number;
}

interface Placed {
  readonly place: Place;
  readonly resolved: Resolved | undefined;
}

type Resolve = (place: Place) => Resolved | undefined;

const defaultLimit = 20;
const placeLimit = 10;

/** The findings for people: each with its line and a caret, infos in brief, and a sum at the end. */
export const printHuman = (
  diagnostics: ReadonlyArray<Diagnostic>,
  sources: ReadonlyMap<string, string>,
  options: HumanOptions
): string => {
  if (diagnostics.length === 0) return '';
  const resolve = resolvePlace(sources);
  const style = paint(options.colour);
  const { kept, more } = limited(diagnostics, options.limit ?? defaultLimit);
  const infos = kept.filter(isInfo).map(each => inBrief(each, resolve, style));
  const blocks = kept.filter(each => !isInfo(each)).map(each => inFull(each, resolve, style));
  const paragraphs = [...blocks, infos.join('\n'), more.join('\n'), style('strong', summary(diagnostics))];
  return `${paragraphs.filter(text => text !== '').join('\n\n')}\n`;
};

const isInfo = ({ severity }: Diagnostic): boolean => severity === 'info';

const limited = (
  diagnostics: ReadonlyArray<Diagnostic>,
  limit: number
): { readonly kept: ReadonlyArray<Diagnostic>; readonly more: ReadonlyArray<string> } => {
  const seen = new Map<string, number>();
  const kept = diagnostics.filter(({ code }) => {
    const count = (seen.get(code) ?? 0) + 1;
    seen.set(code, count);
    return count <= limit;
  });
  const rest = [...seen].map(([code, count]) => ({ code, left: count - Math.max(0, limit) }));
  return {
    kept,
    more: rest.filter(({ left }) => left > 0).map(({ code, left }) => `and ${left} more ${code}`)
  };
};

const inBrief = (diagnostic: Diagnostic, resolve: Resolve, style: Paint): string => {
  const where = diagnostic.places.slice(0, 1).map(place => printable(showPlace(place, resolve(place))));
  const arrow = where.filter(text => text !== '').map(text => ` ${style('frame', '-->')} ${text}`);
  return `${style('info', `info[${diagnostic.code}]`)}: ${printable(diagnostic.message)}${arrow.join('')}`;
};

const inFull = (diagnostic: Diagnostic, resolve: Resolve, style: Paint): string => {
  const { severity, code, message, places, remedy } = diagnostic;
  const placed = places.slice(0, placeLimit).map(place => ({ place, resolved: resolve(place) }));
  const margin = Math.max(1, ...placed.map(each => String(each.resolved?.line ?? '').length));
  const [first, ...further] = placed.map(each => printPlace(each, margin, severity, style));
  const notes = further.flatMap(lines => [`${style('strong', 'note')}: see also`, ...lines]);
  const unseen = places.length - placed.length;
  return [
    `${style(severity, `${severity}[${code}]`)}: ${style('strong', printable(message))}`,
    ...(first ?? []),
    ...notes,
    ...(unseen > 0 ? [`${style('strong', 'note')}: and ${unseen} more place${unseen === 1 ? '' : 's'}`] : []),
    `${' '.repeat(margin)} ${style('frame', '=')} ${style('strong', 'remedy')}: ${printable(remedy)}`
  ].join('\n');
};

const printPlace = (
  { place, resolved }: Placed,
  margin: number,
  mark: Style,
  style: Paint
): ReadonlyArray<string> => {
  const where = printable(showPlace(place, resolved));
  const arrow = where === '' ? [] : [`${' '.repeat(margin)}${style('frame', '-->')} ${where}`];
  return resolved === undefined ? arrow : [...arrow, ...printLine(resolved, margin, mark, style)];
};

const printLine = (resolved: Resolved, margin: number, mark: Style, style: Paint): ReadonlyArray<string> => {
  const { line, column, endLine, endColumn, text } = resolved;
  const { line: shown, underline } = frame(text, column - 1, endLine === line ? endColumn - 1 : text.length);
  const gutter = (label: string): string => style('frame', `${label.padStart(margin)} |`);
  const caret = underline.trimStart();
  const indent = underline.slice(0, underline.length - caret.length);
  return [
    gutter(''),
    `${gutter(String(line))} ${shown}`.trimEnd(),
    `${gutter('')} ${indent}${style(mark, caret)}`
  ];
};

/** `2 errors, 1 warning, 3 infos`; what there is none of is not named. */
const summary = (diagnostics: ReadonlyArray<Diagnostic>): string =>
  (['error', 'warning', 'info'] as const)
    .map(severity => counted(diagnostics.filter(each => each.severity === severity).length, severity))
    .filter(text => text !== '')
    .join(', ');

const counted = (count: number, severity: Severity): string =>
  count === 0 ? '' : `${count} ${severity}${count === 1 ? '' : 's'}`;
