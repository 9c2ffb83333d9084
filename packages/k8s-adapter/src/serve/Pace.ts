/** Has what may take long be done for half of the time at most: everything else waits for it. */
export interface Pace {
  /** How long it is still to be left alone, in milliseconds. */
  readonly left: () => number;
  /** Does it. */
  readonly spend: <A>(work: () => A) => A;
}

/** What takes less is not worth a rest. Milliseconds. */
const little = 100;

/** After what has taken long comes as long a rest. */
export const newPace = (now: () => number = () => performance.now()): Pace => {
  let rested = Number.NEGATIVE_INFINITY;
  return {
    left: () => Math.max(0, rested - now()),
    spend: work => {
      const began = now();
      try {
        return work();
      } finally {
        const ended = now();
        if (ended - began >= little) rested = ended + (ended - began);
      }
    }
  };
};
