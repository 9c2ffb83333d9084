import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Pod } from '../harness/pod/Pod.js';
import { ask, loggedOnward } from './support/ask.js';
import type { Seen } from './support/ask.js';
import { fence, service } from './support/inputs.js';
import { Shop } from './support/Shop.js';

let shop: Shop;

const served = ['market', 'shop'];
const app = { http: [9080] };

beforeAll(async () => {
  shop = await Shop.open({
    objects: [...served, 'other'].flatMap(namespace => [
      service(`${namespace}/sleep`, { http: 9080 }),
      service(`${namespace}/details`, { http: 9080 })
    ]),
    fences: served.map(namespace => fence(`${namespace}/sleep`)),
    pods: [
      ...served.flatMap(namespace => [
        { namespace, name: 'sleep' },
        { namespace, name: 'details', app }
      ]),
      { namespace: 'other', name: 'sleep' },
      { namespace: 'abroad', name: 'outside', app, proxy: false }
    ]
  });
  await shop.configure({ mode: 'namespace', general: { wormholePort: ['9080'], namespace: served } });
});

afterEach(async () => {
  expect(await shop.complaints()).toEqual([]);
});

afterAll(async () => {
  await shop?.mesh.stop();
});

const askFrom = (namespace: string, url: string, hosts = {}): Promise<Seen> =>
  ask(shop.mesh, shop.pod(`${namespace}/sleep`), url, { hosts });

const relayOf = (namespace: string): Pod => {
  const [found, ...others] = shop.globalSidecars.filter(each => each.namespace === namespace);
  if (found === undefined || others.length > 0) throw new Error(`Not one global-sidecar in ${namespace}.`);
  return found;
};

const globalSidecar = (namespace: string): string =>
  `outbound|9080||global-sidecar.${namespace}.svc.cluster.local`;

test('each namespace has a global-sidecar, and no other has', () => {
  expect(shop.globalSidecars.map(({ namespace }) => namespace).toSorted()).toEqual(served);
});

test.each(served)('a short name means what it means in %s', async namespace => {
  const seen = await askFrom(namespace, 'http://details:9080');
  const host = `details.${namespace}.svc.cluster.local`;
  expect(seen).toMatchObject({
    status: 200,
    by: 'details',
    host: `${host}:9080`,
    cluster: globalSidecar(namespace)
  });
  expect((await loggedOnward(shop.mesh, relayOf(namespace), seen.path)).cluster).toBe(
    `outbound|9080||${host}`
  );
});

test('the other namespace is reached by its name, through one own global-sidecar', async () => {
  const seen = await askFrom('shop', 'http://details.market:9080');
  expect(seen).toMatchObject({ status: 200, by: 'details', cluster: globalSidecar('shop') });
  const { cluster } = await loggedOnward(shop.mesh, relayOf('shop'), seen.path);
  expect(cluster).toBe('outbound|9080||details.market.svc.cluster.local');
});

test.each([
  ['market', { cluster: globalSidecar('market'), route: 'to-global-sidecar' }],
  ['other', { cluster: 'PassthroughCluster', route: 'allow_any' }]
])('an unknown host, from %s', async (namespace, expected) => {
  const hosts = { 'api.example.com': shop.pod('abroad/outside').ip };
  const seen = await askFrom(namespace, 'http://api.example.com:9080', hosts);
  expect(seen).toMatchObject({ status: 200, by: 'outside', ...expected });
});

test('a namespace that is no longer listed is left to Istio, which passes its traffic as TCP', async () => {
  await shop.configure({ mode: 'namespace', general: { wormholePort: ['9080'], namespace: ['shop'] } });
  expect(shop.globalSidecars.map(({ namespace }) => namespace)).toEqual(['shop']);
  const { json, status } = await shop.mesh.call(shop.pod('market/sleep'), 'http://details:9080/');
  expect({ status, json }).toMatchObject({ status: 200, json: { by: 'details', host: 'details:9080' } });
  const { clusters, routes } = await shop.mesh.configDump(shop.pod('market/sleep'));
  expect(JSON.stringify([clusters, routes])).not.toContain('global-sidecar');
});
