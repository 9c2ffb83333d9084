import { setTimeout } from 'node:timers/promises';

/** What an election needs of time and chance. */
export interface Clock {
  /** Milliseconds of a clock that is never set. What they count from means nothing. */
  now(): number;
  /** The date by the wall clock. It is written for people to read; nothing is decided by it. */
  date(): Date;
  /** Resolves when the time (in milliseconds) is over, or the signal has come. */
  sleep(time: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1, without 1. */
  random(): number;
}

/** The process' own. */
export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  sleep: (time, signal) =>
    setTimeout(time, undefined, { signal }).then(
      () => undefined,
      () => undefined
    ),
  random: () => Math.random()
};
