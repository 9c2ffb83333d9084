import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import { encodeMesh } from '../../../src/emit/encode/encodeMesh.js';
import { defaultConfig, defaultGeneral } from '../../../src/model/Config.js';
import type { Config } from '../../../src/model/Config.js';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { emptyMesh } from '../../../src/model/Mesh.js';
import {
  edges,
  endpointSlice,
  fence,
  namespace,
  pod,
  service,
  serviceEntry,
  sidecar,
  slimeBoot,
  virtualService
} from '../given/objects.js';

/** What an object becomes when it is decoded and encoded again. */
const again = (object: Json): JsonObject | undefined => encodeMesh(decodeObjects([object]).value)[0];

const unchanged: Readonly<Record<string, JsonObject>> = {
  Namespace: { apiVersion: 'v1', kind: 'Namespace', metadata: { labels: { a: 'b' }, name: 'shop' } },
  Service: service('shop/a', {
    type: 'ClusterIP',
    clusterIP: '10.0.0.1',
    clusterIPs: ['10.0.0.1'],
    ports: [{ name: 'http', port: 80, protocol: 'TCP', appProtocol: 'http' }]
  }),
  'headless Service': service('shop/a', { type: 'ClusterIP', clusterIP: 'None', clusterIPs: ['None'] }),
  ServiceEntry: serviceEntry('shop/e', {
    hosts: ['a.b'],
    addresses: ['10.0.0.1'],
    endpoints: [{ address: '10.0.0.2' }],
    ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
    location: 'MESH_EXTERNAL',
    resolution: 'DNS',
    exportTo: ['.']
  }),
  VirtualService: virtualService('shop/v', {
    hosts: ['a.b'],
    gateways: ['mesh'],
    http: [
      { match: [{ gateways: ['mesh'], sourceNamespace: 'x' }], route: [{ destination: { host: 'c.d' } }] },
      { delegate: { name: 'd', namespace: 'x' } }
    ],
    tcp: [{ route: [{ destination: { host: 'e.f' } }] }],
    tls: [{ route: [{ destination: { host: 'g.h' } }] }],
    exportTo: ['*']
  }),
  Sidecar: sidecar('shop/s', { workloadSelector: { labels: { app: 'a' } }, egress: [{ hosts: ['./*'] }] }),
  'Sidecar of every workload': sidecar('shop/s', { workloadSelector: { labels: {} } }),
  Pod: pod(
    'shop/p',
    { app: 'a' },
    {
      spec: { hostNetwork: true },
      status: { phase: 'Running', podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }] }
    }
  ),
  ServiceFence: fence(
    'shop/f',
    {
      host: {
        'a.b': { stable: {} },
        'c.d': { deadline: { expire: { seconds: 5, nanos: 500_000_000 } } },
        'e.f': { auto: { duration: { seconds: 60 } }, RecentlyCalled: { seconds: 7 } }
      },
      namespaceSelector: ['x'],
      labelSelector: [{ selector: { a: 'b' } }],
      workloadSelector: { labels: { a: 'b' }, fromService: true }
    },
    {
      domains: {
        'a.b': { hosts: ['a.b'] },
        'c.d': { hosts: ['c.d'], status: 'EXPIREWAIT' },
        'e.f': { hosts: ['e.f'], status: 'EXPIRE' }
      },
      metricStatus: { '{destination_service="a.b"}': '1' },
      lastSeen: { 'a.b': '1970-01-01T00:00:01Z' },
      lastShrink: '1970-01-01T00:00:02.500Z'
    },
    { uid: 'u', labels: { a: 'b' }, annotations: { c: 'd' } }
  ),
  'ServiceFence without anything': fence('shop/f', { enable: false }),
  SlimeBoot: slimeBoot(
    { autoFence: true, stableHost: ['a.b'] },
    { global: { istioRev: 'x' } },
    { foo: 'bar' }
  )
};

