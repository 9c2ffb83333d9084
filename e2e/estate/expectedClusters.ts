import { add } from './Chosen.js';
import type { Chosen } from './Chosen.js';
import { candidates } from './hostRules.js';
import type { Imports } from './hostRules.js';
import { reachable } from './reachable.js';
import { isVisible } from './isVisible.js';
import { imported } from './Registry.js';
import type { Registered, Registry } from './Registry.js';

const isKubernetes = ({ kind }: Registered): boolean => kind === 'Service';

/** Of the namespaces that offer a host, the Sidecar's own comes first, then one with a Service, then any. */
const winner = (offers: ReadonlyArray<Registered>, own: string): string | undefined =>
  (offers.find(({ namespace }) => namespace === own) ?? offers.find(isKubernetes) ?? offers[0])?.namespace;

/** What the hosts of a Sidecar name: of each host, what one namespace has of it. */
const named = ({ registered }: Registry, own: string, imports: Imports): ReadonlyArray<Registered> => {
  const offers = registered.filter(each => isVisible(each, own) && imported(imports, each));
  return offers.filter(
    ({ host, namespace }) =>
      winner(
        offers.filter(each => each.host === host),
        own
      ) === namespace
  );
};

/** Who serves a route's destination: the Sidecar's own namespace, seen or not; else whoever is seen. */
const servedBy = ({ registered }: Registry, own: string, host: string): Registered | undefined => {
  const offers = registered.filter(each => each.host === host);
  const inside = offers.filter(({ namespace }) => namespace === own);
  const outside = offers.filter(each => isVisible(each, own));
  const choice = inside.length > 0 ? inside : outside;
  return choice.find(isKubernetes) ?? choice[0];
};

/** Ports that a route names; all of them if it names none, nothing if the host has none of those. */
const onlyPorts = (offer: Registered, ports: ReadonlySet<number | undefined>): Registered | undefined => {
  if (ports.has(undefined)) return offer;
  const kept = offer.ports.filter(({ number }) => ports.has(number));
  return kept.length === 0 ? undefined : { ...offer, ports: kept };
};

const routed = (registry: Registry, own: string, imports: Imports): ReadonlyArray<Registered> =>
  candidates(registry.virtualServices, own, imports).flatMap(virtualService =>
    [...reachable(registry.virtualServices, virtualService, own)].flatMap(([host, ports]) => {
      const offer = servedBy(registry, own, host);
      return (offer === undefined ? undefined : onlyPorts(offer, ports)) ?? [];
    })
  );

const clusterNames = ({ host, ports, kind }: Registered): ReadonlyArray<string> =>
  kind === 'alias'
    ? []
    : ports.filter(({ protocol }) => protocol !== 'UDP').map(({ number }) => `outbound|${number}||${host}`);

/**
 * The names of the outbound clusters that Istio gives to a workload of a namespace whose Sidecar has these egress hosts.
 *
 * What the hosts name comes first, then the destinations of the VirtualServices that they name.
 */
export const expectedClusters = (
  registry: Registry,
  namespace: string,
  egressHosts: ReadonlyArray<string>
): ReadonlyArray<string> => {
  const imports = egressHosts.map(host => {
    const [where = '', name = ''] = host.split('/');
    return { namespace: where === '.' ? namespace : where, name };
  });
  const chosen: Chosen = new Map();
  for (const each of [...named(registry, namespace, imports), ...routed(registry, namespace, imports)])
    add(chosen, each);
  return [...chosen.values()].flatMap(clusterNames).sort((a, b) => (a < b ? -1 : 1));
};
