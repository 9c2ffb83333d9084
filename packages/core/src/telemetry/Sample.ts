import type { Edge } from '../model/Edge.js';
import { edgeKey } from '../model/edgeKey.js';
import type { Instant } from '../model/Instant.js';
import type { Labels } from '../model/Labels.js';
import { nowhere } from '../model/Origin.js';
import { by } from '../order.js';
import type { Unmade, Unused } from './NoUse.js';

/** A line of a query's answer. The value may be anything that a float can be. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** The edges of an answer, each once, and what else it had. */
export interface Read {
  readonly edges: ReadonlyArray<Edge>;
  readonly unused: Unused;
  /** Of the samples that were of no use, those that name a caller whom it may concern. */
  readonly unmade: ReadonlyArray<Unmade>;
}

/** Who gives evidence, and when: that of now. */
export interface Witness {
  readonly source: string;
  readonly at: Instant;
}

/** Whether a number of calls is one. A rate may be infinite, and still says that there were calls. */
export const isCalled = ({ value }: Sample): boolean => value > 0;

/** A number of calls as evidence counts them: whole, and one at least; undefined where it is beyond counting. */
const countOf = (value: number): number | undefined =>
  Number.isFinite(value) ? Math.max(1, Math.round(value)) : undefined;

/** A call, without evidence. */
export type Call = Pick<Edge, 'from' | 'to' | 'port' | 'protocol'>;

const sum = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a + b;

/** Calls as edges: the numbers of the same call are added up, whatever their order. */
export const counted = (
  calls: Iterable<readonly [Call, number]>,
  { source, at }: Witness
): ReadonlyArray<Edge> => {
  const found = new Map<string, { readonly call: Call; count: number | undefined }>();
  for (const [call, value] of calls) {
    const key = edgeKey(call);
    const before = found.get(key);
    const count = countOf(value);
    if (before === undefined) found.set(key, { call, count });
    else before.count = sum(before.count, count);
  }
  const evidence = (count: number | undefined) => [{ source, firstSeen: at, lastSeen: at, count }];
  return [...found]
    .sort(by(([key]) => key))
    .map(([, { call, count }]) => ({ ...call, evidence: evidence(count), origin: nowhere }));
};
