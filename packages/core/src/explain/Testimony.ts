import type { Unlearned } from '../model/Hearing.js';
import type { Instant } from '../model/Instant.js';

/** Calls that were not learned, with the reason in words. */
export interface Explained extends Unlearned {
  readonly because: string;
}

/** Calls that a source has seen: to so many destinations, when the last one, and what of them was not learned. */
export interface SeenCalls {
  readonly destinations: number;
  /** Undefined where there is none, or nobody has said when. */
  readonly lastSeen: Instant | undefined;
  readonly unlearned: ReadonlyArray<Explained>;
}

/** What one source can say of a workload. */
export interface Statement {
  readonly source: string;
  /** Whether it sees direct calls; undefined where it does not say when it watches either. */
  readonly direct: boolean | undefined;
  /** Since when it watches; undefined where it does not now. */
  readonly since: Instant | undefined;
  /** Until when it watched; undefined where it does now, or never did. */
  readonly until: Instant | undefined;
  /** When it last heard of the workload at all. */
  readonly lastHeard: Instant | undefined;
  readonly calls: SeenCalls;
  /** Those of the calls that went to the host that was asked for; undefined where none was. */
  readonly toHost: SeenCalls | undefined;
}

/** What all sources can say of a workload, and what to do where a call should have been seen and was not. */
export interface Testimony {
  readonly sources: ReadonlyArray<Statement>;
  readonly remedies: ReadonlyArray<string>;
  /** What time it is; undefined where nobody has said it. */
  readonly now: Instant | undefined;
}