test.each(Object.entries(unchanged))('a %s is encoded as it was written', (_, object) => {
  expect(again(object)).toEqual(object);
});

test('a Service says in its annotation again whom it is exported to', () => {
  const metadata = { annotations: { 'networking.istio.io/exportTo': 'a,b' } };
  expect(again(service('shop/a', {}, metadata))?.['metadata']).toMatchObject(metadata);
});

test('an EndpointSlice says whose it is, and of which kind its addresses are', () => {
  expect(again(endpointSlice('shop/s', 'a', ['10.0.0.1']))).toMatchObject({
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.0.0.1'] }],
    metadata: { labels: { 'kubernetes.io/service-name': 'a' } }
  });
  expect(again(endpointSlice('shop/s', 'a', ['fd00::1']))).toMatchObject({ addressType: 'IPv6' });
});

test('edges are one list, sorted by their text, and so are sources', () => {
  const evidence = [
    { source: 's', firstSeen: '1970-01-01T00:00:01Z', lastSeen: '1970-01-01T00:00:02Z', count: 3 }
  ];
  const list = edges(
    [
      { from: 'shop/b', to: 'x.y', port: 80, protocol: 'http', evidence },
      { from: 'shop/a', to: 'z.w' },
      { from: { namespace: 'shop', labels: { b: '2', a: '1' } }, to: 'x.y' }
    ],
    [
      { name: 't', direct: true, windows: [{ from: '1970-01-01T00:00:01Z' }] },
      { name: 's', windows: [{ from: '1970-01-01T00:00:01Z', to: '1970-01-01T00:00:02Z' }] }
    ]
  );
  expect(again(list)).toEqual({
    apiVersion: 'meshfence.io/v1alpha1',
    kind: 'EdgeList',
    metadata: { name: 'edges' },
    sources: [
      { name: 's', windows: [{ from: '1970-01-01T00:00:01Z', to: '1970-01-01T00:00:02Z' }] },
      { name: 't', direct: true, windows: [{ from: '1970-01-01T00:00:01Z' }] }
    ],
    edges: [
      { from: 'shop/a', to: 'z.w' },
      { from: 'shop/b', to: 'x.y', port: 80, protocol: 'http', evidence },
      { from: { namespace: 'shop', labels: { a: '1', b: '2' } }, to: 'x.y' }
    ]
  });
});

test('hearings are a part of the list, sorted by their text', () => {
  const unlearned = [
    { why: 'unreached', to: 'a.b', count: 2, lastSeen: '1970-01-01T00:00:01Z' },
    { why: 'probe', count: 1, lastSeen: '1970-01-01T00:00:02Z' }
  ];
  const at = { lastHeard: '1970-01-01T00:00:02Z' };
  const hearings = [
    { source: 's', from: 'shop/b', ...at, unlearned },
    { source: 's', from: { namespace: 'shop', labels: { a: '1' } }, ...at },
    { source: 's', from: 'shop/a', ...at }
  ];
  expect(again(edges([], [], hearings))).toEqual({
    apiVersion: 'meshfence.io/v1alpha1',
    kind: 'EdgeList',
    metadata: { name: 'edges' },
    edges: [],
    hearings: [hearings[2], hearings[0], hearings[1]]
  });
});

test('objects are sorted by kind, namespace and name', () => {
  const { value } = decodeObjects([
    service('b/a'),
    service('a/b'),
    service('a/a'),
    namespace('z'),
    slimeBoot({})
  ]);
  expect(encodeMesh(value).map(({ kind, metadata }) => [kind, (metadata as JsonObject)['name']])).toEqual([
    ['Namespace', 'z'],
    ['Service', 'a'],
    ['Service', 'b'],
    ['Service', 'a'],
    ['SlimeBoot', 'lazyload']
  ]);
});

test('a mesh of which nothing is said is nothing', () => {
  expect(encodeMesh(emptyMesh)).toEqual([]);
});

