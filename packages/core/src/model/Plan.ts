import type { Fence, FenceStatus } from './Fence.js';
import type { Fallback } from './Fallback.js';
import type { Labels } from './Labels.js';
import type { OwnerReference } from './Meta.js';
import type { Resource } from './Resource.js';
import type { Scope } from './Scope.js';

/** A Sidecar as it shall be. `selector` is never empty. */
export interface DesiredSidecar {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly owner: OwnerReference | undefined;
  readonly selector: Labels;
  readonly egressHosts: ReadonlyArray<string>;
}

/** The status that a fence shall have. */
export interface DesiredStatus {
  readonly namespace: string;
  readonly name: string;
  readonly status: FenceStatus;
}

/**
 * The compiler's output, sorted by namespace and name. A value: applying it is somebody else's job.
 *
 * `fences` are all fences in force, the automatic ones included; `obsolete` are automatic fences of the input that
 * no label asks for any more; `fallbacks` say what becomes of traffic outside the scopes, and `resources` are
 * the objects that make it so, the global-sidecars among them.
 */
export interface Plan {
  readonly fences: ReadonlyArray<Fence>;
  readonly obsolete: ReadonlyArray<Fence>;
  readonly scopes: ReadonlyArray<Scope>;
  readonly sidecars: ReadonlyArray<DesiredSidecar>;
  readonly statuses: ReadonlyArray<DesiredStatus>;
  readonly fallbacks: ReadonlyArray<Fallback>;
  readonly resources: ReadonlyArray<Resource>;
}
