import { defaultConfig } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callerTelemetry, meshConfigFragment } from '../../packages/core/src/lower/accessLog/callers.js';
import { nodeAddress } from '../harness/network/Node.js';
import { startLogReceiver } from './globalSidecar/LogReceiver.js';
import type { LogReceiver } from './globalSidecar/LogReceiver.js';
import { fence, service } from './support/inputs.js';
import { Shop } from './support/Shop.js';

let receiver: LogReceiver;
let shop: Shop;

const general = { ...defaultConfig.general, accessLogger: 'callers' } as const;
const config = { ...defaultConfig, general };

/** The controller's Service, with this process behind it. */
const controller: ReadonlyArray<JsonObject> = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'mesh-operator', name: 'lazyload' },
    spec: { ports: [{ name: 'grpc-log', port: 8082 }] }
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      namespace: 'mesh-operator',
      name: 'lazyload',
      labels: { 'kubernetes.io/service-name': 'lazyload' }
    },
    addressType: 'IPv4',
    endpoints: [{ addresses: [nodeAddress], conditions: { ready: true } }],
    ports: [{ name: 'grpc-log', port: 8082, protocol: 'TCP' }]
  }
];

beforeAll(async () => {
  receiver = await startLogReceiver('0.0.0.0:8082');
  shop = await Shop.open({
    meshConfig: meshConfigFragment(config),
    objects: [
      ...['sleep', 'reviews', 'details'].map(name => service(`shop/${name}`, { http: 9080 })),
      ...controller
    ],
    fences: [fence('shop/sleep', ['reviews.shop.svc.cluster.local'])],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'shop', name: 'reviews', app: { http: [9080] } },
      { namespace: 'shop', name: 'details', app: { http: [9080] } }
    ]
  });
  await shop.configure({ general: { wormholePort: ['9080'], accessLogger: 'callers' } });
  await shop.mesh.apply(callerTelemetry(config).map(({ object }) => object));
  await shop.mesh.settled();
});

afterAll(async () => {
  await shop?.mesh.stop();
  receiver?.stop();
});

const status = async (url: string): Promise<number> =>
  (await shop.mesh.call(shop.pod('shop/sleep'), url)).status;

test('a caller reports calls that go straight to their Service, and who it is', async () => {
  expect(await status('http://reviews:9080/')).toBe(200);
  await expect.poll(receiver.text, { timeout: 10_000 }).toContain('reviews:9080');
  expect(receiver.text()).toContain('outbound|9080||reviews.shop.svc.cluster.local');
  expect(receiver.text()).toContain(`sidecar~${shop.pod('shop/sleep').ip}~sleep`);
});

test('a caller reports calls that take the fallback route, by the name that it asked for', async () => {
  expect(await status('http://details:9080/')).toBe(200);
  await expect.poll(receiver.text, { timeout: 10_000 }).toContain('details:9080');
});

test('callees report nothing, and no proxy has refused anything', async () => {
  expect(receiver.text()).not.toContain('inbound|9080');
  expect(await shop.complaints()).toEqual([]);
});
