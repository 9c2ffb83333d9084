import * as E from 'fp-ts/lib/Either.js';
import {
  CORE_SCHEMA,
  DEFAULT_SCALAR_STYLE_RULES,
  EVENT_ID,
  SCALAR_STYLE,
  YAMLException,
  dump,
  getScalarValue,
  load,
  mergeTag,
  parseEvents
} from 'js-yaml';
import type { Event, ScalarEvent, ScalarStyleRule } from 'js-yaml';
import type { Json } from '../model/Json.js';
import type { Path } from '../model/Origin.js';
import { shield } from './placeholders.js';

/** Why a document cannot be read, and where in its text. */
export interface YamlError {
  readonly reason: string;
  readonly offset: number;
}

/** A stretch of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const schema = CORE_SCHEMA.withTags(mergeTag);
const maxDepth = 100;
const marker = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;

/** The documents of a stream, without their markers; those that hold nothing but blanks, comments and directives are left out. */
export const splitDocuments = (text: string): ReadonlyArray<Span> => {
  const marks = [...text.matchAll(marker)].map(found => found.index);
  const starts = [text.startsWith('\uFEFF') ? 1 : 0, ...marks.map(mark => mark + 3)];
  const ends = [...marks, text.length];
  return starts
    .map((start, index) => ({ start, end: ends[index] ?? text.length }))
    .filter(({ start, end }) => hasContent(text, start, end));
};

/** Looks for a line that is more than a comment, without copying the document. */
const hasContent = (text: string, start: number, end: number): boolean => {
  const content = /^[ \t\r]*[^\s#%]/gm;
  content.lastIndex = start;
  const found = content.exec(text);
  return found !== null && found.index < end;
};

/** The value of one document. Aliases that would make it endless, or far larger than its text, are an error. */
export const parseDocument = (text: string): E.Either<YamlError, Json> => {
  const parsed = E.tryCatch(() => load(text, { schema, maxDepth }), toYamlError);
  return E.chain((value: unknown) =>
    text.includes('&') && !fits(value, 10 * text.length + 1000)
      ? E.left({ reason: 'its aliases make it endless', offset: 0 })
      : E.right(value as Json)
  )(parsed);
};

const toYamlError = (error: unknown): YamlError =>
  error instanceof YAMLException
    ? { reason: error.reason, offset: error.mark?.position ?? 0 }
    : { reason: 'it is nested too deeply', offset: 0 };

/** Whether a value has at most so many parts, its shared parts counted each time. */
const fits = (value: unknown, most: number): boolean => {
  const open: unknown[] = [value];
  let count = 0;
  while (open.length > 0) {
    if (++count + open.length > most) return false;
    const next = open.pop();
    if (typeof next === 'object' && next !== null) for (const part of Object.values(next)) open.push(part);
  }
  return true;
};

/** Texts that YAML would read as something else: kubectl puts these in double quotes, and others in single ones. */
const otherwise =
  /^(?:|~|null|true|false|y|n|yes|no|on|off|[-+]?\.?\d[\d_.:eE+-]*|0[xo][\da-f_]+|[-+]?\.inf|\.nan|\d{4}-\d\d?-\d\d?.*)$/i;

const doubleQuotes: ScalarStyleRule = layout => {
  const isSingle = layout.style === SCALAR_STYLE.SINGLE_QUOTED;
  if (isSingle && otherwise.test(layout.node.value)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
};

const scalarStyleRules = [...Object.values(DEFAULT_SCALAR_STYLE_RULES), doubleQuotes];

/** A value as YAML in the one form that meshfence writes: no anchors, no folding, lists not indented. */
export const print = (value: Json): string =>
  dump(value, { noRefs: true, lineWidth: -1, seqNoIndent: true, scalarStyleRules });

/** Finds the stretch of a document that a path leads to; undefined where it leads nowhere. */
export type Locate = (path: Path, target: 'key' | 'value') => Span | undefined;

/** Finds places in one document's text, which is read once for all of them. */
export const locator = (text: string): Locate => {
  const readable = shield(text);
  const events = E.tryCatch(() => parseEvents(readable, { maxDepth }), toYamlError);
  return (path, target) => (E.isLeft(events) ? undefined : find(readable, events.right, 1, path, target));
};

const isScalar = (event: Event | undefined): event is ScalarEvent => event?.type === EVENT_ID.SCALAR;

/** The index after the node that starts at `at`. */
const skip = (events: ReadonlyArray<Event>, at: number): number => {
  let depth = 0;
  let next = at;
  do {
    const type = events[next]?.type;
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth += 1;
    if (type === EVENT_ID.POP) depth -= 1;
    next += 1;
  } while (depth > 0 && next < events.length);
  return next;
};

const find = (
  text: string,
  events: ReadonlyArray<Event>,
  at: number,
  path: Path,
  target: 'key' | 'value'
): Span | undefined => {
  const [head, ...rest] = path;
  if (head === undefined) return spanOf(text, events, at);
  const key = child(text, events, at, head);
  if (key === undefined) return undefined;
  const value = events[at]?.type === EVENT_ID.MAPPING ? skip(events, key) : key;
  return rest.length === 0 && target === 'key'
    ? spanOf(text, events, key)
    : find(text, events, value, rest, target);
};

/** The index of a mapping's key, or of a sequence's item. */
const child = (
  text: string,
  events: ReadonlyArray<Event>,
  at: number,
  wanted: string | number
): number | undefined => {
  const mapping = events[at]?.type === EVENT_ID.MAPPING;
  if (!mapping && events[at]?.type !== EVENT_ID.SEQUENCE) return undefined;
  let next = at + 1;
  for (let index = 0; next < events.length && events[next]?.type !== EVENT_ID.POP; index += 1) {
    const event = events[next];
    const name = mapping ? (isScalar(event) ? getScalarValue(text, event) : undefined) : index;
    if (name === (mapping ? String(wanted) : wanted)) return next;
    next = mapping ? skip(events, skip(events, next)) : skip(events, next);
  }
  return undefined;
};

/** A scalar's own text; for a collection its first line, so that a caret stays readable. */
const spanOf = (text: string, events: ReadonlyArray<Event>, at: number): Span | undefined => {
  const event = events[at];
  if (event === undefined) return undefined;
  if (isScalar(event)) return quoted(text, event);
  if (event.type === EVENT_ID.ALIAS) return { start: event.anchorStart - 1, end: event.anchorEnd };
  if (event.type !== EVENT_ID.MAPPING && event.type !== EVENT_ID.SEQUENCE) return undefined;
  const line = text.indexOf('\n', event.start);
  return { start: event.start, end: Math.max(event.start + 1, line === -1 ? text.length : line) };
};

const quoted = (text: string, { valueStart, valueEnd }: ScalarEvent): Span => {
  const before = text[valueStart - 1];
  const isQuoted = (before === '"' || before === "'") && text[valueEnd] === before;
  return isQuoted
    ? { start: valueStart - 1, end: valueEnd + 1 }
    : { start: valueStart, end: Math.max(valueEnd, valueStart + 1) };
};
