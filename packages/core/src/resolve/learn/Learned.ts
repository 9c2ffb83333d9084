import type { Edge, Evidence } from '../../model/Edge.js';
import type { Host } from '../../model/Host.js';
import type { Instant } from '../../model/Instant.js';
import { by } from '../../order.js';

/** A host that a workload was seen to call, with all that is known of it. */
export interface Learned {
  readonly host: Host;
  readonly sources: ReadonlyArray<string>;
  readonly firstSeen: Instant | undefined;
  readonly lastSeen: Instant | undefined;
  readonly value: string;
}

/** A destination that a status remembers, under the name that stands there. */
export interface Remembered {
  readonly to: string;
  readonly value: string;
}

type Pick = (evidence: Evidence) => number | undefined;

const best = (all: ReadonlyArray<Evidence>, pick: Pick, better: (a: number, b: number) => boolean) => {
  let found: number | undefined;
  for (const evidence of all) {
    const next = pick(evidence);
    if (next !== undefined && (found === undefined || better(next, found))) found = next;
  }
  return found;
};

const earlier = (a: number, b: number): boolean => a < b;
const later = (a: number, b: number): boolean => a > b;

/**
 * The value that the status shows: once remembered it stays, so that a busy mesh does not rewrite statuses.
 *
 * Several names of one host may be remembered; its own name counts first.
 */
const valueOf = (
  host: Host,
  remembered: ReadonlyArray<Remembered>,
  evidence: ReadonlyArray<Evidence>
): string => {
  const [first] =
    remembered.length < 2
      ? remembered
      : remembered.toSorted(by(({ to, value }) => `${to === host ? 0 : 1}${to}\0${value}`));
  return first?.value ?? String(best(evidence, ({ count }) => count, later) ?? 1);
};

const sourcesOf = (isReported: boolean, evidence: ReadonlyArray<Evidence>): ReadonlyArray<string> => {
  if (evidence.length === 0) return [isReported ? 'manual' : 'status'];
  if (evidence.length === 1) return evidence.map(({ source }) => source);
  return [...new Set(evidence.map(({ source }) => source))].sort();
};

const evidenceOf = (edges: ReadonlyArray<Edge>): ReadonlyArray<Evidence> => {
  const [first] = edges;
  return edges.length === 1 && first !== undefined ? first.evidence : edges.flatMap(edge => edge.evidence);
};

/** What all sightings of a host come to: those that the status remembers, and those that sources report. */
export const toLearned = (
  host: Host,
  remembered: ReadonlyArray<Remembered>,
  edges: ReadonlyArray<Edge>
): Learned => {
  const evidence = evidenceOf(edges);
  return {
    host,
    sources: sourcesOf(edges.length > 0, evidence),
    firstSeen: best(evidence, ({ firstSeen }) => firstSeen, earlier),
    lastSeen: best(evidence, ({ lastSeen }) => lastSeen, later),
    value: valueOf(host, remembered, evidence)
  };
};
