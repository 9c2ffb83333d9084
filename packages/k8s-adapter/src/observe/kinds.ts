import type { Field } from '@meshfence/core';
import { kinds } from '../discovery/kinds.js';
import type { Wanted } from '../discovery/Resource.js';

/** A kind that a mesh is made of, with the list of the mesh that its objects belong to. */
export interface MeshKind extends Wanted {
  readonly field: Field;
  readonly query?: Readonly<Record<string, string>>;
}

/** Pods that have ended have no calls, and their addresses are others' by now. */
const running = { fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed' };

export const fenceKind: MeshKind = { ...kinds.ServiceFence, field: 'fences' };
export const sidecarKind: MeshKind = { ...kinds.Sidecar, field: 'sidecars' };
export const podKind: MeshKind = { ...kinds.Pod, field: 'pods', query: running };

/** Every kind that a mesh is made of. */
export const meshKinds: ReadonlyArray<MeshKind> = [
  { ...kinds.Namespace, field: 'namespaces' },
  { ...kinds.Service, field: 'services' },
  podKind,
  { ...kinds.EndpointSlice, field: 'endpointSlices' },
  { ...kinds.ServiceEntry, field: 'serviceEntries' },
  { ...kinds.VirtualService, field: 'virtualServices' },
  sidecarKind,
  fenceKind
];
