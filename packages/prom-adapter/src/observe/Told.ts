import type { Outcome } from './Question.js';

/** What became of a question. */
export interface Asked {
  readonly question: string;
  /** `answered`, `partial` (calls may be missing) or `failed`. */
  readonly result: 'answered' | 'partial' | 'failed';
  readonly seconds: number;
  readonly outcome: Outcome;
}

/** Who keeps count of what a source does. */
export interface Counting {
  asked(asked: Asked): void;
  /** Whether calls would be seen now. */
  watching(isWatching: boolean): void;
  /** So much more is not remembered of callers, or of where their calls went that no edges came of. */
  forgotten(what: 'callers' | 'destinations', count: number): void;
}

/** Who is told in words. The log of a controller is one. */
export interface Narrator {
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export const uncounted: Counting = { asked: () => {}, watching: () => {}, forgotten: () => {} };
export const silent: Narrator = { warn: () => {}, info: () => {} };
