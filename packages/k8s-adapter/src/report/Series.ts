import type { Report } from './Report.js';

/** Something that was told, once or again and again, and what the API server knows of it. */
export interface Series {
  readonly report: Report;
  /** The event's name. */
  readonly name: string;
  /** When it was told first. */
  readonly at: number;
  count: number;
  last: number;
  /** The count that the API server knows: 0 before there is an event. */
  written: number;
  writtenAt: number;
}

/** Whether the API server should hear of the repeats: of the first one at once, then from time to time. */
export const isDue = ({ written, writtenAt }: Series, now: number, refresh: number): boolean =>
  written === 1 || now - writtenAt >= refresh;
