/** How long changes are gathered, in milliseconds: until there were none for `quiet`, but for `most` at most. */
export interface Gathering {
  readonly quiet: number;
  readonly most: number;
}

export const defaultGathering: Gathering = { quiet: 200, most: 2000 };

/** Runs something once for many changes. */
export interface Debounce {
  /** Something has changed. */
  readonly poke: () => void;
  /** Something has changed that changes all the time, and that hardly anything follows from: it makes nobody wait longer. */
  readonly nudge: () => void;
  readonly stop: () => void;
}

/**
 * Gathers changes, and then runs `act`, which gets the time of the first of them.
 *
 * After a run that took long, the next one waits for as long again: whatever happens, half of the time is left for
 * everything else.
 */
export const newDebounce = ({ most, quiet }: Gathering, act: (since: number) => void): Debounce => {
  let first: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let rested = 0;

  const run = (): void => {
    const began = performance.now();
    const since = first ?? began;
    first = undefined;
    timer = undefined;
    act(since);
    const now = performance.now();
    rested = now + (now - began);
  };

  const runAt = (due: number): void => {
    clearTimeout(timer);
    timer = setTimeout(run, Math.max(0, Math.max(due, rested) - performance.now()));
  };

  const poke = (): void => {
    const now = performance.now();
    first ??= now;
    runAt(Math.min(now + quiet, first + most));
  };

  const nudge = (): void => {
    if (timer === undefined) runAt(performance.now() + most);
  };

  return {
    poke,
    nudge,
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      first = undefined;
    }
  };
};
