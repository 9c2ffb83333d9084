import type { Route, RouteMatch } from '../../model/VirtualService.js';
import { list, optional, string, struct } from '../codec.js';
import { byCodec } from '../Decode.js';

const destination = optional(struct({ host: optional(string) }));
const weighted = struct({ destination });
const match = struct({ gateways: list(string), sourceNamespace: optional(string) });
const delegate = struct({ name: string, namespace: optional(string) });

const http = struct({
  match: list(match),
  route: list(weighted),
  mirror: destination,
  mirrors: list(weighted),
  delegate: optional(delegate)
});
const plain = struct({ match: list(match), route: list(weighted) });

const codec = struct({
  spec: struct({
    hosts: list(string),
    gateways: list(string),
    http: list(http),
    tcp: list(plain),
    tls: list(plain),
    exportTo: list(string)
  })
});

const toMatch = ({ gateways, sourceNamespace }: typeof match._A): RouteMatch => ({
  gateways: gateways.length === 0 ? undefined : gateways,
  sourceNamespace: sourceNamespace === '' ? undefined : sourceNamespace
});

const hostsOf = (all: ReadonlyArray<typeof destination._A>): ReadonlyArray<string> =>
  all.flatMap(each => (each?.host === undefined || each.host === '' ? [] : [each.host]));

const toRoute =
  (protocol: 'tcp' | 'tls') =>
  (route: typeof plain._A): Route => ({
    protocol,
    matches: route.match.map(toMatch),
    destinations: hostsOf(route.route.map(each => each.destination)),
    delegate: undefined
  });

const toHttpRoute = (route: typeof http._A): Route => ({
  protocol: 'http',
  matches: route.match.map(toMatch),
  destinations: hostsOf([
    ...route.route.map(each => each.destination),
    route.mirror,
    ...route.mirrors.map(each => each.destination)
  ]),
  delegate:
    route.delegate === undefined
      ? undefined
      : { name: route.delegate.name, namespace: route.delegate.namespace }
});

/** An Istio VirtualService, reduced to hosts, destinations, mirrors and delegates. */
export const virtualService = byCodec(codec, ({ spec }, { meta }) => ({
  field: 'virtualServices',
  value: {
    meta,
    hosts: spec.hosts,
    gateways: spec.gateways,
    routes: [...spec.http.map(toHttpRoute), ...spec.tcp.map(toRoute('tcp')), ...spec.tls.map(toRoute('tls'))],
    exportTo: spec.exportTo.length === 0 ? undefined : spec.exportTo
  }
}));
