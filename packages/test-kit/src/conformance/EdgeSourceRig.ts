import type { Caller, EdgeSource, Instant } from '@meshfence/core';

/** A call that a world can have made. */
export interface ShownCall {
  readonly namespace: string;
  /** The caller's name: of its workload, Service or fence, as the source knows callers. */
  readonly caller: string;
  /** A full host, without a port. */
  readonly to: string;
}

/** A source, and the world that it observes, in a test's hands. */
export interface EdgeSourceRig {
  /** Not started. */
  readonly source: EdgeSource;
  /** The name that stands in the evidence. */
  readonly witness: string;
  /** Has these calls made, in this order. */
  show(calls: ReadonlyArray<ShownCall>): Promise<void>;
  /** Has a call tried that is not to be learned, though its caller might ask why; left out where the source hears of calls only. */
  miss?(call: ShownCall): Promise<void>;
  /** Puts among what the source reads from now on whatever it can be given that is no call. */
  spoil(): Promise<void>;
  /** From now on the source can see nothing. What it has not taken in may be lost. */
  interrupt(): Promise<void>;
  /** It can see again. */
  resume(): Promise<void>;
  /** The name of a caller, as `ShownCall` has it. */
  callerOf(from: Caller): string;
  now(): Instant.Instant;
  /** Lets as much time pass as the source may need to take one step. */
  wait(): Promise<void>;
  /** The world ends; the source was stopped before. */
  close(): Promise<void>;
}

/** Something that a source must hold to. */
export interface Clause {
  readonly name: string;
  /** Undefined, or a text that says how it does not. */
  readonly check: () => Promise<string | undefined>;
}

/** How often a rig waits before what should happen counts as not happening. */
export const patience = 100;

/** Waits until something holds. */
export const eventually = async (rig: EdgeSourceRig, holds: () => boolean): Promise<boolean> => {
  for (let waits = 0; waits < patience; waits += 1) {
    if (holds()) return true;
    await rig.wait();
  }
  return holds();
};

/** Time in which what should not happen would have. */
export const aWhile = async (rig: EdgeSourceRig): Promise<void> => {
  for (let waits = 0; waits < 5; waits += 1) await rig.wait();
};