/** A configuration without what depends on how it was written. */
const stated = ({
  module,
  enable,
  mode,
  metricSource,
  general,
  global,
  prometheus,
  globalSidecar,
  accessLogReceiver
}: Config): unknown => {
  const sidecar = { ...globalSidecar, settings: {} };
  return JSON.parse(
    JSON.stringify({
      module,
      enable,
      mode,
      metricSource,
      general,
      global,
      prometheus,
      sidecar,
      accessLogReceiver
    })
  );
};

test('a configuration that a program made is spelt out, so that it decodes to itself', () => {
  const config: Config = {
    ...defaultConfig,
    mode: 'namespace',
    metricSource: 'prometheus',
    enable: false,
    general: {
      ...defaultGeneral,
      wormholePorts: [80, 9080],
      autoFence: true,
      namespaces: ['a'],
      dispatches: [{ name: 'd', domains: ['a.b'], domainRegex: 'x', cluster: 'c' }],
      domainAliases: [{ pattern: 'a', templates: ['b'] }],
      fenceLabelKeyAlias: [{ key: 'k8s.io/app', alias: 'wl' }],
      managementSelectors: [
        { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'c', operator: 'In', values: ['d'] }] }
      ],
      blackNamespaceList: ['x', 'y'],
      stableHosts: ['s.t'],
      denyHosts: ['n.o'],
      egressHosts: 'exact',
      expiry: { after: 3_600_000, shrinkBudget: 0.5 },
      clusterDomain: 'corp.local',
      proxyVersion: '1.2',
      render: 'lazyload',
      clusterGsNamespace: 'gs'
    },
    global: {
      ...defaultConfig.global,
      service: 'k8s-app',
      istioRev: 'canary',
      strictRev: true,
      misc: { a: 'b' }
    },
    prometheus: {
      address: 'https://p',
      handlers: { h: { query: 'q', type: 'Value' } },
      interval: 90_000,
      window: 1500,
      lookback: 3_600_000,
      timeout: 5000,
      headers: { 'X-Scope-OrgID': 'shop' },
      parameters: { dedup: 'true' },
      bearerTokenFile: '/token',
      basicAuth: { username: 'u', passwordFile: '/password' },
      tlsConfig: {
        caFile: '/ca',
        certFile: '/cert',
        keyFile: '/key',
        serverName: 'p.example',
        insecureSkipVerify: true
      },
      secretName: 's'
    },
    accessLogReceiver: { replicas: 3, port: 9000, resources: { limits: { memory: '2Gi' } } },
    globalSidecar: {
      enable: true,
      port: 81,
      probePort: 82,
      replicas: 3,
      requestLog: 'all',
      image: { pullPolicy: 'Always', repository: 'r.example/envoy', tag: 'v1' },
      sidecarInject: { enable: false, mode: 'namespace', labels: { a: 'b' }, annotations: { c: 'd' } },
      settings: {}
    }
  };
  const [object] = encodeMesh({ ...emptyMesh, config });
  const { config: decoded } = decodeObjects(object === undefined ? [] : [object]).value;
  expect(stated(decoded)).toEqual(stated(config));
});

test('an instant of a year that no text has is the nearest one that has a text, and is read back', () => {
  const { fences } = decodeObjects([fence('shop/a')]).value;
  const [given] = fences;
  const lastSeen = { past: -8.64e15, future: 8.64e15 };
  const status = { ...(given as NonNullable<typeof given>).status, lastSeen };
  const encoded = encodeMesh({ ...emptyMesh, fences: fences.map(each => ({ ...each, status })) });
  expect(encoded[0]?.['status']).toEqual({
    lastSeen: { past: '0000-01-01T00:00:00Z', future: '9999-12-31T23:59:59.999Z' }
  });
  expect(encodeMesh(decodeObjects(encoded).value)).toEqual(encoded);
});
