import { groupBy } from '../groupBy.js';
import type { Host } from '../model/Host.js';
import { isAddress, normalize } from '../model/Host.js';
import type { Mesh } from '../model/Mesh.js';
import type { Pod } from '../model/Workload.js';
import { hostOf } from './Definition.js';
import { selectorIndex } from './SelectorIndex.js';

/** The hosts behind each IP address: a cluster IP, a ServiceEntry's, an endpoint's or a pod's. */
export type Addresses = ReadonlyMap<string, ReadonlyArray<Host>>;

type Lists = Pick<Mesh, 'config' | 'services' | 'serviceEntries' | 'endpointSlices' | 'pods'>;

type Pair = readonly [address: string, host: Host];

const ofServices = ({ config, services }: Lists): ReadonlyArray<Pair> =>
  services.flatMap(({ meta, addresses }) =>
    addresses.map((ip): Pair => [normalize(ip), hostOf(meta, config.general.clusterDomain)])
  );

const ofServiceEntries = ({ serviceEntries }: Lists): ReadonlyArray<Pair> =>
  serviceEntries.flatMap(({ hosts, addresses, endpoints }) =>
    [...addresses, ...endpoints].flatMap(ip => hosts.map((host): Pair => [normalize(ip), normalize(host)]))
  );

/** Slices that name no Service say nothing about hosts. */
const ofEndpointSlices = ({ config, endpointSlices }: Lists): ReadonlyArray<Pair> =>
  endpointSlices
    .filter(({ service }) => service !== '')
    .flatMap(({ meta, service, addresses }) => {
      const host = hostOf({ namespace: meta.namespace, name: service }, config.general.clusterDomain);
      return addresses.map((ip): Pair => [normalize(ip), host]);
    });

/** A pod's address stands for the Services that select it. A host network's address stands for its node, so for nobody. */
const ofPods = ({ config, pods, services }: Lists): ReadonlyArray<Pair> => {
  const bySelector = selectorIndex(services, ({ meta, selector }) => ({
    namespace: meta.namespace,
    selector
  }));
  const pairs = (pod: Pod): ReadonlyArray<Pair> =>
    bySelector
      .selecting(pod.meta.namespace, pod.meta.labels)
      .flatMap(({ meta }) =>
        pod.addresses.map((ip): Pair => [normalize(ip), hostOf(meta, config.general.clusterDomain)])
      );
  return pods
    .filter(pod => !pod.hostNetwork && pod.phase !== 'Succeeded' && pod.phase !== 'Failed')
    .flatMap(pairs);
};

/** Indexes addresses. Where a cluster IP or a ServiceEntry has an address, endpoints and pods do not count. */
export const addresses = (lists: Lists): Addresses => {
  const found = new Map<string, ReadonlyArray<Host>>();
  for (const pairs of [
    [...ofServices(lists), ...ofServiceEntries(lists)],
    ofEndpointSlices(lists),
    ofPods(lists)
  ]) {
    const group = groupBy(
      pairs.filter(([ip]) => isAddress(ip)),
      ([ip]) => ip
    );
    for (const [ip, same] of group) {
      if (!found.has(ip)) found.set(ip, [...new Set(same.map(([, host]) => host))].sort());
    }
  }
  return found;
};
