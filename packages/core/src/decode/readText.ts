import * as E from 'fp-ts/lib/Either.js';
import { report } from '../diagnostic/Diagnostic.js';
import { inText } from '../diagnostic/Place.js';
import { sequence } from '../Diagnosed.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Json } from '../model/Json.js';
import { within } from '../model/Origin.js';
import type { Origin } from '../model/Origin.js';
import { isObject } from './readObject.js';
import { parseDocument, splitDocuments } from '../yaml/parse.js';
import { shield } from '../yaml/shield.js';
import type { Span } from '../yaml/Span.js';

/** A text and what it is called: a file's path, or `-` for standard input. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** A value that was read, and where. */
export interface Read {
  readonly value: Json;
  readonly origin: Origin;
}

/** Far above what an API server stores in one object, and above kubectl's list of ten thousand Services. */
const limit = 64 * 1024 * 1024;

/** More objects than the largest clusters have. Each costs time of its own, however short it is. */
const mostObjects = 100_000;

/** The values of a stream of documents, lists unrolled. */
export const readText = ({ file, text }: SourceText): Diagnosed<ReadonlyArray<Read>> => {
  const nul = text.indexOf('\0');
  if (nul !== -1)
    return { value: [], diagnostics: [report('text-binary', {}, [inText(file, nul, nul + 1)])] };
  const readable = shield(text);
  const spans = splitDocuments(readable);
  const documents = sequence(spans.slice(0, mostObjects).map(span => readDocument(file, readable, span)));
  const all = documents.value.flat();
  const beyond = startOf(all[mostObjects]) ?? spans[mostObjects]?.start;
  const tooMany =
    beyond === undefined
      ? []
      : [report('objects-too-many', { limit: mostObjects }, [inText(file, beyond, beyond + 1)])];
  return { value: all.slice(0, mostObjects), diagnostics: [...documents.diagnostics, ...tooMany] };
};

const startOf = (read: Read | undefined): number | undefined =>
  read?.origin._tag === 'InText' ? read.origin.start : undefined;

const readDocument = (file: string, text: string, { start, end }: Span): Diagnosed<ReadonlyArray<Read>> => {
  const bytes = end - start;
  if (bytes > limit) {
    const place = inText(file, start, start + 1);
    return { value: [], diagnostics: [report('document-too-large', { bytes, limit }, [place])] };
  }
  const parsed = parseDocument(text.slice(start, end));
  if (E.isRight(parsed)) {
    const origin: Origin = { _tag: 'InText', file, start, end, path: [] };
    return { value: unrolled({ value: parsed.right, origin }), diagnostics: [] };
  }
  const { reason, offset } = parsed.left;
  const at = Math.min(start + offset, Math.max(start, end - 1));
  const places = [inText(file, at, at + 1)];
  const isDuplicate = reason.includes('duplicated mapping key');
  return {
    value: [],
    diagnostics: [
      isDuplicate ? report('yaml-duplicate-key', {}, places) : report('yaml-invalid', { reason }, places)
    ]
  };
};

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** The items of a `List` (or `ServiceList`, ..), which kubectl prints for several objects; else the value itself. */
export const unrolled = (read: Read): ReadonlyArray<Read> => {
  const { value, origin } = read;
  if (value === null) return [];
  if (!isObject(value) || !Array.isArray(value['items']) || !textOf(value['kind']).endsWith('List'))
    return [read];
  return value['items'].flatMap((item: Json, index) =>
    unrolled({ value: inherited(value, item), origin: within(origin, ['items', index]) })
  );
};

/** Items of a typed list carry no kind of their own. */
const inherited = (list: { readonly [key: string]: Json }, item: Json): Json => {
  const kind = textOf(list['kind']).replace(/List$/, '');
  if (!isObject(item) || kind === '' || item['kind'] !== undefined) return item;
  return { apiVersion: list['apiVersion'] ?? '', kind, ...item };
};
