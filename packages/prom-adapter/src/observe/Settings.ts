import type { GlobalSidecar, Instant, MetricHandler } from '@meshfence/core';
import type { Access } from '../client/Access.js';
import type { AskedFence } from '../query/placeholders.js';
import type { Counting, Narrator } from './Told.js';

/** What a source of edges from Prometheus is made of. */
export interface Settings {
  readonly access: Access;
  /** The name under which it gives evidence; `prometheus` where nothing is said, `als` where it reads sightings. */
  readonly name?: string;
  /** Users' own questions. Where there are none, Istio's counters are asked about, of all callers at once. */
  readonly handlers?: Readonly<Record<string, MetricHandler>>;
  /** The fences that users' questions are asked for. */
  readonly fences?: () => ReadonlyArray<AskedFence>;
  /** Where global-sidecars are between callers and callees. */
  readonly globalSidecars?: () => ReadonlyArray<GlobalSidecar>;
  /** Whether the edges that receivers of access logs show are read, instead of Istio's counters. */
  readonly readsSightings?: boolean;
  /**
   * Whether all calls of fenced workloads would be seen, so that what is not seen may expire.
   *
   * Where nothing is said: true of Istio's counters, and of what receivers see while callers' own sidecars report to them;
   * nobody can tell of users' questions.
   */
  readonly direct?: boolean;
  /** Whether calls count that no callee ever got. A scan of ports would make scopes grow by them. */
  readonly countBlocked?: boolean;
  /** Milliseconds between two times of asking. */
  readonly interval?: Instant.Duration;
  /** Milliseconds that a question about counters looks back. */
  readonly window?: Instant.Duration;
  /** Milliseconds that one looks back at most, at the start and after a time without answers. */
  readonly lookback?: Instant.Duration;
  /** Milliseconds without an answer after which something is wrong, and nobody has watched. */
  readonly patience?: Instant.Duration;
  readonly now?: () => Instant.Instant;
  readonly counting?: Counting;
  readonly narrator?: Narrator;
}
