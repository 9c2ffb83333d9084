import type { Instant } from '@meshfence/core';

/** How much is kept, whatever arrives. */
export interface Bounds {
  /** Calls of one caller that differ. */
  readonly perCaller: number;
  /** Calls that differ, of all callers. */
  readonly total: number;
  /** Callers: each has labels, which take far more room than a call. */
  readonly callers: number;
  /** A call that was seen so lately makes no room for another one: then that is left out. Milliseconds. */
  readonly rest: Instant.Duration;
  /** How much later a call must be seen again to be told again. Milliseconds. */
  readonly grain: Instant.Duration;
}

/** What became of calls for which there was no room. */
export interface Dropped {
  /** Known calls that made room for others. */
  evicted: number;
  /** Calls that found none. */
  refused: number;
}

/** When there was last no room, by the bound that it was for. */
export interface Full {
  perCaller: Instant.Instant | undefined;
  total: Instant.Instant | undefined;
  callers: Instant.Instant | undefined;
}
