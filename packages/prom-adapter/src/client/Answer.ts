import type { Sample } from '@meshfence/core';
import * as t from 'io-ts';
import { Failure } from './Failure.js';

/** The answer to a question. */
export interface Answer {
  readonly samples: ReadonlyArray<Sample>;
  /** What the server says against its own answer. */
  readonly warnings: ReadonlyArray<string>;
  /** Lines that could not be read. */
  readonly malformed: number;
  /** Whether what is not in the answer is not there. */
  readonly isComplete: boolean;
}

const labels = t.record(t.string, t.string);
const point = t.tuple([t.number, t.string]);
const line = t.type({ metric: labels, value: point });
const series = t.type({ metric: labels, values: t.array(point) });

const texts = t.union([t.array(t.string), t.null, t.undefined]);

const success = t.intersection([
  t.type({
    status: t.literal('success'),
    data: t.type({ resultType: t.string, result: t.union([t.array(t.unknown), t.null]) })
  }),
  // `warnings` of Prometheus and Thanos, `isPartial` of a VictoriaMetrics cluster.
  t.partial({ warnings: texts, isPartial: t.union([t.boolean, t.null]) })
]);

const failure = t.type({ status: t.literal('error'), errorType: t.string, error: t.string });

/** A number as Prometheus writes it. */
const numberOf = (text: string): number => {
  const infinite = /^([+-]?)Inf(?:inity)?$/i.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return text.trim() === '' ? Number.NaN : Number(text);
};

/** A vector's line, or the last value of a range. Checked with `is`: answers have many lines, and no need of reasons. */
const sampleOf = (each: unknown): Sample | undefined => {
  if (line.is(each)) return { labels: each.metric, value: numberOf(each.value[1]) };
  const last = series.is(each) ? each.values.at(-1) : undefined;
  return series.is(each) && last !== undefined
    ? { labels: each.metric, value: numberOf(last[1]) }
    : undefined;
};

const samplesOf = (type: string, result: ReadonlyArray<unknown>): ReadonlyArray<Sample | undefined> =>
  type === 'scalar'
    ? [point.is(result) ? { labels: {}, value: numberOf(result[1]) } : undefined]
    : result.map(sampleOf);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What a text says that is not a success. */
export const errorIn = (text: string): { readonly type: string; readonly message: string } => {
  const value = parsed(text);
  return failure.is(value)
    ? { type: value.errorType, message: value.error }
    : { type: '', message: text.trim().slice(0, 500) };
};

/** Reads a successful answer. A line that cannot be read costs itself, and the answer its completeness. */
export const answerOf = (base: string, text: string): Answer => {
  const value = parsed(text);
  if (!success.is(value)) {
    const words = text.trim().slice(0, 100);
    throw new Failure('malformed', `${base} is no Prometheus: it answers ${JSON.stringify(words)}`, 200);
  }
  const { data, isPartial, warnings } = value;
  const all = samplesOf(data.resultType, data.result ?? []);
  const samples = all.filter(each => each !== undefined);
  const malformed = all.length - samples.length;
  const isComplete = malformed === 0 && isPartial !== true && (warnings ?? []).length === 0;
  return { samples, warnings: warnings ?? [], malformed, isComplete };
};
