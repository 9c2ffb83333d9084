import type { GlobalSidecar } from './GlobalSidecar.js';

/**
 * A route for traffic that no route of the scope takes.
 *
 * `authority` is an RE2 expression that the whole authority must match; undefined where the route takes everything.
 * `matches` says that in the user's words. `cluster` is undefined for the global-sidecar, whose cluster has the port that
 * is asked for.
 */
export interface FallbackRoute {
  readonly name: string;
  readonly authority: string | undefined;
  readonly matches: ReadonlyArray<string>;
  readonly cluster: string | undefined;
}

/**
 * What becomes of traffic outside the scopes: the first rule that matches takes it, else the rest does.
 *
 * `rest` is undefined where that is left to Istio's own outboundTrafficPolicy.
 */
export interface RoutingTable {
  readonly rules: ReadonlyArray<FallbackRoute>;
  readonly rest: FallbackRoute | undefined;
}

/** Routes, where they hold, and on which ports. A `namespace` that is Istio's own stands for the whole mesh. */
export interface Fallback {
  readonly namespace: string;
  readonly ports: ReadonlyArray<number>;
  readonly globalSidecar: GlobalSidecar | undefined;
  readonly table: RoutingTable;
}
