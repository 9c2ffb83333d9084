import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '@meshfence/core';
import { inWords } from '../client/Failure.js';
import type { Found } from './Hearings.js';
import { nothingFound } from './Question.js';
import type { Outcome, Question } from './Question.js';
import type { Standings } from './Standings.js';
import type { Counting, Narrator } from './Told.js';

/** What a round needs of its source. */
export interface Rounds {
  readonly interval: Instant.Duration;
  readonly now: () => Instant.Instant;
  readonly signal: AbortSignal;
  readonly tell: (found: Found, at: Instant.Instant) => void;
  readonly answered: (question: string, at: Instant.Instant) => void;
  readonly unanswered: (question: string) => void;
  /** What became of a question, and what was said of it. */
  readonly fared: Standings['note'];
  /** Callers' own sidecars report, or do not. */
  readonly reported: (isReporting: boolean, at: Instant.Instant) => void;
  readonly counting: Counting;
  readonly narrator: Narrator;
}

const failed = (error: unknown): Outcome => ({ ...nothingFound, isComplete: false, notes: [inWords(error)] });

type Result = 'answered' | 'partial' | 'failed';

const ask = async (
  { counting, now, signal, tell }: Rounds,
  question: Question,
  at: Instant.Instant
): Promise<{ readonly result: Result; readonly outcome: Outcome }> => {
  const count = (result: Result, outcome: Outcome) => {
    if (!signal.aborted)
      counting.asked({ question: question.name, result, seconds: (now() - at) / 1000, outcome });
    return { result, outcome };
  };
  try {
    const outcome = await question.ask({ at, signal, tell: found => tell(found, at) });
    return count(outcome.isComplete ? 'answered' : 'partial', outcome);
  } catch (error) {
    return count('failed', failed(error));
  }
};

const messages: Readonly<Record<Result, string>> = {
  answered: 'a question is answered again',
  partial: 'a question is answered in part: nothing expires meanwhile',
  failed: 'a question is not answered: nothing expires meanwhile'
};

/** Says what has changed, and not each time what goes on. */
const narrating = ({ narrator }: Rounds, { name }: Question) => {
  let last: Result = 'answered';
  return (result: Result, notes: ReadonlyArray<string>): void => {
    if (result === last) return;
    last = result;
    if (result === 'answered') narrator.info(messages[result], { question: name });
    else narrator.warn(messages[result], { question: name, notes });
  };
};

/** A little earlier or later each time, so that questions do not come all at once. */
const pauseOf = (interval: Instant.Duration): Instant.Duration => interval * (0.9 + Math.random() / 5);

/** Asks a question until the end, one time after the other: a slow answer delays the next one, and nothing else. */
export const round = async (rounds: Rounds, question: Question): Promise<void> => {
  const { answered, fared, interval, now, reported, signal, unanswered } = rounds;
  const narrate = narrating(rounds, question);
  while (!signal.aborted) {
    const at = now();
    const { outcome, result } = await ask(rounds, question, at);
    if (signal.aborted) return;
    narrate(result, outcome.notes);
    fared(question.name, result, outcome.notes, at);
    if (outcome.isReporting !== undefined) reported(outcome.isReporting, at);
    if (result === 'answered') answered(question.name, at);
    else unanswered(question.name);
    await sleep(pauseOf(interval), undefined, { signal }).catch(() => {});
  }
};
