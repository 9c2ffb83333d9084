import { inWords, isFieldConflict, isRefusal } from '../client/Refusal.js';
import { remedyFor } from '../client/remedyFor.js';
import type { Log } from '../log/Log.js';
import { describe } from './Action.js';
import type { Action } from './Action.js';
import type { Entry } from './Queue.js';

/** Tells the log what cannot be written: what is the same for many objects once, and that it is over. */
export interface Grievances {
  /** A write has failed, and is tried again after so many milliseconds. */
  readonly failed: (entry: Entry, action: Action, error: unknown, delay: number) => void;
  /** All is as it shall be for a key. */
  readonly settled: (key: string) => void;
}

/** One line in so many, while nothing else is to be said of an object than before. */
const reminder = 10;

/** To be overtaken once is nothing: whoever was faster is heard of next. */
const isOvertaken = ({ attempt }: Entry, error: unknown): boolean =>
  attempt === 0 && isRefusal(error, 404, 409) && !isFieldConflict(error);

export const newGrievances = (log: Log): Grievances => {
  /** The words of the last failure, by key. */
  const failing = new Map<string, string>();
  const isKnown = (words: string): boolean => {
    for (const known of failing.values()) if (known === words) return true;
    return false;
  };

  const failed = (entry: Entry, action: Action, error: unknown, delay: number): void => {
    const words = inWords(error);
    const fields = {
      write: describe(action),
      error: words,
      retryInSeconds: Math.round(delay / 100) / 10,
      remedy: remedyFor(error)
    };
    if (isOvertaken(entry, error)) return log.debug('overtaken', fields);
    const isNews = !isKnown(words) || (entry.attempt > 0 && entry.attempt % reminder === 0);
    failing.set(entry.key, words);
    if (isNews) log.warn('cannot write', fields);
    else log.debug('cannot write', fields);
  };

  const settled = (key: string): void => {
    if (failing.delete(key) && failing.size === 0) log.info('all is written that could not be');
  };

  return { failed, settled };
};
