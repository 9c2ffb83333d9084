import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './support/ask.js';
import type { AskOptions, Seen } from './support/ask.js';
import { fallback } from './support/fallback.js';
import { fence, service } from './support/inputs.js';
import { Shop } from './support/Shop.js';

let shop: Shop;

const app = { http: [9080] };
const passed = { cluster: 'PassthroughCluster', route: 'allow_any', by: 'details', host: 'details:9080' };
const relayed = {
  ...fallback,
  by: 'details',
  host: 'details.shop.svc.cluster.local:9080'
};

const configure = (general: object): Promise<unknown> =>
  shop.configure({ general: { wormholePort: ['9080'], ...general } });

beforeAll(async () => {
  shop = await Shop.open({
    objects: ['sleep', 'old', 'details'].map(name => service(`shop/${name}`, { http: 9080 })),
    fences: [fence('shop/sleep'), fence('shop/old')],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'shop', name: 'old', metadata: { ISTIO_VERSION: '1.24.3' } },
      { namespace: 'shop', name: 'details', app }
    ]
  });
});

afterEach(async () => {
  expect(await shop.complaints()).toEqual([]);
});

afterAll(async () => {
  await shop?.mesh.stop();
});

const askFrom = (client: string, options: AskOptions = {}): Promise<Seen> =>
  ask(shop.mesh, shop.pod(`shop/${client}`), 'http://details:9080', options);

describe('proxyVersion', () => {
  test('only proxies of that version get the routes', async () => {
    await configure({ proxyVersion: String.raw`^1\.31` });
    expect(await askFrom('sleep')).toMatchObject({ status: 200, ...relayed });
    expect(await askFrom('old')).toMatchObject({ status: 200, ...passed });
  });

  test('without it, all do', async () => {
    await configure({});
    expect(await askFrom('sleep')).toMatchObject({ status: 200, ...relayed });
    expect(await askFrom('old')).toMatchObject({ status: 200, ...relayed });
  });
});

describe('addEnvHeaderViaLua', () => {
  beforeAll(() =>
    configure({
      addEnvHeaderViaLua: true,
      dispatches: [
        { name: 'passed', domains: ['passed.example.com'], cluster: 'PassthroughCluster' },
        { name: 'rest', domains: ['*'], cluster: '_GLOBAL_SIDECAR' }
      ]
    })
  );

  test('tells the global-sidecar the same, and callers still cannot', async () => {
    const headers = { 'Slime-Orig-Dest': '127.0.0.1:15099', 'Slime-Source-Ns': 'kube-system' };
    for (const options of [{}, { headers }])
      expect(await askFrom('sleep', options)).toMatchObject({
        ...relayed,
        status: 200,
        route: 'to-global-sidecar/rest'
      });
  });

  test('leaves requests alone that go elsewhere', async () => {
    const authority = 'passed.example.com';
    const seen = await askFrom('sleep', { authority });
    expect(seen).toMatchObject({ status: 200, by: 'details', host: authority, route: 'dispatch/passed' });
  });
});

test('passthroughByDefault: only dispatch rules do anything', async () => {
  await configure({
    passthroughByDefault: true,
    dispatches: [{ name: 'relayed', domains: ['details.*'], cluster: '_GLOBAL_SIDECAR' }]
  });
  expect(await askFrom('sleep')).toMatchObject({ status: 200, ...passed });
  const host = 'details.shop';
  expect(await askFrom('sleep', { authority: host })).toMatchObject({
    ...relayed,
    status: 200,
    host,
    route: 'to-global-sidecar/relayed'
  });
});

test('clusterGsNamespace: the global-sidecar may live elsewhere', async () => {
  await configure({ clusterGsNamespace: 'relays' });
  expect(shop.globalSidecars.map(({ namespace }) => namespace)).toEqual(['relays']);
  expect(await askFrom('sleep')).toMatchObject({
    ...relayed,
    status: 200,
    cluster: 'outbound|9080||global-sidecar.relays.svc.cluster.local'
  });
});
