import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './support/ask.js';
import type { AskOptions, Seen } from './support/ask.js';
import { catchAllRoutes } from './support/catchAll.js';
import { clusterIpOf } from './support/clusterIpOf.js';
import { fallback } from './support/fallback.js';
import { fence, service } from './support/inputs.js';
import { Shop } from './support/Shop.js';

let shop: Shop;

const app = { http: [9080] };
const boot = { general: { wormholePort: ['9080'] } };

beforeAll(async () => {
  shop = await Shop.open({
    meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
    objects: ['shop/sleep', 'shop/reviews', 'shop/details', 'legacy/egress'].map(key =>
      service(key, { http: 9080 })
    ),
    fences: [fence('shop/sleep', ['reviews.shop.svc.cluster.local'])],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'shop', name: 'reviews', app },
      { namespace: 'shop', name: 'details', app },
      { namespace: 'legacy', name: 'egress', app },
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

const fromSleep = (url: string, options: AskOptions = {}): Promise<Seen> =>
  ask(shop.mesh, shop.pod('shop/sleep'), url, options);

const abroad = (): AskOptions => ({ hosts: { 'api.example.com': shop.pod('abroad/outside').ip } });

describe('REGISTRY_ONLY', () => {
  test('what is in scope is reached', async () => {
    expect(await fromSleep('http://reviews:9080')).toMatchObject({ status: 200, by: 'reviews' });
  });

  test.each(['details', 'details.shop', 'details.shop.svc.cluster.local'])('%s is reached', async name => {
    expect(await fromSleep(`http://${name}:9080`)).toMatchObject({ status: 200, by: 'details', ...fallback });
  });

  test('an unknown host is refused, by the proxy of the global-sidecar', async () => {
    const seen = await fromSleep('http://api.example.com:9080', abroad());
    expect(seen).toMatchObject({ status: 502, by: undefined, ...fallback });
  });

  test('an address of a Service is reached, any other is refused', async () => {
    const clusterIP = await clusterIpOf(shop.mesh, 'shop/details');
    expect(await fromSleep(`http://${clusterIP}:9080`)).toMatchObject({
      status: 200,
      by: 'details',
      ...fallback
    });
    const outside = await fromSleep(`http://${shop.pod('abroad/outside').ip}:9080`);
    expect(outside).toMatchObject({ status: 502, by: undefined });
  });

  test('nobody is cut short by a timeout of 15 s, which this policy brings along', async () => {
    const routes = catchAllRoutes(await shop.mesh.configDump(shop.pod('shop/sleep')), 9080);
    expect(routes.map(({ name, route }) => [name, (route as { timeout?: string }).timeout])).toEqual([
      ['to-global-sidecar', '0s']
    ]);
  });

  test('dispatch rules lead where they say, even out', async () => {
    const dispatches = [
      { name: 'in', domains: ['in.example.com'], cluster: 'outbound|9080||egress.legacy.svc.cluster.local' },
      { name: 'out', domains: ['out.example.com'], cluster: 'PassthroughCluster' },
      { name: 'rest', domains: ['*'], cluster: '_GLOBAL_SIDECAR' }
    ];
    await shop.configure({ general: { ...boot.general, dispatches } });
    const asked = (authority: string) => fromSleep('http://api.example.com:9080', { ...abroad(), authority });
    expect(await asked('in.example.com')).toMatchObject({ status: 200, by: 'egress', route: 'dispatch/in' });
    expect(await asked('out.example.com')).toMatchObject({
      status: 200,
      by: 'outside',
      route: 'dispatch/out'
    });
    expect(await asked('else.example.com')).toMatchObject({ status: 502, route: 'to-global-sidecar/rest' });
  });
});

test('ALLOW_ANY, without a restart: unknown hosts are reached', async () => {
  await shop.configure(boot);
  await shop.mesh.configure({ outboundTrafficPolicy: { mode: 'ALLOW_ANY' } });
  await shop.mesh.settled();
  expect(await fromSleep('http://api.example.com:9080', abroad())).toMatchObject({
    status: 200,
    by: 'outside',
    ...fallback
  });
});

test('ALLOW_ANY_DYNAMIC_DNS: the routes are taken, and Services are reached', async () => {
  await shop.mesh.configure({ outboundTrafficPolicy: { mode: 'ALLOW_ANY_DYNAMIC_DNS' } });
  await shop.mesh.settled();
  const { routes } = await shop.mesh.configDump(shop.pod('shop/sleep'));
  const hosts = routes.filter(({ name }) => name === '9080').flatMap(({ virtualHosts }) => virtualHosts);
  expect(hosts.map(({ name }) => name)).toContain('allow_any_dynamic_dns');
  expect(await fromSleep('http://details:9080')).toMatchObject({ status: 200, by: 'details', ...fallback });
});
