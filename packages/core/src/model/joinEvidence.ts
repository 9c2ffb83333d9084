import type { Edge, Evidence } from './Edge.js';

type Number = number | undefined;

const best = (a: Number, b: Number, pick: (a: number, b: number) => number): Number => {
  if (a === undefined || b === undefined) return a ?? b;
  return pick(a, b);
};

const joined = (a: Evidence, b: Evidence): Evidence => ({
  source: a.source,
  firstSeen: best(a.firstSeen, b.firstSeen, Math.min),
  lastSeen: best(a.lastSeen, b.lastSeen, Math.max),
  count: best(a.count, b.count, Math.max)
});

/**
 * What two sightings of the same edge come to: of each source, when it saw the edge first and last, and the largest number
 * of calls.
 *
 * The order makes no difference, and to hear the same again changes nothing.
 */
export const joinEvidence = (known: Edge, heard: Edge): Edge => {
  const bySource = new Map<string, Evidence>();
  for (const each of [...known.evidence, ...heard.evidence]) {
    const before = bySource.get(each.source);
    bySource.set(each.source, before === undefined ? each : joined(before, each));
  }
  const evidence = [...bySource.values()].sort((a, b) => (a.source < b.source ? -1 : 1));
  return { ...known, evidence };
};
