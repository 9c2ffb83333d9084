import { loopGuardName } from '../model/GlobalSidecar.js';
import type { Resource } from '../model/Resource.js';
import { resourceKey } from '../model/Resource.js';
import { by } from '../order.js';

/** What others refer to comes before them; routes to the global-sidecar come last, when it is there. */
const order: ReadonlyArray<string> = [
  'CustomResourceDefinition',
  'Namespace',
  'ServiceAccount',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Service',
  'PodDisruptionBudget',
  'SlimeBoot',
  'Deployment',
  'ServiceEntry',
  'Sidecar',
  'DestinationRule',
  'Telemetry',
  'EnvoyFilter'
];

/** Of the EnvoyFilters the one comes first that keeps the routes of the others from going round in circles. */
const isLoopGuard = ({ kind, name }: Resource): boolean => kind === 'EnvoyFilter' && name === loopGuardName;

const rank = (resource: Resource): string => {
  const at = order.indexOf(resource.kind);
  const step = String(at === -1 ? order.length : at).padStart(3, '0');
  return `${step}/${isLoopGuard(resource) ? 0 : 1}`;
};

/** In the order in which they can be applied, then by namespace and name. */
export const inOrderOfApplying = (resources: ReadonlyArray<Resource>): ReadonlyArray<Resource> =>
  resources.toSorted(by(resource => `${rank(resource)}/${resourceKey(resource)}`));
