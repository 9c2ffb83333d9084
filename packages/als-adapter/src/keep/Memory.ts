import { hearingMemory, toCaller } from '@meshfence/core';
import type { CallerPod, HearingMemory } from '@meshfence/core';
import type { Bounds } from './Bounds.js';
import { Ledger } from './Ledger.js';

/** What stays known from one start of a receiver to the next. */
export interface Memory {
  readonly ledger: Ledger;
  /** Of whom it has heard, and which of their calls it did not learn. */
  readonly hearings: HearingMemory<CallerPod>;
}

/** A memory that is empty. Calls for which the ledger has no room are remembered as not learned. */
export const newMemory = (bounds: Bounds): Memory => {
  const hearings = hearingMemory<CallerPod>({ keyOf: ({ key }) => key, toCaller });
  const ledger = new Ledger(bounds, ({ caller, to }, seen, now) =>
    hearings.missed(caller, { why: 'refused', to, seen }, now)
  );
  return { ledger, hearings };
};
