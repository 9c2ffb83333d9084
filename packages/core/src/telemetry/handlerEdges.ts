import type { MetricHandler } from '../model/Prometheus.js';
import type { Caller } from '../model/Edge.js';
import { normalize, whyInvalid } from '../model/Host.js';
import { callerOf, known } from './callerOf.js';
import { destinationOf } from './destinationOf.js';
import type { Destination } from './destinationOf.js';
import { counted, isCalled } from './Sample.js';
import { gathered, noUse } from './NoUse.js';
import type { Found } from './NoUse.js';
import type { Read, Sample, Witness } from './Sample.js';
import type { Why } from './Why.js';

/** A user's question, and what for. */
export interface HandlerQuestion {
  /** The handler's name. */
  readonly name: string;
  readonly type: MetricHandler['type'];
  /** Those in whose name it was asked. */
  readonly fences: ReadonlyArray<Caller>;
  /** Whether the question names the fence itself, so that the answer is about it, whatever its labels say. */
  readonly isAboutFence: boolean;
}

/**
 * The host that a `Value` handler is named after; undefined where its name is none.
 *
 * Its answer is one number without labels: only the name can say what was called. `{destination_service="host"}`, as
 * statuses have it, is understood too.
 */
export const valueDestination = (name: string): Destination | undefined => {
  const to = normalize(/^\{destination_service="([^"]*)"\}$/.exec(name)?.[1] ?? name);
  return whyInvalid(to) === undefined ? { to, port: undefined } : undefined;
};

const destinationIn = ({ name, type }: HandlerQuestion, { labels }: Sample): Destination | Why =>
  type === 'Value' ? (valueDestination(name) ?? 'no-destination') : destinationOf(labels, 'destination');

/** Whom a sample is about. One that names its caller is about that caller, unless the question has settled it. */
const callersOf = ({ fences, isAboutFence }: HandlerQuestion, { labels }: Sample): ReadonlyArray<Caller> => {
  const named = isAboutFence ? undefined : callerOf(labels);
  return named === undefined ? fences : [named];
};

const found = (question: HandlerQuestion, sample: Sample): Found => {
  if (!isCalled(sample)) return noUse('no-calls');
  const destination = destinationIn(question, sample);
  const callers = callersOf(question, sample);
  if (typeof destination === 'string')
    return noUse(destination, callers, known(sample.labels, 'destination_service'));
  const calls = callers.map(from => ({ from, ...destination, protocol: undefined }));
  return { _tag: 'Calls', calls, value: sample.value };
};

/**
 * The edges of an answer to a user's question.
 *
 * Whatever number above zero it gives counts as a call just now: nobody can tell a total from a rate by its number.
 */
export const handlerEdges = (
  question: HandlerQuestion,
  samples: ReadonlyArray<Sample>,
  witness: Witness
): Read => {
  const { calls, unmade, unused } = gathered(samples.map(sample => found(question, sample)));
  return { edges: counted(calls, witness), unused, unmade };
};
