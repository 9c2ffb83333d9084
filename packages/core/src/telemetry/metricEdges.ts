import { callFrom, readCall } from './readCall.js';
import type { Counters, Reading } from './readCall.js';
import { counted, isCalled } from './Sample.js';
import type { Call, Read, Sample, Why, Witness } from './Sample.js';

/** The namespaces in which a caller's name was seen to use a global-sidecar. */
export type FallbackUsers = ReadonlyMap<string, ReadonlyArray<string>>;

export const nobody: FallbackUsers = new Map();

/** What an answer comes to. */
export interface MetricEdges extends Read {
  /** Those that the answer itself shows. */
  readonly fallbackUsers: FallbackUsers;
}

const readings = (counters: Counters, samples: ReadonlyArray<Sample>) =>
  samples.map((sample): readonly [Reading, number] => [
    isCalled(sample) ? readCall(counters, sample.labels) : { _tag: 'Unused', why: 'no-calls' },
    sample.value
  ]);

/**
 * The calls that a reading stands for.
 *
 * Of a call that came through a global-sidecar, everybody of the caller's name is a candidate who was seen to use one. The
 * metrics tell no more; one who was not seen to do so is none.
 */
const callsOf = (counters: Counters, users: FallbackUsers, reading: Reading): ReadonlyArray<Call> | Why => {
  if (reading._tag === 'Call') return [reading.call];
  if (reading._tag === 'Unused') return reading.why;
  if (reading._tag === 'ToFallback') return 'global-sidecar';
  const calls = (users.get(reading.name) ?? []).flatMap(each => callFrom(counters, reading, each));
  return calls.length === 0 ? 'caller-untold' : calls;
};

const usersOf = (all: ReadonlyArray<readonly [Reading, number]>): FallbackUsers => {
  const found = new Map<string, Set<string>>();
  for (const [reading] of all) {
    if (reading._tag !== 'ToFallback') continue;
    const { name, namespace } = reading;
    found.set(name, (found.get(name) ?? new Set()).add(namespace));
  }
  return new Map([...found].map(([name, namespaces]) => [name, [...namespaces].toSorted()]));
};

/**
 * The edges of an answer about Istio's counters.
 *
 * Its numbers must be of calls in a stretch of time that has just passed, not since a proxy began.
 */
export const metricEdges = (
  counters: Counters,
  samples: ReadonlyArray<Sample>,
  witness: Witness,
  users: FallbackUsers = nobody
): MetricEdges => {
  const all = readings(counters, samples);
  const unused: Partial<Record<Why, number>> = {};
  const calls: Array<readonly [Call, number]> = [];
  for (const [reading, value] of all) {
    const found = callsOf(counters, users, reading);
    if (typeof found === 'string') unused[found] = (unused[found] ?? 0) + 1;
    else for (const call of found) calls.push([call, value]);
  }
  return { edges: counted(calls, witness), unused, fallbackUsers: usersOf(all) };
};
