import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from '../harness/process/waitFor.js';
import { ask } from './support/ask.js';
import type { Seen } from './support/ask.js';
import { clusterIpOf } from './support/clusterIpOf.js';
import { fence, service } from './support/inputs.js';
import { Shop } from './support/Shop.js';
import type { Compiled } from './support/Shop.js';

let shop: Shop;
let compiled: Compiled;

/** Where the API server is, as it would write itself; here it does not. */
const apiServer = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {
    namespace: 'default',
    name: 'kubernetes-api',
    labels: { 'kubernetes.io/service-name': 'kubernetes' }
  },
  addressType: 'IPv4',
  endpoints: [{ addresses: ['192.0.2.77'] }],
  ports: [{ name: 'https', port: 6443 }]
};

beforeAll(async () => {
  shop = await Shop.open({
    objects: [service('shop/sleep', { http: 9080 }), service('shop/details', { http: 9080 }), apiServer],
    fences: [fence('shop/sleep')],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'shop', name: 'details', app: { http: [9080] } },
      { namespace: 'abroad', name: 'outside', app: { http: [9080] }, proxy: false }
    ]
  });
  compiled = await shop.configure({ general: { wormholePort: ['9080'] } });
});

afterEach(async () => {
  expect(await shop.complaints()).toEqual([]);
});

afterAll(async () => {
  await shop?.mesh.stop();
});

/** Straight to the global-sidecar's Service, which every scope has. */
const askRelay = (headers: Readonly<Record<string, string>> = {}, authority?: string): Promise<Seen> =>
  ask(shop.mesh, shop.pod('shop/sleep'), 'http://global-sidecar.mesh-operator:9080', { headers, authority });

const askOutside = (headers: Readonly<Record<string, string>> = {}): Promise<Seen> =>
  ask(shop.mesh, shop.pod('shop/sleep'), 'http://api.example.com:9080', {
    headers,
    hosts: { 'api.example.com': shop.pod('abroad/outside').ip }
  });

const metrics = async (): Promise<string> =>
  (await fetch(`http://${shop.globalSidecar.ip}:20000/stats/prometheus`)).text();

/** How often the global-sidecar has come to a verdict. */
const count = async (verdict: string): Promise<number> => {
  const line = new RegExp(`^envoy_global_sidecar_requests\\{.*verdict="${verdict}".*\\} (\\d+)$`, 'm');
  return Number(line.exec(await metrics())?.[1] ?? 0);
};

/** Counters are added up every now and then. */
const counted = (verdict: string, than: number): Promise<true> =>
  waitFor(`more of ${verdict}`, async () => ((await count(verdict)) > than ? true : undefined));

describe('a request for the global-sidecar itself', () => {
  test('says nothing about where to: 400', async () => {
    expect(await askRelay()).toMatchObject({ status: 400, by: undefined });
  });

  test('names its own pod, or its own Service: no loop', async () => {
    const clusterIP = await clusterIpOf(shop.mesh, 'mesh-operator/global-sidecar');
    const before = await count('forward');
    for (const address of [`${shop.globalSidecar.ip}:8080`, `${clusterIP}:9080`]) {
      const { status } = await askRelay({ 'Slime-Orig-Dest': address });
      expect([400, 508]).toContain(status);
    }
    await counted('forward', before + 1);
    expect(await count('forward')).toBe(before + 2);
  });

  test('claims to have been there before: 508', async () => {
    const before = await count('loop');
    const headers = { 'x-meshfence-hop': '1', 'slime-orig-dest': `${shop.pod('shop/details').ip}:9080` };
    expect(await askRelay(headers)).toMatchObject({ status: 508, by: undefined });
    await counted('loop', before);
  });
});

test('the mark reaches nobody', async () => {
  const { headers, status } = await askOutside();
  expect(status).toBe(200);
  expect(Object.keys(headers)).not.toContain('x-meshfence-hop');
});

describe('a destination', () => {
  const forbidden = [
    ['the API server', '10.96.0.1:443'],
    ['its endpoint', '192.0.2.77:6443'],
    ['loopback', '127.0.0.1:15099'],
    ['loopback by another name', '[::ffff:127.0.0.1]:80'],
    ['IPv6 loopback', '[::1]:80'],
    ['metadata', '169.254.169.254:80'],
    ["a proxy's administration", '10.99.77.77:15000']
  ];
  test.each(forbidden)('that is %s: 403', async (_what, destination) => {
    const status = destination.startsWith('[::ffff') ? expect.toBeOneOf([400, 403]) : 403;
    const seen = await askRelay({ 'Slime-Orig-Dest': destination });
    expect(seen, seen.why).toMatchObject({ status, by: undefined });
  });

  test.each(['localhost:80', '0127.0.0.1:80', '2130706433:80', '127.1:80', '10.99.1.1', 'a b', ''])(
    'that is no address (%j): 400',
    async destination => {
      expect(await askRelay({ 'Slime-Orig-Dest': destination })).toMatchObject({ status: 400 });
    }
  );

  test('that is a pod is reached, from inside the mesh', async () => {
    const address = `${shop.pod('shop/details').ip}:9080`;
    const seen = await askRelay({ 'Slime-Orig-Dest': address }, address);
    expect(seen).toMatchObject({ status: 200, by: 'details', host: address });
  });
});

test('without what keeps the routes from the global-sidecar itself, it says 508 instead of going round', async () => {
  const isExclusion = (name: string): boolean => name === 'meshfence-global-sidecar';
  expect(compiled.objects.filter(({ metadata }) => isExclusion(metadata.name))).toHaveLength(1);
  await shop.apply(compiled.objects.filter(({ metadata }) => !isExclusion(metadata.name)));
  const before = await count('loop');
  expect(await askOutside()).toMatchObject({ status: 508, by: undefined });
  await counted('loop', before);
  await shop.apply(compiled.objects);
  expect(await askOutside()).toMatchObject({ status: 200, by: 'outside' });
});
