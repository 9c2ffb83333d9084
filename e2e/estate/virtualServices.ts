import fc from 'fast-check';
import type { Destination, Route, VirtualService } from './Estate.js';
import type { Names } from './names.js';

const destination = ({ fqdn, service, external }: Names): fc.Arbitrary<Destination> =>
  fc.record({
    host: fc.oneof(fqdn, fqdn, service, external),
    port: fc.constantFrom(undefined, undefined, 80, 9080)
  });

/** Which of these names a VirtualService has is left to chance, so some delegates are not there. */
const delegates = ['first', 'second'] as const;

const sources = ({ namespace }: Names): fc.Arbitrary<ReadonlyArray<string | undefined>> =>
  fc.oneof(
    { arbitrary: fc.constant([]), weight: 1 },
    {
      arbitrary: fc.array(fc.oneof(fc.constant(undefined), namespace), { minLength: 1, maxLength: 2 }),
      weight: 1
    }
  );

const route = (all: Names, protocol: Route['protocol']): fc.Arbitrary<Route> =>
  fc.record({
    protocol: fc.constant(protocol),
    sources: protocol === 'http' ? sources(all) : fc.constant([]),
    destinations: fc.array(destination(all), { minLength: 1, maxLength: 2 }),
    mirrors: protocol === 'http' ? fc.array(destination(all), { maxLength: 1 }) : fc.constant([]),
    delegate: fc.constant(undefined)
  });

const delegation = (all: Names): fc.Arbitrary<Route> =>
  fc.record({
    protocol: fc.constant('http' as const),
    sources: sources(all),
    destinations: fc.constant([]),
    mirrors: fc.constant([]),
    delegate: fc.record({
      namespace: fc.oneof(fc.constant(undefined), all.namespace),
      name: fc.constantFrom(...delegates)
    })
  });

const http = (all: Names): fc.Arbitrary<ReadonlyArray<Route>> =>
  fc.array(
    fc.oneof({ arbitrary: route(all, 'http'), weight: 3 }, { arbitrary: delegation(all), weight: 1 }),
    {
      minLength: 1,
      maxLength: 3
    }
  );

const routes = (all: Names): fc.Arbitrary<ReadonlyArray<Route>> =>
  fc.oneof(
    { arbitrary: http(all), weight: 4 },
    { arbitrary: route(all, 'tcp').map(each => [each]), weight: 1 },
    { arbitrary: route(all, 'tls').map(each => [each]), weight: 1 }
  );

const root = (all: Names): fc.Arbitrary<VirtualService> =>
  fc.record({
    namespace: all.namespace,
    name: fc.constantFrom('one', 'two', 'three', 'four', 'five', 'six'),
    hosts: fc.uniqueArray(fc.oneof(all.fqdn, all.fqdn, all.service, all.external, all.wildcard), {
      minLength: 1,
      maxLength: 2
    }),
    gateways: fc.constantFrom<ReadonlyArray<string>>([], [], [], ['mesh'], ['edge'], ['edge', 'mesh']),
    routes: routes(all),
    exportTo: all.exportTo
  });

const delegate = (all: Names): fc.Arbitrary<VirtualService> =>
  fc.record({
    namespace: all.namespace,
    name: fc.constantFrom(...delegates),
    hosts: fc.constant([]),
    gateways: fc.constant([]),
    routes: fc.array(
      route(all, 'http').map(each => ({ ...each, sources: [] })),
      { minLength: 1, maxLength: 2 }
    ),
    exportTo: all.exportTo
  });

/** Routes that lead on, some of them by delegates. */
export const virtualServices = (all: Names): fc.Arbitrary<ReadonlyArray<VirtualService>> => {
  const selector = ({ namespace, name }: VirtualService): string => `${namespace}/${name}`;
  return fc
    .tuple(
      fc.uniqueArray(root(all), { minLength: 3, maxLength: 7, selector }),
      fc.uniqueArray(delegate(all), { maxLength: 4, selector })
    )
    .map(parts => parts.flat());
};
