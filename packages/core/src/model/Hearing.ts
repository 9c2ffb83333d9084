import type { Caller } from './Edge.js';
import type { Instant } from './Instant.js';

/**
 * Why calls of a workload were not learned: so many, and the last of them.
 *
 * `why` is the source's own word for it; `to` is the destination as it was seen, undefined where it was not.
 */
export interface Unlearned {
  readonly why: string;
  readonly to: string | undefined;
  readonly count: number;
  readonly lastSeen: Instant;
}

/** What a source has heard of a workload: when it last heard anything, and what of that did not become an edge. */
export interface Hearing {
  readonly source: string;
  readonly caller: Caller;
  readonly lastHeard: Instant;
  readonly unlearned: ReadonlyArray<Unlearned>;
}
