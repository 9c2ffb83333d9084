import { setMaxListeners } from 'node:events';

/** Until when something is waited for. */
export interface Limit {
  readonly signal: AbortSignal;
  /** It is over. */
  done(): void;
}

/** The end of a time, or another signal's. It lets go of the other signal by itself, which lives longer. */
export const limited = (timeout: number, outer: AbortSignal | undefined): Limit => {
  const own = new AbortController();
  const giveUp = (): void => own.abort(new Error('the question was given up'));
  const timer = setTimeout(() => own.abort(new Error(`no answer within ${timeout / 1000} s`)), timeout);
  if (outer !== undefined) {
    setMaxListeners(0, outer);
    outer.addEventListener('abort', giveUp, { once: true });
    if (outer.aborted) giveUp();
  }
  const done = (): void => {
    clearTimeout(timer);
    outer?.removeEventListener('abort', giveUp);
  };
  return { signal: own.signal, done };
};
