import type { IncomingMessage, ServerResponse } from 'node:http';
import { statusOf } from './Fault.js';

/** All of a request's body. */
export const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Array<Buffer> = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
};

/** Answers as an API server that will not. */
export const refuse = (response: ServerResponse, status: number, retryAfter: number | undefined): void => {
  const headers = {
    'content-type': 'application/json',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) })
  };
  response.writeHead(status, headers).end(statusOf(status));
};

/** Whether a path is one of a watch. */
export const isWatch = (path: string): boolean => /[?&]watch=(?:1|true)\b/.test(path);
