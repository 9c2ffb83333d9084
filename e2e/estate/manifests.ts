import type { JsonObject } from '@meshfence/core';
import type {
  Destination,
  Estate,
  Fence,
  Port,
  Route,
  Service,
  ServiceEntry,
  VirtualService
} from './Estate.js';

const networking = 'networking.istio.io/v1';

const exported = (exportTo: ReadonlyArray<string>): JsonObject => (exportTo.length === 0 ? {} : { exportTo });

const portOf = ({ name, number, protocol }: Port): JsonObject => ({ name, port: number, protocol });

const shapes = {
  plain: () => ({}),
  headless: () => ({ clusterIP: 'None' }),
  external: ({ externalName }: Service) => ({ type: 'ExternalName', externalName })
} as const;

const serviceObject = (service: Service): JsonObject => {
  const { namespace, name, shape, ports, exportTo } = service;
  const annotations = exportTo.length === 0 ? {} : { 'networking.istio.io/exportTo': exportTo.join(',') };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace, name, annotations },
    spec: {
      ...shapes[shape](service),
      ...(shape === 'external' ? {} : { selector: { app: name } }),
      ports: ports.map(portOf)
    }
  };
};

const serviceEntryObject = ({ namespace, name, hosts, ports, exportTo }: ServiceEntry): JsonObject => ({
  apiVersion: networking,
  kind: 'ServiceEntry',
  metadata: { namespace, name },
  spec: {
    hosts,
    location: 'MESH_EXTERNAL',
    resolution: 'NONE',
    ports: ports.map(port => ({
      name: port.name,
      number: port.number,
      protocol: port.name.startsWith('http')
        ? port.name.slice(0, port.number === 443 ? 5 : 4).toUpperCase()
        : 'TCP'
    })),
    ...exported(exportTo)
  }
});

const destinationOf = ({ host, port }: Destination): JsonObject =>
  port === undefined ? { host } : { host, port: { number: port } };

const weighted = (destinations: ReadonlyArray<Destination>): ReadonlyArray<JsonObject> =>
  destinations.map(each => ({ destination: destinationOf(each), weight: 1 }));

const httpRoute = ({ sources, destinations, mirrors, delegate }: Route): JsonObject => ({
  ...(sources.length === 0
    ? {}
    : {
        match: sources.map(each =>
          each === undefined ? { uri: { prefix: '/' } } : { sourceNamespace: each }
        )
      }),
  ...(delegate === undefined
    ? { route: weighted(destinations), mirrors: mirrors.map(each => ({ destination: destinationOf(each) })) }
    : {
        delegate:
          delegate.namespace === undefined
            ? { name: delegate.name }
            : { ...delegate, namespace: delegate.namespace }
      })
});

const routesOf = ({ routes, hosts }: VirtualService): JsonObject => {
  const of = (protocol: Route['protocol']): ReadonlyArray<Route> =>
    routes.filter(each => each.protocol === protocol);
  return {
    http: of('http').map(httpRoute),
    tcp: of('tcp').map(({ destinations }) => ({ route: weighted(destinations) })),
    tls: of('tls').map(({ destinations }) => ({
      match: [{ sniHosts: hosts }],
      route: weighted(destinations)
    }))
  };
};

const virtualServiceObject = (virtualService: VirtualService): JsonObject => {
  const { namespace, name, hosts, gateways, exportTo } = virtualService;
  const parts = Object.entries(routesOf(virtualService)).filter(
    ([, all]) => Array.isArray(all) && all.length > 0
  );
  return {
    apiVersion: networking,
    kind: 'VirtualService',
    metadata: { namespace, name },
    spec: {
      ...(hosts.length === 0 ? {} : { hosts }),
      ...(gateways.length === 0 ? {} : { gateways }),
      ...Object.fromEntries(parts),
      ...exported(exportTo)
    }
  };
};

const fenceObject = ({ namespace, name, hosts, namespaces }: Fence): JsonObject => ({
  apiVersion: 'microservice.slime.io/v1alpha1',
  kind: 'ServiceFence',
  metadata: { namespace, name },
  spec: {
    enable: true,
    host: Object.fromEntries(hosts.map(host => [host, { stable: {} }])),
    namespaceSelector: namespaces,
    workloadSelector: { labels: { app: name } }
  }
});

const slimeBoot = (egressHosts: Estate['egressHosts']): JsonObject => ({
  apiVersion: 'config.netease.com/v1alpha1',
  kind: 'SlimeBoot',
  metadata: { namespace: 'mesh-operator', name: 'lazyload' },
  spec: { module: [{ name: 'lazyload', kind: 'lazyload', enable: true, general: { egressHosts } }] }
});

const edgeList = ({ edges }: Estate): JsonObject => ({
  apiVersion: 'meshfence.io/v1alpha1',
  kind: 'EdgeList',
  metadata: { name: 'edges' },
  edges: edges.map(({ from, to }) => ({ from, to }))
});

/** The part of an estate that a cluster holds without meshfence. */
export const clusterManifests = ({
  services,
  serviceEntries,
  virtualServices
}: Estate): ReadonlyArray<JsonObject> => [
  ...services.map(serviceObject),
  ...serviceEntries.map(serviceEntryObject),
  ...virtualServices.map(virtualServiceObject)
];

/** All that meshfence is given of an estate. */
export const manifests = (estate: Estate): ReadonlyArray<JsonObject> => [
  slimeBoot(estate.egressHosts),
  ...clusterManifests(estate),
  ...estate.fences.map(fenceObject),
  edgeList(estate)
];
