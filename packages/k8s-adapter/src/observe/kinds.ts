import type { Field } from '@meshfence/core';
import type { Wanted } from '../discovery/Resource.js';

/** A kind that a mesh is made of, with the list of the mesh that its objects belong to. */
export interface MeshKind extends Wanted {
  readonly field: Field;
  readonly query?: Readonly<Record<string, string>>;
}

const istio = { group: 'networking.istio.io', versions: ['v1', 'v1beta1', 'v1alpha3'], namespaced: true };
const core = { group: '', versions: ['v1'], namespaced: true };

/** Pods that have ended have no calls, and their addresses are others' by now. */
const running = { fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed' };

export const fenceKind: MeshKind = {
  group: 'microservice.slime.io',
  versions: ['v1alpha1'],
  kind: 'ServiceFence',
  plural: 'servicefences',
  namespaced: true,
  field: 'fences'
};

export const sidecarKind: MeshKind = { ...istio, kind: 'Sidecar', plural: 'sidecars', field: 'sidecars' };

export const serviceKind: MeshKind = { ...core, kind: 'Service', plural: 'services', field: 'services' };

export const podKind: MeshKind = {
  ...core,
  kind: 'Pod',
  plural: 'pods',
  field: 'pods',
  query: running
};

/** Every kind that a mesh is made of. */
export const meshKinds: ReadonlyArray<MeshKind> = [
  { ...core, kind: 'Namespace', plural: 'namespaces', namespaced: false, field: 'namespaces' },
  serviceKind,
  podKind,
  {
    group: 'discovery.k8s.io',
    versions: ['v1', 'v1beta1'],
    kind: 'EndpointSlice',
    plural: 'endpointslices',
    namespaced: true,
    field: 'endpointSlices'
  },
  { ...istio, kind: 'ServiceEntry', plural: 'serviceentries', field: 'serviceEntries' },
  { ...istio, kind: 'VirtualService', plural: 'virtualservices', field: 'virtualServices' },
  sidecarKind,
  fenceKind
];

export const slimeBootKind: Wanted = {
  group: 'config.netease.com',
  versions: ['v1alpha1'],
  kind: 'SlimeBoot',
  plural: 'slimeboots',
  namespaced: true
};
