import { setMaxListeners } from 'node:events';
import type { Question } from './Client.js';

/** When a request is given up. */
export interface Limit {
  readonly signal: AbortSignal;
  /** Time no longer counts. */
  inTime(): void;
  /** It is over: nothing is waited for any more. */
  done(): void;
}

const defaultTimeout = 30_000;

/**
 * The limit of a question: its own signal, or its time.
 *
 * It lets go of the signal by itself; `AbortSignal.any` would keep a few bytes of every request for as long as the signal lives.
 */
export const limitOf = ({ signal, timeout = defaultTimeout }: Question): Limit => {
  const own = new AbortController();
  const giveUp = (): void => own.abort(signal?.reason);
  const timer = setTimeout(() => own.abort(new Error(`no answer within ${timeout / 1000} s`)), timeout);
  if (signal !== undefined) {
    setMaxListeners(0, signal);
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
  }
  const inTime = (): void => clearTimeout(timer);
  const done = (): void => {
    inTime();
    signal?.removeEventListener('abort', giveUp);
  };
  return { signal: own.signal, inTime, done };
};

/** A promise, or the reason of a signal that comes first. */
export const orGivenUp = <A>(promise: Promise<A>, signal: AbortSignal): Promise<A> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    setMaxListeners(0, signal);
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
