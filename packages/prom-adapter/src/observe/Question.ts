import type { Instant, Unused } from '@meshfence/core';
import type { Answer } from '../client/Answer.js';
import type { Found } from './Hearings.js';

/** One time of asking. */
export interface Round {
  readonly at: Instant.Instant;
  readonly signal: AbortSignal;
  /** Takes what has been found, perhaps a part at a time. */
  readonly tell: (found: Found) => void;
}

/** What came of it. */
export interface Outcome {
  readonly samples: number;
  readonly edges: number;
  readonly unused: Unused;
  /** Lines that could not be read. */
  readonly malformed: number;
  /** Whether calls that were not found were not made. */
  readonly isComplete: boolean;
  /** What servers have to say against their answers, and why parts are missing. */
  readonly notes: ReadonlyArray<string>;
  /** Whether callers' own sidecars report now; left out by questions that do not tell. */
  readonly isReporting?: boolean;
}

/** Something that is asked again and again. It rejects where there is no answer at all. */
export interface Question {
  readonly name: string;
  ask(round: Round): Promise<Outcome>;
}

/** What an answer comes to. */
export const outcomeOf = (
  { isComplete, malformed, samples, warnings }: Answer,
  edges: number,
  unused: Unused
): Outcome => ({ samples: samples.length, edges, unused, malformed, isComplete, notes: warnings });

const added = (a: Unused, b: Unused): Unused => {
  const sum: Record<string, number> = { ...a };
  for (const [why, count] of Object.entries(b)) sum[why] = (sum[why] ?? 0) + count;
  return sum;
};

/** What nothing comes to. */
export const nothingFound: Outcome = {
  samples: 0,
  edges: 0,
  unused: {},
  malformed: 0,
  isComplete: true,
  notes: []
};

/** No more is kept of what goes wrong in many ways. */
const maxNotes = 5;

export const both = (a: Outcome, b: Outcome): Outcome => ({
  samples: a.samples + b.samples,
  edges: a.edges + b.edges,
  unused: added(a.unused, b.unused),
  malformed: a.malformed + b.malformed,
  isComplete: a.isComplete && b.isComplete,
  notes: [...new Set([...a.notes, ...b.notes])].slice(0, maxNotes)
});
