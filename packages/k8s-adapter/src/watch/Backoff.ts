import { setTimeout as sleep } from 'node:timers/promises';
import { isRefusal } from '../client/Refusal.js';

/** How long to wait after failures, in milliseconds: twice as long each time, from `first` up to `most`. */
export interface Patience {
  readonly first: number;
  readonly most: number;
}

export const patience: Patience = { first: 250, most: 30_000 };

/** The wait before try `attempt` (0, 1, ..): half of it by chance (`chance` is 0 to 1), so that replicas do not march in step. */
export const delayOf = ({ first, most }: Patience, attempt: number, chance: number): number => {
  const whole = Math.min(most, first * 2 ** Math.min(attempt, 30));
  return whole / 2 + (whole / 2) * chance;
};

/** The wait after an error: the server's own wish, where it has one, is the least. */
export const delayAfter = (error: unknown, limits: Patience, attempt: number, chance: number): number => {
  const wish = isRefusal(error) ? (error.retryAfter ?? 0) : 0;
  return Math.max(wish, delayOf(limits, attempt, chance));
};

/** Waits, unless the signal comes first; either way it resolves. */
export const pause = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  try {
    await sleep(milliseconds, undefined, { signal, ref: true });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
