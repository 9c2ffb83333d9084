import * as E from 'fp-ts/lib/Either.js';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import type { Json } from '../model/Json.js';
import type { Span } from './Span.js';
import { maxDepth, toYamlError } from './YamlError.js';
import type { YamlError } from './YamlError.js';

const schema = CORE_SCHEMA.withTags(mergeTag);
const marker = /(?<![^\n\r])(?:---|\.\.\.)(?=[ \t\r\n]|$)/g;

/** How many parts aliases may add to those that a text spells out: far more than any manifest, and yet no bomb. */
const mostRepeated = 1_000_000;

/** The documents of a stream, without their markers; those that hold nothing but blanks, comments and directives are left out. */
export const splitDocuments = (text: string): ReadonlyArray<Span> => {
  const marks = [...text.matchAll(marker)].map(found => found.index);
  const starts = [text.startsWith('\uFEFF') ? 1 : 0, ...marks.map(mark => mark + 3)];
  const ends = [...marks, text.length];
  return starts
    .map((start, index) => ({ start, end: ends[index] ?? text.length }))
    .filter(({ start, end }) => hasContent(text, start, end));
};

/** Looks for anything that is neither blank nor comment nor directive, without copying the document. */
const hasContent = (text: string, start: number, end: number): boolean => {
  const passedOver = /\s+|#[^\n\r]*|(?<![^\n\r\uFEFF])%[^\n\r]*/y;
  let at = start;
  while (at < end) {
    passedOver.lastIndex = at;
    if (!passedOver.test(text)) return true;
    at = passedOver.lastIndex;
  }
  return false;
};

/** The value of one document. Aliases that would make it endless, or far larger than its text, are an error. */
export const parseDocument = (text: string): E.Either<YamlError, Json> => {
  const parsed = E.tryCatch(() => load(text, { schema, maxDepth }), toYamlError);
  return E.chain((value: unknown) =>
    text.includes('&') && repeats(value, mostRepeated)
      ? E.left({ reason: 'its aliases make it endless', offset: 0 })
      : E.right(value as Json)
  )(parsed);
};

/** Whether aliases repeat more than so many parts of a value. Those that the text spells out are not counted. */
const repeats = (value: unknown, most: number): boolean => {
  const open: unknown[] = [value];
  const seen = new Set<object>();
  let repeated = 0;
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    const parts: ReadonlyArray<unknown> = Object.values(next);
    if (seen.has(next)) repeated += 1 + parts.length;
    if (repeated > most) return true;
    seen.add(next);
    for (const part of parts) open.push(part);
  }
  return false;
};
