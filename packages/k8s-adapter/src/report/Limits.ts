import type { Allowance } from './SpamFilter.js';

/** The bounds of a recorder; times in milliseconds. */
export interface Limits {
  /** Events that may wait to be written; the oldest make room. */
  readonly queued: number;
  /** Series and objects that are remembered. */
  readonly known: number;
  /** What is told again within this time is the same series. */
  readonly window: number;
  /** A series that goes on is written anew this often. */
  readonly refresh: number;
  readonly allowance: Allowance;
  /** From one write to the next: the API server has better things to do. */
  readonly pace: number;
  /** Before an event is tried again, for the first time; each time twice as long, up to `longest`. */
  readonly backoff: number;
  readonly longest: number;
  readonly tries: number;
}

const second = 1000;
const minute = 60 * second;

/** Kubernetes' own, where it has such a bound; series are written anew every five minutes instead of thirty. */
export const defaultLimits: Limits = {
  queued: 1000,
  known: 4096,
  window: 6 * minute,
  refresh: 5 * minute,
  allowance: { burst: 25, every: 5 * minute },
  pace: 50,
  backoff: second,
  longest: 30 * second,
  tries: 12
};
