/** The sign of life of something that goes round in a loop. */
export interface Heartbeat {
  beat(): void;
  /** Why it is taken for dead; empty while it lives. */
  reasons(): ReadonlyArray<string>;
}

/**
 * A heart that has to beat within so many milliseconds, the first time from now on.
 *
 * That somebody answers at all shows that the event loop runs; this shows that the loop on top of it does.
 */
export const heartbeat = (name: string, within: number, now: () => number = Date.now): Heartbeat => {
  let last = now();
  return {
    beat: () => {
      last = now();
    },
    reasons: () => {
      const silent = now() - last;
      return silent > within ? [`${name} has not moved for ${Math.round(silent / 1000)} s`] : [];
    }
  };
};
