import { request } from 'undici';
import type { Dispatcher } from 'undici';
import type { Question } from './Client.js';
import type { Use } from './dispatcherOf.js';
import { orGivenUp } from './limitOf.js';
import { inWords, isRefusal, refusalOf, Unreachable } from './Refusal.js';
import type { Credentials, Wallet } from './Wallet.js';

/** Whom to ask, as whom, and on which connections. */
export interface Site {
  readonly server: string;
  readonly wallet: Wallet;
  readonly use: Use;
}

/** A success: its head is there, its body comes. */
export type Answer = Dispatcher.ResponseData;

const agent = 'meshfence';

const headerOf = ({ headers }: Answer, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const credentialsOf = async ({ server, wallet }: Site, signal: AbortSignal): Promise<Credentials> => {
  try {
    return await orGivenUp(wallet.get(), signal);
  } catch (error) {
    throw new Unreachable(`there are no credentials for ${server}: ${inWords(error)}`, { cause: error });
  }
};

const send = async (
  { server, use }: Site,
  { dispatchers, headers }: Credentials,
  { accept = 'application/json', body, contentType = 'application/json', method = 'GET', path }: Question,
  signal: AbortSignal
): Promise<Answer> => {
  const answer = await request(`${server}${path}`, {
    method,
    dispatcher: dispatchers[use],
    signal,
    // Time is the question's affair, and a watch may be silent for as long as it likes.
    headersTimeout: 0,
    bodyTimeout: 0,
    headers: {
      ...headers,
      accept,
      'user-agent': agent,
      ...(body === undefined ? {} : { 'content-type': contentType })
    },
    body: body === undefined ? null : JSON.stringify(body)
  });
  if (answer.statusCode < 400) return answer;
  throw refusalOf(answer.statusCode, await answer.body.text(), headerOf(answer, 'retry-after'));
};

/** Asks. Credentials that are refused are read again at once, and once. */
export const attempt = async (site: Site, question: Question, signal: AbortSignal): Promise<Answer> => {
  const credentials = await credentialsOf(site, signal);
  try {
    return await send(site, credentials, question, signal);
  } catch (error) {
    if (!isRefusal(error, 401)) throw error;
    site.wallet.refused(credentials);
    return send(site, await credentialsOf(site, signal), question, signal);
  }
};
