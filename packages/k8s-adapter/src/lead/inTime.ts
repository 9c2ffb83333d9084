import { Unreachable } from '../client/Refusal.js';
import type { Clock } from './Clock.js';

/**
 * What a request gives, if it does so in time (in milliseconds) and before `limit` is aborted; afterwards `limit` is.
 *
 * A client limits its requests by itself; but a plugin that it asks for credentials may hang.
 */
export const inTime = async <A>(
  clock: Clock,
  timeout: number,
  limit: AbortController,
  ask: (signal: AbortSignal) => Promise<A>
): Promise<A> => {
  const tooLate = async (): Promise<never> => {
    await clock.sleep(timeout, limit.signal);
    throw new Unreachable(
      limit.signal.aborted ? 'the request was given up' : `there was no answer within ${timeout / 1000} s`
    );
  };
  try {
    return await Promise.race([ask(limit.signal), tooLate()]);
  } finally {
    limit.abort();
  }
};
