import { callFrom, readCall } from './readCall.js';
import type { Counters, Reading } from './readCall.js';
import { counted, isCalled } from './Sample.js';
import { gathered, noUse } from './NoUse.js';
import type { Found } from './NoUse.js';
import type { Read, Sample, Witness } from './Sample.js';

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
    isCalled(sample) ? readCall(counters, sample.labels) : noUse('no-calls'),
    sample.value
  ]);

/**
 * The calls that a reading stands for.
 *
 * Of a call that came through a global-sidecar, everybody of the caller's name is a candidate who was seen to use one. The
 * metrics tell no more; one who was not seen to do so is none.
 */
const found = (
  counters: Counters,
  users: FallbackUsers,
  [reading, value]: readonly [Reading, number]
): Found => {
  if (reading._tag === 'Call') return { _tag: 'Calls', calls: [reading.call], value };
  if (reading._tag === 'NoUse') return reading;
  if (reading._tag === 'ToFallback') return noUse('global-sidecar', [reading.caller]);
  const calls = (users.get(reading.name) ?? []).flatMap(each => callFrom(counters, reading, each));
  return calls.length === 0 ? noUse('caller-untold') : { _tag: 'Calls', calls, value };
};

const usersOf = (all: ReadonlyArray<readonly [Reading, number]>): FallbackUsers => {
  const users = new Map<string, Set<string>>();
  for (const [reading] of all) {
    if (reading._tag !== 'ToFallback') continue;
    const { caller, name } = reading;
    users.set(name, (users.get(name) ?? new Set()).add(caller.namespace));
  }
  return new Map([...users].map(([name, namespaces]) => [name, [...namespaces].toSorted()]));
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
  const { calls, unmade, unused } = gathered(all.map(each => found(counters, users, each)));
  return { edges: counted(calls, witness), unused, unmade, fallbackUsers: usersOf(all) };
};
