import type { Instant } from '@meshfence/core';

/** How far back a question looks. */
export interface Reach {
  /** Milliseconds that every question looks back: more than a few scrapes, and more than the time between two questions. */
  readonly window: Instant.Duration;
  /** Milliseconds that one may look back after a time without answers. */
  readonly lookback: Instant.Duration;
}

/** How far back to look now. */
export interface Looking {
  back(at: Instant.Instant): Instant.Duration;
  /** Whether there may be older news than a question finds: nothing was answered yet, or not as a whole, or long ago. */
  isBehind(at: Instant.Instant): boolean;
  /** The question of then was answered; what was too much is not asked for again. */
  answered(at: Instant.Instant, isWhole: boolean): void;
}

/** Looks back to the last answer: what happened meanwhile is still known to the server, if not to us. */
export const looking = ({ lookback, window }: Reach): Looking => {
  let last: Instant.Instant | undefined;
  let isModest = false;
  return {
    back: at => {
      if (isModest) return window;
      return last === undefined ? lookback : Math.min(lookback, window + Math.max(0, at - last));
    },
    isBehind: at => last === undefined || isModest || window + at - last > lookback,
    answered: (at, isWhole) => {
      last = at;
      isModest = !isWhole;
    }
  };
};
