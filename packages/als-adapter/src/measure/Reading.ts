import type { Instant } from '@meshfence/core';

/** Whether those who read edges off the metrics have read all of them. */
export interface Reading {
  /** There is something to read. */
  written(): void;
  /** Renders a page for somebody: once that is done, what was written before counts as read. */
  read<A>(render: () => Promise<A>): Promise<A>;
  /**
   * Resolves when all has been read: with true, at once where nobody has ever read anything. After so many milliseconds it
   * is false.
   */
  done(patience: Instant.Duration): Promise<boolean>;
}

export const newReading = (): Reading => {
  let written = 0;
  let read: number | undefined;
  let waiting: ReadonlyArray<() => void> = [];
  const isDone = (): boolean => read === undefined || read === written;

  const tell = (): void => {
    if (!isDone()) return;
    for (const each of waiting) each();
    waiting = [];
  };

  return {
    written: () => void (written += 1),
    read: async render => {
      const before = written;
      const page = await render();
      read = Math.max(read ?? 0, before);
      tell();
      return page;
    },
    done: patience =>
      new Promise(resolve => {
        if (isDone()) return resolve(true);
        const timer = setTimeout(() => resolve(false), patience);
        waiting = [
          ...waiting,
          () => {
            clearTimeout(timer);
            resolve(true);
          }
        ];
      })
  };
};
