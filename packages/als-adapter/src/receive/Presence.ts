import type { Instant } from '@meshfence/core';

/** Whether any proxy reports, or has of late. */
export interface Presence {
  /** One does now, or none. */
  be(isThere: boolean, at: Instant.Instant): void;
  /** Whether none has for so long that something must be wrong. */
  isMissed(at: Instant.Instant): boolean;
}

/** Of proxies that have nothing to say streams are closed; only after as long again they are missed. */
export const newPresence = (patience: Instant.Duration): Presence => {
  let isThere = false;
  let left: Instant.Instant | undefined;
  return {
    be: (next, at) => {
      if (isThere && !next) left = at;
      isThere = next;
    },
    isMissed: at => !isThere && (left === undefined || at - left >= patience)
  };
};
