import type { Readable } from 'node:stream';
import { attempt } from './attempt.js';
import type { Site } from './attempt.js';
import type { Client } from './Client.js';
import { parsed, jsonLines } from './jsonLines.js';
import { limitOf } from './limitOf.js';
import { loadConfig } from './loadConfig.js';
import type { Access, Environment } from './Access.js';
import { inWords, Refusal, Unreachable } from './Refusal.js';
import { walletOf } from './Wallet.js';

export type { Access } from './Access.js';

/** What went wrong on the way, in one form. */
const translated = (error: unknown, server: string, signal: AbortSignal | undefined): Error => {
  if (error instanceof Refusal) return error;
  if (signal?.aborted === true) return new Unreachable(`the request to ${server} was given up`);
  if (error instanceof Unreachable) return error;
  return new Unreachable(`${server} does not answer: ${inWords(error)}`, { cause: error });
};

const asker =
  (site: Site): Client['ask'] =>
  async <A>(question: Parameters<Client['ask']>[0]): Promise<A> => {
    const limit = limitOf(question);
    try {
      const answer = await attempt(site, question, limit.signal);
      return parsed(await answer.body.text()) as A;
    } catch (error) {
      throw translated(error, site.server, question.signal);
    } finally {
      limit.done();
    }
  };

const streamer = (site: Site): Client['stream'] =>
  async function* <A>(question: Parameters<Client['stream']>[0]): AsyncIterable<A> {
    const limit = limitOf(question);
    let body: Readable | undefined;
    try {
      ({ body } = await attempt(site, question, limit.signal));
      limit.inTime();
      question.answered?.();
      yield* jsonLines<A>(body);
    } catch (error) {
      throw translated(error, site.server, question.signal);
    } finally {
      limit.done();
      // Breaking off would otherwise be an error that nobody listens to.
      body?.on('error', () => {});
      body?.destroy();
    }
  };

/**
 * A client of the API server that an access leads to.
 *
 * @throws an Error with the reason, where credentials cannot be read; afterwards, see `Client`.
 */
export const connect = (access: Access = {}, environment?: Environment): Client => {
  const load = () => loadConfig(access, environment);
  const server = (load().getCurrentCluster()?.server ?? '').replace(/\/+$/, '');
  const wallet = walletOf(load);
  const ask = asker({ server, wallet, use: 'questions' });
  const stream = streamer({ server, wallet, use: 'streams' });
  return { server, ask, stream, close: () => wallet.close() };
};
