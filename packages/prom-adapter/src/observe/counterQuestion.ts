import { metricEdges } from '@meshfence/core';
import type { Counters } from '@meshfence/core';
import type { Prometheus } from '../client/connect.js';
import { calls, partLabel, parts } from '../query/counters.js';
import type { Counter } from '../query/counters.js';
import { divided } from '../query/divided.js';
import type { FallbackMemory } from './FallbackMemory.js';
import { outcomeOf } from './Question.js';
import type { Question } from './Question.js';
import { looking } from './Reach.js';
import type { Reach } from './Reach.js';

/** What questions about calls have in common. */
export interface Asking {
  readonly source: string;
  readonly prometheus: Prometheus;
  readonly reach: Reach;
  readonly memory: FallbackMemory;
  readonly sharedNamespaces: () => ReadonlySet<string>;
}

/** The calls that one side counts, of one protocol: all callers in one question. */
export const counterQuestion = (asking: Asking, counter: Counter): Question => {
  const { memory, prometheus, reach, sharedNamespaces, source } = asking;
  const look = looking(reach);
  const ask = divided();
  return {
    name: `${counter.protocol}-${counter.reporter}`,
    ask: async ({ at, signal, tell }) => {
      const back = look.back(at);
      const answer = await ask(promql => prometheus.query(promql, signal), {
        of: part => calls(counter, back, part),
        parts: parts(counter),
        label: partLabel
      });
      const counters: Counters = { ...counter, sharedNamespaces: sharedNamespaces() };
      const { edges, fallbackUsers, unmade, unused } = metricEdges(
        counters,
        answer.samples,
        { source, at },
        memory.users(at)
      );
      memory.note(fallbackUsers, at);
      tell({ edges, unmade });
      look.answered(at, answer.isComplete);
      return outcomeOf(answer, edges.length, unused);
    }
  };
};
