import fc from 'fast-check';
import type { Route, RouteMatch, VirtualService } from '@meshfence/core';
import { exportTo } from './exportTo.js';
import { externalHost, hostileHost, serviceHost, shortHost, wildcardHost } from './host.js';
import { meta, namespaceName } from './meta.js';
import { optional, record, seldom, wilder } from './record.js';
import { names } from './universe.js';
import type { Flavour } from './universe.js';

const gateways = fc.uniqueArray(fc.constantFrom('mesh', 'mesh', 'istio-system/ingress', 'edge'), {
  maxLength: 2
});

const match = record<RouteMatch>({
  gateways: gateways.map(all => (all.length === 0 ? undefined : all)),
  sourceNamespace: optional(namespaceName)
});

const destination = (flavour: Flavour): fc.Arbitrary<string> =>
  wilder(
    flavour,
    fc.oneof(serviceHost, serviceHost, shortHost, externalHost),
    hostileHost.filter(host => host !== '')
  );

const delegate = record<NonNullable<Route['delegate']>>({
  namespace: optional(namespaceName),
  name: fc.constantFrom(...names)
});

const destinations = (flavour: Flavour): fc.Arbitrary<ReadonlyArray<string>> =>
  fc.array(destination(flavour), { maxLength: 3 });

const matches = seldom<ReadonlyArray<RouteMatch>>(fc.constant([]), fc.array(match, { maxLength: 2 }), 3);

/** A route; only http routes delegate. */
const routeOf = (flavour: Flavour, protocol: Route['protocol']): fc.Arbitrary<Route> =>
  record<Route>({
    protocol: fc.constant(protocol),
    matches,
    destinations: destinations(flavour),
    delegate: protocol === 'http' ? seldom(fc.constant(undefined), delegate, 4) : fc.constant(undefined)
  });

/** In the order in which a VirtualService has its parts: http, tcp, tls. */
const routes = (flavour: Flavour): fc.Arbitrary<ReadonlyArray<Route>> =>
  fc
    .tuple(
      fc.array(routeOf(flavour, 'http'), { maxLength: 3 }),
      seldom<ReadonlyArray<Route>>(fc.constant([]), fc.array(routeOf(flavour, 'tcp'), { maxLength: 1 })),
      seldom<ReadonlyArray<Route>>(fc.constant([]), fc.array(routeOf(flavour, 'tls'), { maxLength: 1 }))
    )
    .map(all => all.flat());

const hosts = (flavour: Flavour): fc.Arbitrary<ReadonlyArray<string>> =>
  fc.uniqueArray(wilder(flavour, fc.oneof(serviceHost, shortHost, externalHost, wildcardHost), hostileHost), {
    maxLength: 2
  });

/** A VirtualService; one without hosts is somebody's delegate. Names are few, so that routes form cycles. */
export const virtualService = (flavour: Flavour): fc.Arbitrary<VirtualService> =>
  record<VirtualService>({
    meta: meta(flavour),
    hosts: hosts(flavour),
    gateways: seldom<ReadonlyArray<string>>(fc.constant([]), gateways, 4),
    routes: routes(flavour),
    exportTo: exportTo(flavour)
  });

const route = (destinations: ReadonlyArray<string>, to?: Route['delegate']): Route => ({
  protocol: 'http',
  matches: [],
  destinations,
  delegate: to
});

/** Two VirtualServices that send traffic to each other's host: a dependency without an end. */
export const cycle = (flavour: Flavour): fc.Arbitrary<ReadonlyArray<VirtualService>> =>
  fc
    .tuple(virtualService(flavour), virtualService(flavour), serviceHost, serviceHost)
    .map(([a, b, from, to]) => [
      { ...a, hosts: [from], gateways: [], routes: [route([to])], exportTo: undefined },
      { ...b, hosts: [to], gateways: [], routes: [route([from])], exportTo: undefined }
    ]);

/** A root and its delegate, which mostly stands in another namespace. */
export const delegation = (flavour: Flavour): fc.Arbitrary<ReadonlyArray<VirtualService>> =>
  fc.tuple(virtualService(flavour), virtualService(flavour), serviceHost).map(([root, leaf, host]) => [
    {
      ...root,
      hosts: [host],
      gateways: [],
      routes: [route([], { namespace: leaf.meta.namespace, name: leaf.meta.name })]
    },
    { ...leaf, hosts: [] }
  ]);
