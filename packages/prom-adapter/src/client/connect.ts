import { setTimeout as sleep } from 'node:timers/promises';
import { defaults, siteOf } from './Access.js';
import type { Access, Site } from './Access.js';
import type { Answer } from './Answer.js';
import { attempt } from './attempt.js';
import { Failure, inWords, isPassing } from './Failure.js';
import { limited } from './limited.js';
import { walletOf } from './Wallet.js';
import type { Credentials, Wallet } from './Wallet.js';

/** Whoever answers questions in PromQL. */
export interface Prometheus {
  readonly base: string;
  /** The answer to an instant query. Rejects with a `Failure`, after as many attempts as make sense. */
  query(promql: string, signal?: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

/** The longest that a server may make us wait within one question; for more, the next round is soon enough. */
const longestPause = 10_000;

interface Desk {
  readonly access: Access;
  readonly site: Site;
  readonly wallet: Wallet;
}

const credentialsOf = async ({ site, wallet }: Desk): Promise<Credentials> => {
  try {
    return await wallet.get();
  } catch (error) {
    throw new Failure('unreachable', `there are no credentials for ${site.base}: ${inWords(error)}`);
  }
};

const formOf = ({ access }: Desk, promql: string): URLSearchParams => {
  const seconds = Math.max(1, Math.ceil((access.timeout ?? defaults.timeout) / 1000));
  return new URLSearchParams({ ...access.parameters, query: promql, timeout: `${seconds}s` });
};

const isUnknownToServer = (error: unknown): boolean =>
  error instanceof Failure && (error.status === 401 || error.status === 403);

const isWithoutAnswer = (error: unknown): boolean => error instanceof Failure && error.status === 0;

/** One attempt within its time. Credentials that are refused are read again at once, and once. */
const once = async (desk: Desk, promql: string, outer: AbortSignal | undefined): Promise<Answer> => {
  const { access, site, wallet } = desk;
  const limit = limited(access.timeout ?? defaults.timeout, outer);
  const maxBytes = access.maxBytes ?? defaults.maxBytes;
  const ask = (credentials: Credentials) =>
    attempt({ base: site.base, form: formOf(desk, promql), maxBytes, signal: limit.signal }, credentials);
  try {
    const credentials = await credentialsOf(desk);
    try {
      return await ask(credentials);
    } catch (error) {
      if (isWithoutAnswer(error)) wallet.doubted(credentials);
      if (!isUnknownToServer(error)) throw error;
      wallet.refused(credentials);
      return await ask(await credentialsOf(desk));
    }
  } finally {
    limit.done();
  }
};

/** How long to wait before another attempt; undefined where there shall be none. */
const pauseAfter = (error: unknown, nth: number, { access }: Desk): number | undefined => {
  const { attempts = defaults.attempts, pause = defaults.pause } = access;
  if (!(error instanceof Failure) || !isPassing(error) || nth >= attempts) return undefined;
  const own = pause * 2 ** (nth - 1) * (0.5 + Math.random() / 2);
  const asked = error.retryAfter ?? 0;
  return asked > longestPause ? undefined : Math.max(own, asked);
};

const persistently = async (desk: Desk, promql: string, signal: AbortSignal | undefined): Promise<Answer> => {
  for (let nth = 1; ; nth += 1) {
    try {
      return await once(desk, promql, signal);
    } catch (error) {
      const pause = signal?.aborted === true ? undefined : pauseAfter(error, nth, desk);
      if (pause === undefined) throw error;
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  }
};

/**
 * A client of the server that an access names.
 *
 * @throws an Error with the remedy, where the address is none.
 */
export const connect = (access: Access): Prometheus => {
  const site = siteOf(access.address);
  const wallet = walletOf(access, site, Date.now);
  const desk = { access, site, wallet };
  return {
    base: site.base,
    query: (promql, signal) => persistently(desk, promql, signal),
    close: () => wallet.close()
  };
};
