import { isIP } from 'node:net';
import type { KubeObject } from '../api/KubeObject.js';
import { readyAddresses, slicesOf } from './Registry.js';
import type { Registry, Service } from './Registry.js';

/** Names that no Service has, with their addresses. */
export type Hosts = Readonly<Record<string, string>>;

/** What a name can mean to a pod. */
export interface Names {
  readonly registry: Registry;
  readonly serviceEntries: ReadonlyArray<KubeObject>;
  readonly hosts: Hosts;
}

const domain = 'svc.cluster.local';

const serviceNamed = ({ registry }: Names, name: string): Service | undefined =>
  registry.services.find(({ metadata }) => `${metadata.name}.${metadata.namespace}.${domain}` === name);

const serviceAddresses = (names: Names, service: Service): ReadonlyArray<string> => {
  const { type, clusterIP, externalName } = service.spec;
  if (type === 'ExternalName') return absolute(names, externalName ?? '');
  if (clusterIP !== 'None') return [clusterIP ?? ''];
  return slicesOf(names.registry, service).flatMap(readyAddresses);
};

interface EntrySpec {
  readonly hosts?: ReadonlyArray<string>;
  readonly addresses?: ReadonlyArray<string>;
}

/** As Istio's DNS proxy answers: a wildcard host covers the names below it. */
const entryAddresses = ({ serviceEntries }: Names, name: string): ReadonlyArray<string> =>
  serviceEntries
    .map(({ spec }) => spec as EntrySpec)
    .filter(({ hosts = [] }) =>
      hosts.some(host => host === name || (host.startsWith('*.') && name.endsWith(host.slice(1))))
    )
    .flatMap(({ addresses = [] }) => addresses.filter(address => isIP(address) === 4));

function absolute(names: Names, name: string): ReadonlyArray<string> {
  const override = names.hosts[name];
  if (override !== undefined) return [override];
  const service = serviceNamed(names, name);
  return service === undefined ? entryAddresses(names, name) : serviceAddresses(names, service);
}

/** The addresses of a name, as a pod of a namespace would get them: a short name is completed by the search path first. */
export const addressesOf = (names: Names, name: string, namespace: string): ReadonlyArray<string> => {
  if (isIP(name) !== 0) return [name];
  const bare = name.toLowerCase().replace(/\.$/, '');
  const candidates = name.endsWith('.')
    ? [bare]
    : [`${bare}.${namespace}.${domain}`, `${bare}.${domain}`, `${bare}.cluster.local`, bare];
  return candidates.map(each => absolute(names, each)).find(found => found.length > 0) ?? [];
};
