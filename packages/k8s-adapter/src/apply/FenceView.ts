import type { DesiredSidecar, Fence, FenceStatus, Json, JsonObject } from '@meshfence/core';
import { toSidecarObject } from '@meshfence/core';
import type { StatusForm } from '../discovery/statusForm.js';
import type { LiveFence, LiveSidecar } from '../observe/Live.js';

/** A Sidecar that is in the way of another one. */
export interface Rival {
  readonly namespace: string;
  readonly name: string;
  readonly live: LiveSidecar;
}

/** Everything that is known of one fence and its Sidecar: what shall be, and what is. */
export interface FenceView {
  readonly namespace: string;
  readonly name: string;
  readonly fence: Fence | undefined;
  readonly isObsolete: boolean;
  readonly status: FenceStatus | undefined;
  readonly sidecar: DesiredSidecar | undefined;
  readonly liveFence: LiveFence | undefined;
  readonly liveSidecar: LiveSidecar | undefined;
  /** Other Sidecars that select the same workload, and that no plan keeps. */
  readonly rivals: ReadonlyArray<Rival>;
  /** The conditions that the fence shall have, given those that it has. */
  readonly conditions: (live: Json) => Json;
  readonly form: StatusForm;
  /** The versions in which both kinds are served. */
  readonly fenceVersion: string;
  readonly sidecarVersion: string;
  /** Whether a Sidecar as it is live is what was applied, though the server shows it differently. */
  readonly isApplied: (live: LiveSidecar, print: string) => boolean;
}

/** A Sidecar as it was compiled, in the version in which the kind is served. */
export const asCompiled = ({ sidecarVersion }: FenceView, desired: DesiredSidecar): JsonObject => ({
  ...toSidecarObject(desired),
  apiVersion: sidecarVersion
});

/** A Sidecar as it is written. With an owner it would go when the fence does: what somebody else applied is theirs to delete. */
export const asWritten = (view: FenceView, desired: DesiredSidecar): JsonObject =>
  asCompiled(view, view.liveSidecar?.owner === 'labelled' ? { ...desired, owner: undefined } : desired);
