import { locator } from '../yaml/locate.js';
import type { Origin, Path } from '../model/Origin.js';
import { lineStarts, lineText, toPosition } from './position.js';
import type { Place } from './Place.js';

/** A place in terms of lines and columns, which count from 1; the end is exclusive. `text` is the first line. */
export interface Resolved {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

type Target = Place['target'];
type Find = (path: Path, target: Target) => Span | undefined;
type InText = Extract<Origin, { readonly _tag: 'InText' }>;

/**
 * Where places are in these texts; undefined for a place that is in none of them.
 *
 * Keep the function for all places of one printing: what it learns of a text serves the next place too.
 */
export const resolvePlace = (
  sources: ReadonlyMap<string, string>
): ((place: Place) => Resolved | undefined) => {
  const startsOf = remembered(
    (file: string) => file,
    file => lineStarts(sources.get(file) ?? '')
  );
  const finderOf = remembered(documentKey, origin => finder(sources.get(origin.file) ?? '', origin));
  return place => {
    const { origin } = place;
    const text = origin._tag === 'InText' ? sources.get(origin.file) : undefined;
    if (origin._tag === 'Nowhere' || text === undefined) return undefined;
    const span = place.span ?? inDocument(text, origin, nearest(finderOf(origin), origin.path, place));
    return toResolved(origin.file, text, startsOf(origin.file), trimmed(text, span));
  };
};

/** The function, computing once what goes by the same key. */
const remembered = <A, B>(keyOf: (input: A) => string, f: (input: A) => B): ((input: A) => B) => {
  const known = new Map<string, B>();
  return input => {
    const key = keyOf(input);
    const value = known.get(key) ?? f(input);
    known.set(key, value);
    return value;
  };
};

const documentKey = ({ file, start, end }: InText): string => `${start}-${end} ${file}`;

const finder = (text: string, { start, end }: InText): Find => {
  const document = text.slice(start, end);
  return locator(document);
};

/** What was found in the document as a span of the text; else where the document begins. */
const inDocument = (text: string, { start, end }: InText, found: Span | undefined): Span => {
  if (found !== undefined) return { start: start + found.start, end: start + found.end };
  const beginning = start + Math.max(0, text.slice(start, end).search(/\S/));
  return { start: beginning, end: beginning };
};

/** The field itself, or the nearest one around it that is there; an object is pointed at by its name. */
const nearest = (find: Find, root: Path, { path, target }: Place): Span | undefined => {
  const exact = path.length === 0 ? undefined : find([...root, ...path], target);
  if (exact !== undefined) return exact;
  for (let length = path.length - 1; length > 0; length -= 1) {
    const around = find([...root, ...path.slice(0, length)], 'key');
    if (around !== undefined) return around;
  }
  return find([...root, 'metadata', 'name'], 'value') ?? outwards(find, root);
};

const outwards = (find: Find, path: Path): Span | undefined =>
  find(path, 'value') ?? (path.length === 0 ? undefined : outwards(find, path.slice(0, -1)));

/** The span inside the text and without blanks at its end, so that it never runs into the next line for nothing. */
const trimmed = (text: string, span: Span): Span => {
  const start = clamp(span.start, 0, text.length);
  const end = clamp(span.end, start, text.length);
  return { start, end: start + text.slice(start, end).trimEnd().length };
};

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

const toResolved = (
  file: string,
  text: string,
  starts: ReadonlyArray<number>,
  { start, end }: Span
): Resolved => {
  const from = toPosition(starts, start);
  const to = toPosition(starts, end);
  return { file, ...from, endLine: to.line, endColumn: to.column, text: lineText(text, starts, from.line) };
};
