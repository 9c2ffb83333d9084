import type { Host } from '../model/Host.js';

/** Where a rule sends what it matches. `host` is the host of a cluster that scopes can import. */
export type Target =
  | { readonly _tag: 'GlobalSidecar' }
  | { readonly _tag: 'Cluster'; readonly cluster: string; readonly host: Host | undefined };

/**
 * A dispatch rule that can work.
 *
 * `index` is its place in the SlimeBoot's list. `authority` is an RE2 expression that a request's authority must match
 * as a whole, whatever its case; undefined where the rule takes everything. `matches` is that as the user wrote it.
 */
export interface DispatchRule {
  readonly index: number;
  readonly name: string;
  readonly authority: string | undefined;
  readonly matches: ReadonlyArray<string>;
  readonly target: Target;
}
