import { request } from 'undici';
import type { Dispatcher } from 'undici';
import { answerOf, errorIn } from './Answer.js';
import type { Answer } from './Answer.js';
import { Failure, failureOf, inWords, retryAfterOf } from './Failure.js';
import type { Credentials } from './Wallet.js';

/** One request, and what bounds it. */
export interface Request {
  readonly base: string;
  readonly form: URLSearchParams;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

type Response = Dispatcher.ResponseData;

const tooLarge = (base: string, maxBytes: number): Failure =>
  new Failure('too-much', `${base} answers with more than ${maxBytes} bytes`, 200);

/** The text of an answer. The rest of one that is too large is not waited for. */
const textOf = async ({ body }: Response, { base, maxBytes }: Request): Promise<string> => {
  const pieces: Array<Buffer> = [];
  let size = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > maxBytes) throw tooLarge(base, maxBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
};

const headerOf = ({ headers }: Response, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const headers = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'meshfence' };

/** Questions are long, so they are posted; who only lets others read may refuse that. */
const send = (
  { base, form, signal }: Request,
  credentials: Credentials,
  method: 'GET' | 'POST'
): Promise<Response> => {
  const isPost = method === 'POST';
  return request(`${base}/api/v1/query${isPost ? '' : `?${form.toString()}`}`, {
    method,
    dispatcher: credentials.dispatcher,
    signal,
    // Time is the caller's affair.
    headersTimeout: 0,
    bodyTimeout: 0,
    headers: {
      ...headers,
      ...credentials.headers,
      ...(isPost ? { 'content-type': 'application/x-www-form-urlencoded' } : {})
    },
    body: isPost ? form.toString() : null
  });
};

const read = async (question: Request, response: Response): Promise<Answer> => {
  const text = await textOf(response, question);
  const { statusCode } = response;
  if (statusCode >= 200 && statusCode < 300) return answerOf(question.base, text);
  const retryAfter = retryAfterOf(headerOf(response, 'retry-after'), Date.now());
  throw failureOf(question.base, statusCode, errorIn(text), retryAfter);
};

const translated = (error: unknown, { base, signal }: Request): Failure => {
  if (error instanceof Failure) return error;
  const why = signal.aborted ? inWords(signal.reason) : inWords(error);
  return new Failure('unreachable', `${base} does not answer: ${why}`);
};

/** Asks once. Rejects with a `Failure`, and with nothing else. */
export const attempt = async (question: Request, credentials: Credentials): Promise<Answer> => {
  try {
    const posted = await send(question, credentials, 'POST');
    if (posted.statusCode !== 405) return await read(question, posted);
    await posted.body.dump();
    return await read(question, await send(question, credentials, 'GET'));
  } catch (error) {
    throw translated(error, question);
  }
};
