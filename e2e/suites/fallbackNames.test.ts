import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ask, loggedOnward } from './support/ask.js';
import type { AskOptions, Seen } from './support/ask.js';
import { clusterIpOf } from './support/clusterIpOf.js';
import { fallback } from './support/fallback.js';
import { fence, service } from './support/inputs.js';
import { Shop } from './support/Shop.js';

let shop: Shop;

const boot = { general: { wormholePort: ['9080'] } };
const app = { http: [9080] };

const direct = { cluster: 'outbound|9080||reviews.shop.svc.cluster.local', route: 'default' };
const passed = { cluster: 'PassthroughCluster', route: 'to-address' };

beforeAll(async () => {
  shop = await Shop.open({
    objects: ['sleep', 'reviews', 'details'].map(name => service(`shop/${name}`, { http: 9080 })),
    fences: [fence('shop/sleep', ['reviews.shop.svc.cluster.local'])],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'shop', name: 'reviews', app },
      { namespace: 'shop', name: 'details', app },
      { namespace: 'other', name: 'unfenced' },
      { namespace: 'abroad', name: 'outside', app, proxy: false }
    ]
  });
  await shop.configure(boot);
});

afterEach(async () => {
  expect(await shop.complaints()).toEqual([]);
});

afterAll(async () => {
  await shop?.mesh.stop();
});

const askFrom = (client: string, url: string, options: AskOptions = {}): Promise<Seen> =>
  ask(shop.mesh, shop.pod(client), url, options);

/** The cluster that the global-sidecar's own proxy chose. */
const onward = async ({ path }: Seen): Promise<string | null> =>
  (await loggedOnward(shop.mesh, shop.globalSidecar, path)).cluster;

const details = 'outbound|9080||details.shop.svc.cluster.local';

describe('a fenced caller', () => {
  test.each(['reviews', 'reviews.shop.svc.cluster.local'])(
    'goes straight to %s, which is in scope',
    async name => {
      const seen = await askFrom('shop/sleep', `http://${name}:9080`);
      expect(seen).toMatchObject({ status: 200, by: 'reviews', host: `${name}:9080`, ...direct });
    }
  );

  const names = [
    'details',
    'details.shop',
    'details.shop.svc',
    'details.shop.svc.cluster.local',
    'DETAILS.shop'
  ];
  const authorities = names.flatMap(name => [name, `${name}:9080`]);
  test.each(authorities)('reaches %s, which is out of scope', async authority => {
    const seen = await askFrom('shop/sleep', 'http://details:9080', { authority });
    const host = authority.replace(/^details(?=:|$)/, 'details.shop.svc.cluster.local');
    expect(seen).toMatchObject({ status: 200, by: 'details', host, ...fallback });
    expect(await onward(seen)).toBe(details);
  });

  test('reaches a host outside the mesh, whose name stays', async () => {
    const hosts = { 'api.example.com': shop.pod('abroad/outside').ip };
    const seen = await askFrom('shop/sleep', 'http://api.example.com:9080', { hosts });
    expect(seen).toMatchObject({ status: 200, by: 'outside', host: 'api.example.com:9080', ...fallback });
    expect(await onward(seen)).toBe('PassthroughCluster');
  });

  test('reaches a pod and a Service by address, past the global-sidecar', async () => {
    for (const address of [shop.pod('shop/details').ip, await clusterIpOf(shop.mesh, 'shop/details')]) {
      const seen = await askFrom('shop/sleep', `http://${address}:9080`);
      expect(seen).toMatchObject({ status: 200, by: 'details', host: `${address}:9080`, ...passed });
    }
  });

  test('can send what a direct call sends, and the callee sees the same of it', async () => {
    const options = { method: 'PUT', body: 'x'.repeat(70_000), headers: { 'X-Case': 'kept', cookie: 'a=b' } };
    const heard = async (name: string): Promise<object> => {
      const { headers, response } = await askFrom('shop/sleep', `http://${name}.shop:9080`, options);
      const { method, bodyBytes } = response.json as { method: string; bodyBytes: number };
      return { ...headers, 'x-request-id': '', host: '', method, bodyBytes };
    };
    const byFallback = await heard('details');
    expect(byFallback).toEqual(await heard('reviews'));
    expect(byFallback).toMatchObject({ method: 'PUT', bodyBytes: 70_000 });
  });

  test('cannot say by itself where its request goes, or from where', async () => {
    const headers = { 'Slime-Orig-Dest': '127.0.0.1:15099', 'slime-source-ns': 'kube-system' };
    const seen = await askFrom('shop/sleep', 'http://details:9080', { headers });
    expect(seen).toMatchObject({ status: 200, by: 'details', host: 'details.shop.svc.cluster.local:9080' });
  });
});

describe('a caller without a fence', () => {
  test('goes straight to every Service', async () => {
    const seen = await askFrom('other/unfenced', 'http://details.shop:9080');
    expect(seen).toMatchObject({ status: 200, by: 'details', cluster: details, route: 'default' });
  });

  test('reaches other hosts through the global-sidecar', async () => {
    const hosts = { 'api.example.com': shop.pod('abroad/outside').ip };
    const seen = await askFrom('other/unfenced', 'http://api.example.com:9080', { hosts });
    expect(seen).toMatchObject({ status: 200, by: 'outside', ...fallback });
  });
});

test('with disableIpv4Passthrough, addresses go through the global-sidecar too', async () => {
  await shop.configure({ general: { ...boot.general, disableIpv4Passthrough: true } });
  const { ip } = shop.pod('shop/details');
  const seen = await askFrom('shop/sleep', `http://${ip}:9080`);
  expect(seen).toMatchObject({ status: 200, by: 'details', host: `${ip}:9080`, ...fallback });
  expect(await onward(seen)).toBe('PassthroughCluster');
});
