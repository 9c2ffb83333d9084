import type { Estate, Port, VirtualService } from './Estate.js';
import { isSubset } from './hostRules.js';
import type { Imports } from './hostRules.js';

/** A host, as an object of one namespace brings it into Istio's registry. An alias has no endpoints of its own. */
export interface Registered {
  readonly namespace: string;
  readonly host: string;
  readonly kind: 'Service' | 'alias' | 'ServiceEntry';
  readonly ports: ReadonlyArray<Port>;
  readonly exportTo: ReadonlyArray<string>;
}

/** All that istiod knows. */
export interface Registry {
  readonly registered: ReadonlyArray<Registered>;
  readonly virtualServices: ReadonlyArray<VirtualService>;
}

/** The registry of a cluster with an estate. */
export const registryOf = ({ services, serviceEntries, virtualServices }: Estate): Registry => ({
  registered: [
    ...services.map(({ namespace, name, shape, ports, exportTo }): Registered => ({
      namespace,
      host: `${name}.${namespace}.svc.cluster.local`,
      kind: shape === 'external' ? 'alias' : 'Service',
      ports,
      exportTo
    })),
    ...serviceEntries.flatMap(({ namespace, hosts, ports, exportTo }) =>
      hosts.map((host): Registered => ({ namespace, host, kind: 'ServiceEntry', ports, exportTo }))
    )
  ],
  virtualServices
});

/** Whether one of a Sidecar's hosts names what is registered. */
export const imported = (imports: Imports, { namespace, host }: Registered): boolean =>
  imports.some(each => (each.namespace === '*' || each.namespace === namespace) && isSubset(host, each.name));
