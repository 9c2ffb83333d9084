import { apiVersionOf } from './Resource.js';
import type { Resource, Wanted } from './Resource.js';

/** What several kinds have in common; the versions in order of preference. */
type Family = Pick<Wanted, 'group' | 'versions' | 'namespaced'>;

const family = (group: string, versions: ReadonlyArray<string> = ['v1'], namespaced = true): Family => ({
  group,
  versions,
  namespaced
});

const core = family('');
const istio = family('networking.istio.io', ['v1', 'v1beta1', 'v1alpha3']);
const rbac = 'rbac.authorization.k8s.io';

const of = (common: Family, kind: string, plural: string): Wanted => ({ ...common, kind, plural });

/** Every kind that is read or written, by its name. Nothing else here knows groups, versions and plurals. */
export const kinds = {
  ClusterRole: of(family(rbac, ['v1'], false), 'ClusterRole', 'clusterroles'),
  ClusterRoleBinding: of(family(rbac, ['v1'], false), 'ClusterRoleBinding', 'clusterrolebindings'),
  ConfigMap: of(core, 'ConfigMap', 'configmaps'),
  CustomResourceDefinition: of(
    family('apiextensions.k8s.io', ['v1'], false),
    'CustomResourceDefinition',
    'customresourcedefinitions'
  ),
  Deployment: of(family('apps'), 'Deployment', 'deployments'),
  DestinationRule: of(istio, 'DestinationRule', 'destinationrules'),
  EndpointSlice: of(family('discovery.k8s.io', ['v1', 'v1beta1']), 'EndpointSlice', 'endpointslices'),
  EnvoyFilter: of({ ...istio, versions: ['v1alpha3'] }, 'EnvoyFilter', 'envoyfilters'),
  Event: of(family('events.k8s.io'), 'Event', 'events'),
  Lease: of(family('coordination.k8s.io'), 'Lease', 'leases'),
  Namespace: of({ ...core, namespaced: false }, 'Namespace', 'namespaces'),
  Pod: of(core, 'Pod', 'pods'),
  PodDisruptionBudget: of(family('policy'), 'PodDisruptionBudget', 'poddisruptionbudgets'),
  Role: of(family(rbac), 'Role', 'roles'),
  RoleBinding: of(family(rbac), 'RoleBinding', 'rolebindings'),
  Service: of(core, 'Service', 'services'),
  ServiceAccount: of(core, 'ServiceAccount', 'serviceaccounts'),
  ServiceEntry: of(istio, 'ServiceEntry', 'serviceentries'),
  ServiceFence: of(family('microservice.slime.io', ['v1alpha1']), 'ServiceFence', 'servicefences'),
  Sidecar: of(istio, 'Sidecar', 'sidecars'),
  SlimeBoot: of(family('config.netease.com', ['v1alpha1']), 'SlimeBoot', 'slimeboots'),
  Telemetry: of(family('telemetry.istio.io', ['v1', 'v1alpha1']), 'Telemetry', 'telemetries'),
  VirtualService: of(istio, 'VirtualService', 'virtualservices')
};

/** A kind in the version that is preferred: for those that every server has in it, so that nobody need ask. */
export const preferred = ({ group, kind, namespaced, plural, versions }: Wanted): Resource => ({
  apiVersion: apiVersionOf(group, versions[0] ?? ''),
  kind,
  plural,
  namespaced
});

const byName: ReadonlyMap<string, Wanted> = new Map(Object.entries(kinds));

/**
 * The kind of an object, in the version that the object is in.
 *
 * @throws for a kind that is not in the list above: nobody knows where such an object is.
 */
export const resourceOf = (object: { readonly apiVersion: string; readonly kind: string }): Resource => {
  const wanted = byName.get(object.kind);
  if (wanted === undefined) throw new Error(`nothing is known of the kind ${object.kind}`);
  return { ...preferred(wanted), apiVersion: object.apiVersion };
};
