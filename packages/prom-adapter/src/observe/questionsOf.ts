import type { GlobalSidecar } from '@meshfence/core';
import { defaultTimes, valueDestination } from '@meshfence/core';
import type { Prometheus } from '../client/connect.js';
import { counterQuestion } from './counterQuestion.js';
import type { Asking } from './counterQuestion.js';
import { fallbackMemory } from './FallbackMemory.js';
import { handlerQuestion } from './handlerQuestion.js';
import type { Question } from './Question.js';
import type { Settings } from './Settings.js';
import { sightingQuestion } from './sightingQuestion.js';
import { silent } from './Told.js';
import { watchQuestion } from './watchQuestion.js';

/** Those that take traffic of more than their own namespace: behind them callers lose theirs. */
const sharedNamespaces = (all: ReadonlyArray<GlobalSidecar>): ReadonlySet<string> =>
  new Set(all.filter(({ serves }) => serves === undefined).map(({ namespace }) => namespace));

const askingOf = (settings: Settings, source: string, prometheus: Prometheus): Asking => {
  const { globalSidecars, lookback = defaultTimes.lookback, window = defaultTimes.window } = settings;
  return {
    source,
    prometheus,
    reach: { window, lookback: Math.max(window, lookback) },
    memory: fallbackMemory(lookback),
    sharedNamespaces: () => sharedNamespaces(globalSidecars?.() ?? [])
  };
};

const counterQuestions = (asking: Asking, countBlocked: boolean): ReadonlyArray<Question> =>
  ['http', 'tcp'].flatMap(protocol =>
    (['source', 'destination'] as const).map(reporter =>
      counterQuestion(asking, { protocol, reporter, countBlocked })
    )
  );

const handlerQuestions = (
  { fences = () => [], handlers = {}, narrator = silent }: Settings,
  { prometheus, source }: Asking
): ReadonlyArray<Question> =>
  Object.entries(handlers).map(([name, handler]) => {
    if (handler.type === 'Value' && valueDestination(name) === undefined)
      narrator.warn('a handler of type Value must be named after the host that its number is about', {
        name
      });
    return handlerQuestion({ fences, prometheus, source }, name, handler);
  });

/** Everything that a source asks. */
export const questionsOf = (
  settings: Settings,
  source: string,
  prometheus: Prometheus
): ReadonlyArray<Question> => {
  const asking = askingOf(settings, source, prometheus);
  if (settings.readsSightings === true) return [sightingQuestion(asking), watchQuestion(asking, 'sightings')];
  const own = Object.keys(settings.handlers ?? {}).length > 0;
  const questions = own
    ? handlerQuestions(settings, asking)
    : counterQuestions(asking, settings.countBlocked ?? false);
  return [...questions, watchQuestion(asking, 'counters')];
};
