import type { Diagnosed } from '../Diagnosed.js';
import { diagnosed } from '../Diagnosed.js';
import { revision } from '../fencing/fencing.js';
import { made } from '../incremental/Made.js';
import type { Made } from '../incremental/Made.js';
import type { Index } from '../indexing/Index.js';
import type { Fence } from '../model/Fence.js';
import type { Labels } from '../model/Labels.js';
import { managedBy } from '../model/Meta.js';
import type { OwnerReference } from '../model/Meta.js';
import type { DesiredSidecar, Plan } from '../model/Plan.js';
import type { Scope, ScopeHost } from '../model/Scope.js';
import type { Resolution } from '../resolve/Resolution.js';
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

/** The Sidecars of scopes. A scope is another one as soon as its fence or the configuration is. */
type Sidecars = ReadonlyMap<Scope, DesiredSidecar>;

const toSidecars = (
  { fences, scopes }: Resolution,
  istioRev: string | undefined,
  before: Sidecars | undefined
): Sidecars => {
  const sidecars = new Map<Scope, DesiredSidecar>();
  scopes.forEach((scope, at) => {
    const fence = fences[at];
    if (fence === undefined || scope.refusal !== undefined) return;
    sidecars.set(scope, before?.get(scope) ?? toSidecar(scope, fence, istioRev));
  });
  return sidecars;
};

/** A plan, and what the next one may take over. */
export interface Lowered {
  readonly plan: Plan;
  readonly sidecars: Sidecars;
  readonly rest: Made<Diagnosed<Resources>>;
}

/** What resources are made of, beside the configuration: fences and edges have no part in them. */
const landscape = ({ mesh }: Index): ReadonlyArray<unknown> => [
  mesh.config,
  mesh.services,
  mesh.serviceEntries,
  mesh.sidecars,
  mesh.pods,
  mesh.endpointSlices
];

/** Scopes become Sidecars, but for those of fences that must not have one; the rest of the configuration, resources. */
export const lower = (index: Index, resolution: Resolution, before?: Lowered): Diagnosed<Lowered> => {
  const { fences, obsolete, scopes, statuses } = resolution;
  const { config } = index.mesh;
  const rest = made(before?.rest, landscape(index), () => resources(index));
  const sidecars = toSidecars(resolution, config.global.istioRev, before?.sidecars);
  const plan = { fences, obsolete, scopes, sidecars: [...sidecars.values()], statuses, ...rest.value.value };
  return diagnosed({ plan, sidecars, rest }, rest.value.diagnostics);
};
