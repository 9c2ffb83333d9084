import type { Instant } from './Instant.js';
import type { Labels } from './Labels.js';
import type { Origin } from './Origin.js';

/** Who saw an edge, when, and how often. */
export interface Evidence {
  readonly source: string;
  readonly firstSeen: Instant | undefined;
  readonly lastSeen: Instant | undefined;
  readonly count: number | undefined;
}

/** The caller: a fence, Service or workload by name, or a set of pods by labels. */
export type Caller =
  | { readonly _tag: 'Named'; readonly namespace: string; readonly name: string }
  | { readonly _tag: 'Labelled'; readonly namespace: string; readonly labels: Labels };

/** An observed call. `to` is the destination as it was seen: a host of any form, or an IP, with or without a port. */
export interface Edge {
  readonly from: Caller;
  readonly to: string;
  readonly port: number | undefined;
  readonly protocol: string | undefined;
  readonly evidence: ReadonlyArray<Evidence>;
  readonly origin: Origin;
}

/** A stretch of time. An open end means: until now. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant | undefined;
}

/**
 * A source of edges, and when it was watching.
 *
 * Only a source that sees direct traffic (`direct`) can tell that a call has stopped: the global-sidecar's own log
 * no longer sees a callee that is in scope. And it tells so only of callers that it has heard, between their calls.
 */
export interface Source {
  readonly name: string;
  readonly direct: boolean;
  readonly windows: ReadonlyArray<Window>;
}
