import type { Instant, Window } from '@meshfence/core';

/** In which windows one question was answered. */
export interface Watch {
  readonly windows: ReadonlyArray<Window>;
  /** When the last answer was asked for, and when it had come. */
  readonly last: { readonly at: Instant.Instant; readonly done: Instant.Instant } | undefined;
}

export const unwatched: Watch = { windows: [], last: undefined };

/** Older windows are forgotten: that only lets things stay longer. */
const maxWindows = 200;

const isOpen = ({ windows }: Watch): boolean => {
  const last = windows.at(-1);
  return last !== undefined && last.to === undefined;
};

/**
 * No more answers: watched was until the last of them was asked for.
 *
 * What is said of the time since is taken back: nobody knows what happened in it.
 */
export const ended = (watch: Watch): Watch => {
  const open = watch.windows.at(-1);
  if (open === undefined || open.to !== undefined) return watch;
  const to = watch.last?.at ?? open.from;
  const before = watch.windows.slice(0, -1);
  return { ...watch, windows: to > open.from ? [...before, { from: open.from, to }] : before };
};

/**
 * An answer. It opens a window, or keeps one open where the last answer is no longer ago than `patience`.
 *
 * A process that was halted asks nobody, and a clock that was put back tells nothing.
 */
export const answered = (
  watch: Watch,
  at: Instant.Instant,
  done: Instant.Instant,
  patience: Instant.Duration
): Watch => {
  const since = watch.last === undefined ? 0 : at - watch.last.done;
  const isUnbroken = watch.last !== undefined && at >= watch.last.at && since <= patience;
  const last = { at, done: Math.max(at, done) };
  if (isOpen(watch) && isUnbroken) return { ...watch, last };
  const windows = [...ended(watch).windows, { from: at, to: undefined }];
  return { windows: windows.slice(-maxWindows), last };
};

const endOf = ({ to }: Window): Instant.Instant => to ?? Number.POSITIVE_INFINITY;

const overlap = (a: Window, b: Window): ReadonlyArray<Window> => {
  const from = Math.max(a.from, b.from);
  const to = Math.min(endOf(a), endOf(b));
  return from < to ? [{ from, to: Number.isFinite(to) ? to : undefined }] : [];
};

/** The time that is in windows of all lists. */
export const common = (lists: ReadonlyArray<ReadonlyArray<Window>>): ReadonlyArray<Window> => {
  const [first = [], ...rest] = lists;
  return rest.reduce((found, windows) => found.flatMap(a => windows.flatMap(b => overlap(a, b))), first);
};
