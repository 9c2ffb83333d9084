import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ask, loggedOnward } from './support/ask.js';
import type { AskOptions, Seen } from './support/ask.js';
import { fallback } from './support/fallback.js';
import { fence, service } from './support/inputs.js';
import { Shop } from './support/Shop.js';
import type { Compiled } from './support/Shop.js';

let shop: Shop;
let compiled: Compiled;

const app = { http: [9080] };
const boot = { general: { wormholePort: ['9080'] } };

const headless = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name: 'stateful' },
  spec: { clusterIP: 'None', selector: { app: 'details' }, ports: [{ name: 'http', port: 9080 }] }
};

/** What is asked of details under /reviews is answered by reviews. */
const moved = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { namespace: 'shop', name: 'details' },
  spec: {
    hosts: ['details'],
    http: [
      { match: [{ uri: { prefix: '/reviews' } }], route: [{ destination: { host: 'reviews' } }] },
      { route: [{ destination: { host: 'details' } }] }
    ]
  }
};

/** A user's own scope, which lacks the global-sidecar. */
const own = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'Sidecar',
  metadata: { namespace: 'other', name: 'own' },
  spec: { workloadSelector: { labels: { app: 'narrow' } }, egress: [{ hosts: ['./*'] }] }
};

beforeAll(async () => {
  shop = await Shop.open({
    objects: [
      ...['shop/sleep', 'shop/reviews', 'shop/details', 'other/narrow'].map(key =>
        service(key, { http: 9080 })
      ),
      headless,
      moved,
      own
    ],
    fences: [fence('shop/sleep')],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'shop', name: 'reviews', app },
      { namespace: 'shop', name: 'details', app },
      { namespace: 'other', name: 'narrow' },
      { namespace: 'abroad', name: 'outside', app, proxy: false }
    ]
  });
  compiled = await shop.configure(boot);
});

afterEach(async () => {
  expect(await shop.complaints()).toEqual([]);
});

afterAll(async () => {
  await shop?.mesh.stop();
});

const fromSleep = (url: string, options: AskOptions = {}): Promise<Seen> =>
  ask(shop.mesh, shop.pod('shop/sleep'), url, options);

test.each(['details', 'details.shop', 'details.shop.svc.cluster.local'])(
  'the VirtualService of %s holds on the way, although its caller does not know it',
  async name => {
    const seen = await fromSleep(`http://${name}:9080`, { path: `/reviews/${name}` });
    expect(seen).toMatchObject({ status: 200, by: 'reviews', ...fallback });
    const { cluster } = await loggedOnward(shop.mesh, shop.globalSidecar, seen.path);
    expect(cluster).toBe('outbound|9080||reviews.shop.svc.cluster.local');
    expect(await fromSleep(`http://${name}:9080`)).toMatchObject({ status: 200, by: 'details' });
  }
);

test('a headless Service is reached at the very pod that its caller chose', async () => {
  const seen = await fromSleep('http://stateful:9080');
  const host = 'stateful.shop.svc.cluster.local';
  expect(seen).toMatchObject({ status: 200, by: 'details', host: `${host}:9080`, ...fallback });
  const { cluster, upstream } = await loggedOnward(shop.mesh, shop.globalSidecar, seen.path);
  expect(cluster).toBe(`outbound|9080||${host}`);
  expect(upstream).toBe(`${shop.pod('shop/details').ip}:9080`);
});

test('a Sidecar of a user that lacks the global-sidecar turns other hosts into 503, of which the compiler warns', async () => {
  const found = compiled.diagnostics.filter(({ code }) => code === 'sidecar-without-fallback');
  expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('other/own')]);
  const hosts = { 'api.example.com': shop.pod('abroad/outside').ip };
  const seen = await ask(shop.mesh, shop.pod('other/narrow'), 'http://api.example.com:9080', { hosts });
  expect(seen).toMatchObject({ status: 503, by: undefined, route: 'to-global-sidecar' });
  expect(await fromSleep('http://api.example.com:9080', { hosts })).toMatchObject({
    status: 200,
    by: 'outside'
  });
});

test('two replicas share the work', async () => {
  await shop.configure({ ...boot, globalSidecar: { replicas: 2 } });
  const pods = shop.globalSidecars;
  expect(pods).toHaveLength(2);
  const paths: Array<string> = [];
  for (let index = 0; index < 10; index++) {
    const seen = await fromSleep('http://details:9080');
    expect(seen).toMatchObject({ status: 200, by: 'details', ...fallback });
    paths.push(seen.path);
  }
  for (const pod of pods) {
    const log = await shop.mesh.accessLog(pod);
    expect(log.some(({ path }) => paths.includes(path ?? ''))).toBe(true);
  }
});
