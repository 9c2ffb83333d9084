import { globalSidecarName } from '../model/GlobalSidecar.js';
import { by } from '../order.js';
import type { Owned } from './Owned.js';
import { ownedKey } from './Owned.js';

const isGlobalSidecar = ({ labels, name }: Owned): boolean =>
  name === globalSidecarName || labels['app'] === globalSidecarName;

interface Step {
  readonly kinds: ReadonlyArray<string>;
  readonly of?: 'global-sidecar' | 'others';
}

/**
 * The controller goes first, as it would make again what is missing. Then the Sidecars: from then on every workload has
 * the whole mesh, and needs no fallback, whatever the outboundTrafficPolicy says. Only then the routes to the
 * global-sidecar, the global-sidecar itself, and what the controller leaves behind.
 */
const steps: ReadonlyArray<Step> = [
  { kinds: ['Deployment'], of: 'others' },
  { kinds: ['Sidecar'], of: 'others' },
  { kinds: ['ServiceFence'] },
  { kinds: ['EnvoyFilter'] },
  { kinds: ['Telemetry'] },
  { kinds: ['Deployment'] },
  { kinds: ['Sidecar'] },
  { kinds: ['DestinationRule'] },
  { kinds: ['ServiceEntry'] },
  { kinds: ['Service'], of: 'global-sidecar' },
  { kinds: ['PodDisruptionBudget'], of: 'global-sidecar' },
  { kinds: ['ConfigMap'], of: 'global-sidecar' },
  { kinds: ['ServiceAccount'], of: 'global-sidecar' },
  { kinds: ['Service'] },
  { kinds: ['PodDisruptionBudget'] },
  { kinds: ['ConfigMap'] },
  { kinds: ['Lease'] },
  { kinds: ['RoleBinding', 'ClusterRoleBinding'] },
  { kinds: ['Role', 'ClusterRole'] },
  { kinds: ['ServiceAccount'] }
];

/** The kinds that meshfence makes, and that can be removed again. */
export const removableKinds: ReadonlySet<string> = new Set(steps.flatMap(({ kinds }) => kinds));

const belongs = (owned: Owned, { kinds, of }: Step): boolean =>
  kinds.includes(owned.kind) && (of === undefined || (of === 'global-sidecar') === isGlobalSidecar(owned));

const rank = (owned: Owned): string => {
  const at = steps.findIndex(step => belongs(owned, step));
  return String(at === -1 ? steps.length : at).padStart(3, '0');
};

/** In the order in which traffic suffers nothing from their removal, other kinds last; each once. */
export const inOrderOfRemoval = (all: ReadonlyArray<Owned>): ReadonlyArray<Owned> =>
  [...new Map(all.map(owned => [ownedKey(owned), owned])).values()].toSorted(
    by(owned => `${rank(owned)}/${ownedKey(owned)}`)
  );
