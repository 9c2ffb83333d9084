import * as E from 'fp-ts/lib/Either.js';
import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';
import type { Event, ScalarEvent } from 'js-yaml';
import type { Path } from '../model/Origin.js';
import { shield } from './shield.js';
import type { Span } from './Span.js';
import { maxDepth, toYamlError } from './YamlError.js';

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
