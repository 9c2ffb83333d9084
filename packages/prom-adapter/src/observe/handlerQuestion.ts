import { handlerEdges } from '@meshfence/core';
import type { Caller, MetricHandler } from '@meshfence/core';
import type { Answer } from '../client/Answer.js';
import type { Prometheus } from '../client/connect.js';
import { Failure, inWords } from '../client/Failure.js';
import { filled, isAboutFence } from '../query/placeholders.js';
import type { AskedFence } from '../query/placeholders.js';
import { both, nothingFound, outcomeOf } from './Question.js';
import type { Outcome, Question, Round } from './Question.js';

/** A user's question, and whom to ask it for. */
export interface Handling {
  readonly source: string;
  readonly prometheus: Prometheus;
  readonly fences: () => ReadonlyArray<AskedFence>;
}

/** How many questions of one handler are asked at the same time. */
const atOnce = 4;

const callerOf = ({ name, namespace }: AskedFence): Caller => ({ _tag: 'Named', namespace, name });

/** The questions, each with the fences that it is asked for; those who have the same share its answer. */
const questionsOf = (query: string, fences: ReadonlyArray<AskedFence>) => {
  const found = new Map<string, Array<Caller>>();
  let skipped = 0;
  for (const fence of fences) {
    const text = filled(query, fence);
    const others = text === undefined ? undefined : found.get(text);
    if (text === undefined) skipped += 1;
    else if (others === undefined) found.set(text, [callerOf(fence)]);
    else others.push(callerOf(fence));
  }
  return { questions: [...found], skipped };
};

const missing = (error: unknown): Outcome => ({
  ...nothingFound,
  isComplete: false,
  notes: [inWords(error)]
});

/** Whether the next fence's question would fare no better. Only 422 is about what its answer would have been. */
const isHopeless = (error: unknown): boolean =>
  !(error instanceof Failure) || (error.kind !== 'too-much' && error.status !== 422);

/** An answer that names no caller is every fence's who asked; of so many edges nobody means each. */
const maxEdges = 100_000;

const isOverwhelming = ({ samples }: Answer, callers: ReadonlyArray<Caller>): boolean =>
  callers.length > 1 && samples.length * callers.length > maxEdges;

const skipping = (skipped: number): Outcome =>
  skipped === 0
    ? nothingFound
    : missing(`${skipped} fences cannot be asked about: their names or labels do not fit into a query`);

/**
 * A user's question, for each fence.
 *
 * A fence whose question is refused costs its own answer; where the server does not answer at all, the rest is left for the
 * next round.
 */
export const handlerQuestion = (
  { fences, prometheus, source }: Handling,
  name: string,
  { query, type }: MetricHandler
): Question => {
  const askOne = async (
    text: string,
    callers: ReadonlyArray<Caller>,
    { at, signal, tell }: Round
  ): Promise<Outcome> => {
    const answer = await prometheus.query(text, signal);
    if (isOverwhelming(answer, callers))
      return missing('the answer names no caller and is long: let the query name the fence by $source_app');
    const question = { name, type, fences: callers, isAboutFence: isAboutFence(query) };
    const { edges, unmade, unused } = handlerEdges(question, answer.samples, { source, at });
    tell({ edges, unmade });
    return outcomeOf(answer, edges.length, unused);
  };

  const ask = async (round: Round): Promise<Outcome> => {
    const { questions, skipped } = questionsOf(query, fences());
    const waiting = questions.values();
    let outcome = skipping(skipped);
    let hopeless: Error | undefined;
    const outcomeOfOne = (text: string, callers: ReadonlyArray<Caller>): Promise<Outcome> =>
      askOne(text, callers, round).catch((error: unknown) => {
        if (isHopeless(error)) hopeless ??= error as Error;
        return missing(error);
      });
    const work = async (): Promise<void> => {
      for (const [text, callers] of waiting) {
        if (hopeless !== undefined || round.signal.aborted) return;
        const one = await outcomeOfOne(text, callers);
        outcome = both(outcome, one);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    if (hopeless !== undefined) throw hopeless;
    return outcome;
  };

  return { name: `handler-${name}`, ask };
};
