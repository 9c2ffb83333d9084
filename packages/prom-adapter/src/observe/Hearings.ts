import { callerKey, hearingMemory } from '@meshfence/core';
import type { Caller, Hearing, Instant, Read } from '@meshfence/core';
import type { Counting } from './Told.js';

/** What an answer says of callers. */
export type Found = Pick<Read, 'edges' | 'unmade'>;

/** Of whom a source has heard, and of which of their calls no edges came. */
export interface Hearings {
  note(found: Found, at: Instant.Instant): void;
  all(source: string): ReadonlyArray<Hearing>;
}

export const newHearings = (counting: Counting): Hearings => {
  const memory = hearingMemory<Caller>({ keyOf: callerKey, toCaller: caller => caller });
  const { forgotten } = memory;
  let counted = { ...forgotten };
  return {
    note: ({ edges, unmade }, at) => {
      for (const { evidence, from } of edges) memory.heard(from, evidence[0]?.lastSeen ?? at);
      for (const { from, to, why } of unmade) memory.missed(from, { why, to, seen: at }, at);
      counting.forgotten('callers', forgotten.callers - counted.callers);
      counting.forgotten('destinations', forgotten.destinations - counted.destinations);
      counted = { ...forgotten };
    },
    all: memory.hearings
  };
};
