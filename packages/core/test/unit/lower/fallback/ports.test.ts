import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/model/Json.js';
import { service, serviceEntry } from '../../given/objects.js';
import { find, names, withGlobalSidecar } from './given.js';

const having = (key: string, ...ports: ReadonlyArray<JsonObject>) => service(key, { ports });

const collected = (general: JsonObject, ...objects: ReadonlyArray<Json>): ReadonlyArray<number> =>
  names(withGlobalSidecar({ wormholePort: [], autoPort: true, ...general }, ...objects), 'EnvoyFilter')
    .filter(name => name.includes('fallback'))
    .map(name => Number(name.split('-').at(-1)))
    .sort((a, b) => a - b);

test('the HTTP ports of Services are collected: by protocol, by name, and those on which Istio looks', () => {
  const shop = having(
    'shop/cart',
    { port: 80, name: 'http' },
    { port: 81, name: 'x', appProtocol: 'grpc' },
    { port: 82 },
    { port: 83, name: 'tcp' },
    { port: 84, name: 'https' },
    { port: 85, name: 'http', protocol: 'UDP' },
    { port: 86, name: 'redis' },
    { port: 15_021, name: 'http' }
  );
  expect(collected({}, shop)).toEqual([80, 81, 82]);
});

test('so are those of ServiceEntries, by protocol alone', () => {
  const entry = serviceEntry('shop/api', {
    hosts: ['api.example.com'],
    ports: [
      { number: 80, name: 'tcp', protocol: 'HTTP' },
      { number: 81, name: 'http', protocol: 'TLS' },
      { number: 82, name: 'http' }
    ]
  });
  expect(collected({}, entry)).toEqual([80, 82]);
});

test('without autoPort only listed ports count', () => {
  expect(
    collected({ autoPort: false, wormholePort: ['9080'] }, having('shop/cart', { port: 80, name: 'http' }))
  ).toEqual([9080]);
});

test('ports that the user lists stay, whoever has them', () => {
  expect(
    collected(
      { wormholePort: ['7000'], cleanupWormholePort: true },
      having('shop/cart', { port: 80, name: 'http' })
    )
  ).toEqual([80, 7000]);
});

test('a port of a server-first protocol is never collected, though HTTP is spoken there elsewhere', () => {
  const both = [
    having('shop/a', { port: 8025, name: 'http' }),
    having('shop/b', { port: 8025, name: 'mysql' })
  ];
  expect(
    collected({}, ...both, having('shop/c', { port: 22 }), having('shop/d', { port: 587, name: 'smtp' }))
  ).toEqual([]);
});

test('a listed port of a server-first protocol is refused', () => {
  const result = withGlobalSidecar(
    { wormholePort: ['9080', '25', '3307'] },
    having('shop/db', { port: 3307, name: 'mysql' })
  );
  expect(names(result, 'EnvoyFilter').filter(name => name.includes('fallback'))).toEqual([
    'istio-system/meshfence-fallback-9080'
  ]);
  expect(result.messages('port-server-first')).toEqual([
    'Port 25 cannot be a wormhole port: its number is known for a protocol, where the server speaks first.',
    'Port 3307 cannot be a wormhole port: Service shop/db has it, where the server speaks first.'
  ]);
});

test('the namespaces that every scope has count for nothing', () => {
  expect(
    collected(
      {},
      having('istio-system/istiod', { port: 15_014, name: 'http' }),
      having('mesh-operator/x', { port: 81, name: 'http' })
    )
  ).toEqual([]);
});

const before = service(
  'mesh-operator/global-sidecar',
  {
    ports: [
      { port: 7001, name: 'http-7001' },
      { port: 7002, name: 'http-7002' }
    ]
  },
  { labels: { 'app.kubernetes.io/managed-by': 'meshfence' } }
);

test('what was collected once stays, until cleaning up is asked for', () => {
  const now = having('shop/cart', { port: 7001, name: 'http' });
  expect(collected({}, before, now)).toEqual([7001, 7002]);
  expect(collected({ cleanupWormholePort: true }, before, now)).toEqual([7001]);
  expect(collected({ autoPort: false, wormholePort: ['9080'] }, before, now)).toEqual([9080]);
});

test('a collected port that a server-first protocol has taken goes', () => {
  expect(collected({}, before, having('shop/db', { port: 7002, name: 'mysql' }))).toEqual([7001]);
});

test('a collected port that only speaks TCP now goes', () => {
  expect(collected({}, before, having('shop/db', { port: 7002, name: 'tcp' }))).toEqual([7001]);
  const both = [
    having('shop/db', { port: 7002, name: 'tcp' }),
    having('shop/web', { port: 7002, name: 'http' })
  ];
  expect(collected({}, before, ...both)).toEqual([7001, 7002]);
});

test('TCP and gRPC on a wormhole port are worth a word', () => {
  const services = [
    having('shop/a', { port: 9080, name: 'tcp' }),
    having('shop/b', { port: 9080, name: 'grpc' })
  ];
  const result = withGlobalSidecar({}, ...services);
  expect(result.messages('port-shared-with-tcp')).toEqual([
    'Port 9080 is a wormhole port, and a TCP port of Service shop/a.'
  ]);
  expect(result.messages('h2-unsupported')).toEqual([
    'Service shop/b speaks gRPC on port 9080, but supportH2 is off.'
  ]);
  expect(withGlobalSidecar({ supportH2: true }, ...services).messages('h2-unsupported')).toEqual([]);
});

test('a global-sidecar without ports gets nothing, and that is said', () => {
  expect(withGlobalSidecar({ wormholePort: [] }).messages('wormhole-ports-none')).toHaveLength(1);
});

test("in namespace mode the global-sidecar's own Service keeps no port alive", () => {
  const own = service(
    'shop/global-sidecar',
    { ports: [{ port: 7001, name: 'http-7001' }] },
    { labels: { 'app.kubernetes.io/managed-by': 'meshfence' } }
  );
  const general = { globalSidecarMode: 'namespace', namespace: ['shop'], wormholePort: [], autoPort: true };
  const ports = (cleanup: boolean) =>
    names(withGlobalSidecar({ ...general, cleanupWormholePort: cleanup }, own), 'EnvoyFilter').filter(name =>
      name.includes('fallback')
    );
  expect(ports(false)).toEqual(['shop/meshfence-fallback-7001']);
  expect(ports(true)).toEqual([]);
});

test("without a global-sidecar the placeholder's Service remembers", () => {
  const own = service(
    'mesh-operator/meshfence-ports',
    { ports: [{ port: 7001, name: 'http-7001' }] },
    { labels: { 'app.kubernetes.io/managed-by': 'meshfence' } }
  );
  const ports = (cleanup: boolean) =>
    find(
      withGlobalSidecar(
        { globalSidecarMode: 'no', autoPort: true, wormholePort: ['80'], cleanupWormholePort: cleanup },
        own
      ),
      'Service',
      'mesh-operator/meshfence-ports'
    )?.object['spec'];
  expect(ports(false)).toMatchObject({ ports: [{ port: 80 }, { port: 7001 }] });
  expect(ports(true)).toMatchObject({ ports: [{ port: 80 }] });
});

test("ports of Istio's proxy are never collected", () => {
  const proxys = [15_000, 15_001, 15_004, 15_006, 15_008, 15_020, 15_021, 15_053, 15_090];
  expect(collected({}, having('shop/x', ...proxys.map(port => ({ port, name: `http-${port}` }))))).toEqual(
    []
  );
});
