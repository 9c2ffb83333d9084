import type { ServerResponse } from 'node:http';
import type { Answer } from './Asked.js';
import type { Trouble } from './Faults.js';
import { failure } from './Refused.js';

const json = { 'content-type': 'application/json' };

/** Sends an answer. */
export const say = (response: ServerResponse, { code, body }: Answer): void => {
  response.writeHead(code, json).end(textOf(body));
};

const textOf = (body: Answer['body']): string => (typeof body === 'string' ? body : JSON.stringify(body));

const reasons: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  409: 'Conflict',
  410: 'Expired',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout'
};

const refuse = (
  response: ServerResponse,
  {
    status,
    reason = reasons[status] ?? '',
    message = 'scripted',
    retryAfter
  }: Extract<Trouble, { status: number }>
): void => {
  const headers = { ...json, ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }) };
  response.writeHead(status, headers).end(JSON.stringify(failure(status, reason, message)));
};

/** Half of an answer, and then the connection breaks. */
const breakOff = (response: ServerResponse, answer: Answer | undefined): void => {
  const text = textOf(answer?.body ?? {});
  response.writeHead(answer?.code ?? 200, { ...json, 'content-length': Buffer.byteLength(text) });
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
};

const reset = (
  when: 'before' | 'body' | 'after',
  act: () => Answer | undefined,
  response: ServerResponse
): void => {
  if (when === 'before') return void response.destroy();
  const answer = act();
  if (when === 'body') breakOff(response, answer);
  else response.destroy();
};

/** Lets trouble befall a request; `act` does what was asked. */
export const suffer = (
  trouble: Exclude<Trouble, { delay: number }>,
  act: () => Answer | undefined,
  response: ServerResponse
): void => {
  if ('status' in trouble) refuse(response, trouble);
  else if ('reset' in trouble) reset(trouble.reset, act, response);
  else if ('body' in trouble) response.writeHead(200, json).end(trouble.body);
  else if ('silent' in trouble) response.writeHead(200, json).flushHeaders();
};
