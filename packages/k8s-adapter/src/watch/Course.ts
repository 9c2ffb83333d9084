import { inWords, isRefusal } from '../client/Refusal.js';
import { remedyFor } from '../client/remedyFor.js';
import { nameOf } from '../discovery/Resource.js';
import { delayAfter, patience } from './Backoff.js';
import { heardNow } from './begin.js';
import type { Next } from './begin.js';
import type { Reflection } from './Reflection.js';

/** How a reflection goes. */
export interface Course {
  /** From where a watch can go on; undefined where all has to be listed. */
  next: Next;
  /** Why all has to be listed, where it has to be. */
  reason: 'start' | 'expired' | 'gone';
  /** Failures since it last went well. */
  attempt: number;
  /** Whether the server has forgotten something since then. */
  isForgotten: boolean;
  /** What the log was told of these failures last. */
  told: string | undefined;
  /** How often the definition has been looked for in vain. */
  missed: number;
}

export const newCourse = (): Course => ({
  next: undefined,
  reason: 'start',
  attempt: 0,
  isForgotten: false,
  told: undefined,
  missed: 0
});

/** It goes well again, if it did not. */
export const goesWell = <A>(reflection: Reflection<A>, course: Course): void => {
  const kind = nameOf(reflection.wanted);
  heardNow(reflection);
  reflection.troubles?.delete(kind);
  if (course.told !== undefined) reflection.log.info('listed and watched again', { kind });
  course.attempt = 0;
  course.isForgotten = false;
  course.told = undefined;
};

/** Whether what is known cannot be continued: the server has forgotten it, or the kind has gone. */
const mustBegin = (error: unknown): 'expired' | 'gone' | undefined => {
  if (isRefusal(error, 410)) return 'expired';
  return isRefusal(error, 404) ? 'gone' : undefined;
};

/** One line in so many, while nothing else is to be said than before. */
const reminder = 20;

/** Once is a hiccup; the same for a long time is told now and then. */
const isNews = ({ attempt, told }: Course, words: string): boolean =>
  attempt > 0 && (words !== told || attempt % reminder === 0);

const count = <A>({ metrics, wanted }: Reflection<A>, error: unknown): void =>
  metrics.watchErrors.inc({
    kind: nameOf(wanted),
    status: isRefusal(error) ? String(error.status) : '0'
  });

const tell = <A>(reflection: Reflection<A>, course: Course, error: unknown, wait: number): void => {
  const { client, log, troubles, wanted } = reflection;
  const [kind, words] = [nameOf(wanted), inWords(error)];
  count(reflection, error);
  troubles?.set(kind, words);
  const retryInSeconds = Math.round(wait / 100) / 10;
  const fields = { kind, server: client.server, error: words, retryInSeconds, remedy: remedyFor(error) };
  if (!isNews(course, words)) return log.debug('watch interrupted', fields);
  course.told = words;
  log.warn('cannot list or watch: what is known of it stays in force', fields);
};

/** It has failed. Gives the milliseconds to wait before the next try. */
export const goesWrong = <A>(reflection: Reflection<A>, course: Course, error: unknown): number => {
  const why = mustBegin(error);
  if (why !== undefined) {
    course.next = undefined;
    course.reason = why;
  }
  // A server may forget at any time, and that is no failure; one that forgets again and again is asked ever more slowly.
  const isMerelyForgotten = why === 'expired' && !course.isForgotten;
  if (isMerelyForgotten) {
    course.isForgotten = true;
    count(reflection, error);
    return 0;
  }
  const wait = delayAfter(error, patience, course.attempt, Math.random());
  tell(reflection, course, error, wait);
  course.attempt += 1;
  return wait;
};
