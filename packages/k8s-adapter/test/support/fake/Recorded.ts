import type { IncomingMessage } from 'node:http';
import type { Json, JsonObject } from '@meshfence/core';
import { isMap } from './fields.js';
import { badRequest } from './Refused.js';

/** A request that has come, for assertions. */
export interface Recorded {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly contentType: string;
  readonly userAgent: string;
  /** Of `Authorization: Bearer`, or undefined. */
  readonly token: string | undefined;
  /** Which connection it came on, counted from 1. */
  readonly connection: number;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  /** Its answer's status; undefined before that, and where there never was one. */
  code: number | undefined;
}

/** All of a request's body. */
export const textOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Array<Buffer> = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString();
};

/** A body as an object; none is an empty one. */
export const bodyOf = (text: string): JsonObject => {
  if (text === '') return {};
  try {
    const value = JSON.parse(text) as Json;
    if (isMap(value)) return value;
  } catch {
    // Said below.
  }
  throw badRequest('the object provided is unrecognized: it is no JSON object');
};

/** A request's media type, without parameters. */
export const contentTypeOf = ({ headers }: IncomingMessage): string =>
  (headers['content-type'] ?? '').replace(/;.*/, '').trim();

/** A request as it is recorded. */
export const recordOf = (request: IncomingMessage, url: URL, text: string, connection: number): Recorded => ({
  method: request.method ?? 'GET',
  path: url.pathname,
  query: Object.fromEntries(url.searchParams),
  body: text === '' ? null : parsed(text),
  contentType: contentTypeOf(request),
  userAgent: request.headers['user-agent'] ?? '',
  token: /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1],
  connection,
  at: Date.now(),
  code: undefined
});

const parsed = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};
