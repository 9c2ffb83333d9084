import type { Edge, Source } from './Edge.js';
import type { Hearing } from './Hearing.js';

/** Whoever is told by a source of edges. It takes what it is told at once, so a source need not queue. */
export interface EdgeSink {
  /** Calls that were seen, each with its evidence; a batch may repeat what was told before. */
  observed(edges: ReadonlyArray<Edge>): void;
  /** The source watches, or does not any more: all its windows so far. */
  watched(source: Source): void;
}

/**
 * Something that observes calls.
 *
 * A source never takes back an edge: whether a call has stopped is decided by time, and only while the source watches.
 * `test-kit` has what every source must hold to (`edgeSourceConformance`).
 */
export interface EdgeSource {
  /** The name under which it gives evidence. */
  readonly name: string;
  /** Resolves when it has begun; what it observes cannot be reached yet is no reason to reject. */
  start(sink: EdgeSink): Promise<void>;
  /** Nothing is told afterwards, and no window is open. Stopping twice changes nothing. */
  stop(): Promise<void>;
  /** What it has heard of workloads, for people who ask why a call was not learned: bounded, so perhaps not of all. */
  hearings?(): ReadonlyArray<Hearing>;
  /**
   * What is wrong now, and what to do about it, a sentence or two each; empty where all is well.
   *
   * The same trouble keeps its words for as long as it lasts, though numbers in it change: a status holds them.
   */
  troubles?(): ReadonlyArray<string>;
}
