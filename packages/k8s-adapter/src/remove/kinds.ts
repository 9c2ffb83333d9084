import { createdBy, managedBy } from '@meshfence/core';
import type { Wanted } from '../discovery/Resource.js';
import { fenceKind, serviceKind, sidecarKind } from '../observe/kinds.js';

/** A kind of which objects may be ours, and the query that gives no more than those. */
export interface Removable {
  readonly wanted: Wanted;
  readonly query: Readonly<Record<string, string>>;
}

const labelled = (wanted: Wanted): Removable => ({
  wanted,
  query: { labelSelector: `${managedBy.key}=${managedBy.value}` }
});

const kind = (
  group: string,
  versions: ReadonlyArray<string>,
  name: string,
  plural: string,
  namespaced = true
): Wanted => ({ group, versions, kind: name, plural, namespaced });

const rbac = 'rbac.authorization.k8s.io';
const istio = 'networking.istio.io';
const istioVersions = ['v1', 'v1beta1', 'v1alpha3'];

/** Every kind that meshfence makes. Slime's Sidecars carry no label: all are looked at. */
export const removable: ReadonlyArray<Removable> = [
  labelled(kind('apps', ['v1'], 'Deployment', 'deployments')),
  { wanted: sidecarKind, query: {} },
  { wanted: fenceKind, query: { labelSelector: `${createdBy.key}=${createdBy.value}` } },
  labelled(kind(istio, ['v1alpha3'], 'EnvoyFilter', 'envoyfilters')),
  labelled(kind('telemetry.istio.io', ['v1', 'v1alpha1'], 'Telemetry', 'telemetries')),
  labelled(kind(istio, istioVersions, 'DestinationRule', 'destinationrules')),
  labelled(kind(istio, istioVersions, 'ServiceEntry', 'serviceentries')),
  labelled(serviceKind),
  labelled(kind('policy', ['v1'], 'PodDisruptionBudget', 'poddisruptionbudgets')),
  labelled(kind('', ['v1'], 'ConfigMap', 'configmaps')),
  labelled(kind('coordination.k8s.io', ['v1'], 'Lease', 'leases')),
  labelled(kind(rbac, ['v1'], 'RoleBinding', 'rolebindings')),
  labelled(kind(rbac, ['v1'], 'ClusterRoleBinding', 'clusterrolebindings', false)),
  labelled(kind(rbac, ['v1'], 'Role', 'roles')),
  labelled(kind(rbac, ['v1'], 'ClusterRole', 'clusterroles', false)),
  labelled(kind('', ['v1'], 'ServiceAccount', 'serviceaccounts'))
];

/** The definitions of the kinds that users write. */
export const definitionKind: Wanted = kind(
  'apiextensions.k8s.io',
  ['v1'],
  'CustomResourceDefinition',
  'customresourcedefinitions',
  false
);
