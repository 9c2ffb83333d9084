import type { Resource } from '../model/Resource.js';
import { resourceKey } from '../model/Resource.js';
import { by } from '../order.js';

/** What others refer to comes before them; routes to the global-sidecar come last, when it is there. */
const order: ReadonlyArray<string> = [
  'Namespace',
  'ServiceAccount',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Service',
  'PodDisruptionBudget',
  'Deployment',
  'ServiceEntry',
  'Sidecar',
  'DestinationRule',
  'Telemetry',
  'EnvoyFilter'
];

const rank = ({ kind }: Resource): string => {
  const at = order.indexOf(kind);
  return String(at === -1 ? order.length : at).padStart(3, '0');
};

/** In the order in which they can be applied, then by namespace and name. */
export const inOrderOfApplying = (resources: ReadonlyArray<Resource>): ReadonlyArray<Resource> =>
  resources.toSorted(by(resource => `${rank(resource)}/${resourceKey(resource)}`));
