import type { Diagnosed } from '../Diagnosed.js';
import { map } from '../Diagnosed.js';
import { revision } from '../fencing/fencing.js';
import type { Index } from '../indexing/Index.js';
import type { Fence } from '../model/Fence.js';
import type { Labels } from '../model/Labels.js';
import { keyOf, managedBy } from '../model/Meta.js';
import type { OwnerReference } from '../model/Meta.js';
import type { DesiredSidecar, Plan } from '../model/Plan.js';
import type { Scope, ScopeHost } from '../model/Scope.js';
import type { Resolution } from '../resolve/resolve.js';
import { resources } from './resources.js';
import type { Resources } from './resources.js';

const group = 'microservice.slime.io/v1alpha1';
const nothing = '~/*';

const ownerOf = ({ meta }: Fence): OwnerReference | undefined =>
  meta.uid === undefined
    ? undefined
    : { apiVersion: group, kind: 'ServiceFence', name: meta.name, uid: meta.uid };

/** Ours by label; in the revision of the fence, or of the SlimeBoot. */
const labelsOf = ({ meta }: Fence, istioRev: string | undefined): Labels => {
  const own = meta.labels[revision] ?? istioRev;
  return { [managedBy.key]: managedBy.value, ...(own === undefined ? {} : { [revision]: own }) };
};

/** The hosts in the order in which the scope has them, each once; an empty list would be refused, so it is said. */
const egressHosts = (hosts: ReadonlyArray<ScopeHost>): ReadonlyArray<string> => {
  const entries = new Set<string>();
  for (const { egress } of hosts) for (const entry of egress) entries.add(entry);
  return entries.size === 0 ? [nothing] : [...entries];
};

const toSidecar = (scope: Scope, fence: Fence, istioRev: string | undefined): DesiredSidecar => ({
  namespace: scope.namespace,
  name: scope.name,
  labels: labelsOf(fence, istioRev),
  owner: ownerOf(fence),
  selector: scope.selector,
  egressHosts: egressHosts(scope.hosts)
});

const toSidecars = (
  { fences, scopes }: Resolution,
  istioRev: string | undefined
): ReadonlyArray<DesiredSidecar> => {
  const byKey = new Map(fences.map(fence => [keyOf(fence.meta), fence]));
  return scopes
    .filter(({ refusal }) => refusal === undefined)
    .flatMap(scope => {
      const fence = byKey.get(keyOf(scope));
      return fence === undefined ? [] : [toSidecar(scope, fence, istioRev)];
    });
};

/** Scopes become Sidecars, but for those of fences that must not have one; the rest of the configuration, resources. */
export const lower = (index: Index, resolution: Resolution): Diagnosed<Plan> => {
  const { fences, obsolete, scopes, statuses } = resolution;
  const sidecars = toSidecars(resolution, index.mesh.config.global.istioRev);
  return map((rest: Resources) => ({ fences, obsolete, scopes, sidecars, statuses, ...rest }))(
    resources(index)
  );
};
