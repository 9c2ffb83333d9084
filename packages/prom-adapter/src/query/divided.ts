import type { Sample } from '@meshfence/core';
import type { Answer } from '../client/Answer.js';
import { Failure } from '../client/Failure.js';
import type { Part } from './counters.js';

/** A question that can be asked in parts. */
export interface Divisible {
  /** The question for some values of a label, or for all. */
  readonly of: (part: Part) => string;
  /** The question for the values that there are. */
  readonly parts: string;
  readonly label: string;
}

type Ask = (promql: string) => Promise<Answer>;

const isTooMuch = (error: unknown): boolean => error instanceof Failure && error.kind === 'too-much';

const nothing: Answer = { samples: [], warnings: [], malformed: 0, isComplete: true };

const together = (answers: ReadonlyArray<Answer>): Answer => ({
  samples: answers.flatMap(({ samples }): ReadonlyArray<Sample> => samples),
  warnings: answers.flatMap(({ warnings }) => warnings),
  malformed: answers.reduce((sum, { malformed }) => sum + malformed, 0),
  isComplete: answers.every(({ isComplete }) => isComplete)
});

/** An answer without what was too much for itself: what is not in it may be there all the same. */
const lacking = (error: unknown): Answer => ({
  ...nothing,
  warnings: [(error as Failure).message],
  isComplete: false
});

const halves = (values: ReadonlyArray<string>) => {
  const middle = Math.ceil(values.length / 2);
  return [values.slice(0, middle), values.slice(middle)] as const;
};

/** After so many questions in parts, one piece is tried again: a server may have grown, or the answer shrunk. */
const retrial = 20;

/**
 * Asks in one piece, or in as many as it takes.
 *
 * What was too much once is asked in parts for a while; the values are asked for each time, so that new ones are not missed.
 */
export const divided = (): ((ask: Ask, question: Divisible) => Promise<Answer>) => {
  /** How many values a part may have. */
  let size = Number.POSITIVE_INFINITY;
  let inARow = 0;

  const ofValues = async (ask: Ask, question: Divisible, values: ReadonlyArray<string>): Promise<Answer> => {
    if (values.length === 0) return nothing;
    if (values.length > size) return ofHalves(ask, question, values);
    try {
      return await ask(question.of(values));
    } catch (error) {
      if (!isTooMuch(error)) throw error;
      if (values.length === 1) return lacking(error);
      size = Math.ceil(values.length / 2);
      return ofHalves(ask, question, values);
    }
  };

  const ofHalves = async (ask: Ask, question: Divisible, values: ReadonlyArray<string>): Promise<Answer> => {
    const [first, rest] = halves(values);
    return together([await ofValues(ask, question, first), await ofValues(ask, question, rest)]);
  };

  const inParts = async (ask: Ask, question: Divisible): Promise<Answer> => {
    const listed = await ask(question.parts);
    const values = listed.samples.map(({ labels }) => labels[question.label] ?? '').toSorted();
    const answer = await ofValues(ask, question, values);
    return { ...answer, isComplete: answer.isComplete && listed.isComplete };
  };

  return async (ask, question) => {
    inARow = (inARow + 1) % retrial;
    if (Number.isFinite(size) && inARow !== 0) return inParts(ask, question);
    try {
      const answer = await ask(question.of(undefined));
      size = Number.POSITIVE_INFINITY;
      return answer;
    } catch (error) {
      if (!isTooMuch(error)) throw error;
      size = Math.min(size, Number.MAX_SAFE_INTEGER);
      inARow = 0;
      return inParts(ask, question);
    }
  };
};
