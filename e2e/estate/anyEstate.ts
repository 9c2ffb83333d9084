import fc from 'fast-check';
import type { Edge, Estate, Fence, Port, Service, ServiceEntry } from './Estate.js';
import { names } from './names.js';
import type { Names } from './names.js';
import { virtualServices } from './virtualServices.js';

const allPorts: ReadonlyArray<Port> = [
  { name: 'http', number: 80, protocol: 'TCP' },
  { name: 'http-alt', number: 9080, protocol: 'TCP' },
  { name: 'https', number: 443, protocol: 'TCP' },
  { name: 'tcp', number: 3306, protocol: 'TCP' },
  { name: 'dns', number: 53, protocol: 'UDP' },
  { name: 'whatever', number: 7000, protocol: 'TCP' }
];

const ports = fc.subarray([...allPorts], { minLength: 1, maxLength: 3 });

const keyOf = ({ namespace, name }: { readonly namespace: string; readonly name: string }): string =>
  `${namespace}/${name}`;

const service = ({ namespace, service: name, fqdn, external, exportTo }: Names): fc.Arbitrary<Service> =>
  fc.record({
    namespace,
    name,
    shape: fc.constantFrom('plain', 'plain', 'plain', 'headless', 'external'),
    externalName: fc.oneof(fqdn, external),
    ports,
    exportTo
  });

/** Ports belong to the host: which of two namesakes Istio takes must not matter where it is a matter of age. */
const portsOf = (host: string): ReadonlyArray<Port> =>
  allPorts.filter(({ protocol }, index) => protocol === 'TCP' && (host.length + index) % 2 === 0);

const serviceEntry = ({ namespace, fqdn, external, wildcard, exportTo }: Names): fc.Arbitrary<ServiceEntry> =>
  fc
    .record({ namespace, host: fc.oneof(external, external, wildcard, fqdn), exportTo })
    .map(({ host, ...rest }) => ({
      ...rest,
      name: host.replaceAll('*', 'any').replaceAll('.', '-'),
      hosts: [host],
      ports: portsOf(host)
    }));

const fence = ({ namespace, service: name, fqdn, external, wildcard }: Names): fc.Arbitrary<Fence> =>
  fc.record({
    namespace,
    name,
    hosts: fc.uniqueArray(
      fc.oneof(
        { arbitrary: fqdn, weight: 5 },
        { arbitrary: external, weight: 3 },
        { arbitrary: wildcard, weight: 1 },
        { arbitrary: namespace.map(where => `${where}/*`), weight: 1 }
      ),
      { minLength: 1, maxLength: 4 }
    ),
    namespaces: fc.oneof(
      { arbitrary: fc.constant([]), weight: 6 },
      { arbitrary: namespace.map(where => [where]), weight: 1 }
    )
  });

const edge = ({ namespace, service: name, fqdn, external }: Names): fc.Arbitrary<Edge> =>
  fc.record({
    from: fc.tuple(namespace, name).map(([where, who]) => `${where}/${who}`),
    to: fc.oneof(
      fqdn,
      fqdn,
      external,
      name,
      fqdn.map(host => `${host}:9080`)
    )
  });

const several = <A extends { readonly namespace: string; readonly name: string }>(
  one: fc.Arbitrary<A>,
  minLength: number,
  maxLength: number
): fc.Arbitrary<ReadonlyArray<A>> => fc.uniqueArray(one, { minLength, maxLength, selector: keyOf });

/** The estate of a number: valid for an API server, and apart from all others. */
export const anyEstate = (number: number): fc.Arbitrary<Estate> => {
  const all = names(number);
  return fc.record({
    services: several(service(all), 6, 12),
    serviceEntries: several(serviceEntry(all), 0, 5),
    virtualServices: virtualServices(all),
    fences: several(fence(all), 1, 3),
    edges: fc.uniqueArray(edge(all), { maxLength: 8, selector: ({ from, to }) => `${from} ${to}` }),
    egressHosts: fc.constantFrom('wildcard', 'exact')
  });
};
