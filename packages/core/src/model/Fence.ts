import type { Duration, Instant } from './Instant.js';
import type { Labels } from './Labels.js';
import type { Meta } from './Meta.js';

/** When a static host leaves the scope again: never, at an instant, or after a time without calls. */
export type Strategy =
  | { readonly _tag: 'Stable' }
  | { readonly _tag: 'Deadline'; readonly at: Instant }
  | { readonly _tag: 'Auto'; readonly after: Duration; readonly recentlyCalled: Instant | undefined };

export const stable: Strategy = { _tag: 'Stable' };

/** The life of a host in a scope. EXPIREWAIT is still in scope; EXPIRE is not. */
export type DomainState = 'ACTIVE' | 'EXPIREWAIT' | 'EXPIRE';

/** What a fence's status says of one host: the hosts that it brings into the scope, itself included. */
export interface Domain {
  readonly hosts: ReadonlyArray<string>;
  readonly state: DomainState;
}

/**
 * A ServiceFence's status.
 *
 * `metrics` maps each learned destination to its value (a count, as text). `lastSeen` and `lastShrink` are there only
 * where an expiry is configured.
 */
export interface FenceStatus {
  readonly domains: Readonly<Record<string, Domain>>;
  readonly metrics: Readonly<Record<string, string>>;
  readonly lastSeen: Readonly<Record<string, Instant>>;
  readonly lastShrink: Instant | undefined;
}

export const emptyStatus: FenceStatus = { domains: {}, metrics: {}, lastSeen: {}, lastShrink: undefined };

/** A ServiceFence: the wish that one workload's scope be limited to what it needs. */
export interface Fence {
  readonly meta: Meta;
  readonly enable: boolean;
  readonly hosts: Readonly<Record<string, Strategy>>;
  readonly namespaceSelector: ReadonlyArray<string>;
  readonly labelSelector: ReadonlyArray<Labels>;
  readonly workloadSelector: { readonly labels: Labels; readonly fromService: boolean };
  readonly status: FenceStatus;
}

/** The label by which a fence that meshfence or Slime made is told from a user's own. */
export const createdBy = { key: 'app.kubernetes.io/created-by', value: 'fence-controller' } as const;

/** Whether the fence was made from labels, and may be unmade. */
export const isAutomatic = (fence: Fence): boolean => fence.meta.labels[createdBy.key] === createdBy.value;
