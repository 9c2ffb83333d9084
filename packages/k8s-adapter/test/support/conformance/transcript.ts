import type { Json, JsonObject } from '@meshfence/core';
import { Names, normalize } from './normalize.js';
import type { Ask, Step } from './Step.js';

const lineOf = (line: string): Json => (line.startsWith('{') ? (JSON.parse(line) as Json) : line);

/** An answer as JSON; a watch's has one in each line, and some are mere text. */
const parsed = (text: string): ReadonlyArray<Json> => {
  try {
    return [JSON.parse(text) as Json];
  } catch {
    return text
      .split('\n')
      .filter(line => line !== '')
      .map(lineOf);
  }
};

const isBookmark = (value: Json): boolean => (value as JsonObject)['type'] === 'BOOKMARK';

/** Continue tokens are as long as they like, and only the last one counts. */
const hideToken = (names: Names, value: Json): Json => {
  const { metadata } = value as { metadata?: { continue?: string } };
  if (metadata?.continue === undefined || metadata.continue === '') return value;
  names.let('<continue>', encodeURIComponent(metadata.continue));
  return { ...(value as JsonObject), metadata: { ...metadata, continue: '<continue>' } };
};

const rememberVersion = (names: Names, value: Json): void => {
  const { metadata, items } = value as { metadata?: { resourceVersion?: string }; items?: Json };
  if (items === undefined && metadata?.resourceVersion !== undefined)
    names.let('<latest>', metadata.resourceVersion);
};

const askOne = async (ask: Ask, names: Names, step: Step): Promise<string> => {
  const { body, contentType = 'application/json', method, path, title } = step;
  const { status, text } = await ask({
    method,
    path: names.reveal(path),
    body: body === undefined ? undefined : names.reveal(JSON.stringify(body)),
    contentType
  });
  const values = parsed(text).filter(value => !isBookmark(value));
  for (const value of values) rememberVersion(names, value);
  const lines = values.map(value => JSON.stringify(normalize(names, hideToken(names, value)), null, 1));
  return [`# ${title}`, `${method} ${path}`, String(status), ...lines, ''].join('\n');
};

/** What somebody answers to some requests, one after the other. */
export const transcript = async (ask: Ask, steps: ReadonlyArray<Step>): Promise<string> => {
  const names = new Names();
  const parts: Array<string> = [];
  for (const step of steps) parts.push(await askOne(ask, names, step));
  return parts.join('\n');
};
