import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './support/ask.js';
import type { Seen } from './support/ask.js';
import { boot, egress, rule, rules } from './support/dispatches.js';
import { globalSidecar } from './support/fallback.js';
import { fence, service } from './support/inputs.js';
import { Shop } from './support/Shop.js';

let shop: Shop;

const narrow = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'Sidecar',
  metadata: { namespace: 'other', name: 'own' },
  spec: { workloadSelector: { labels: { app: 'narrow' } }, egress: [{ hosts: ['./*', 'mesh-operator/*'] }] }
};

beforeAll(async () => {
  shop = await Shop.open({
    objects: [
      service('shop/sleep', { http: 9080 }),
      service('legacy/egress', { http: 9080 }),
      service('other/narrow', { http: 9080 }),
      narrow
    ],
    fences: [fence('shop/sleep')],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'legacy', name: 'egress', app: { http: [9080] } },
      { namespace: 'other', name: 'narrow' },
      { namespace: 'other', name: 'unfenced' },
      { namespace: 'abroad', name: 'outside', app: { http: [9080, 7777] }, proxy: false }
    ]
  });
});

afterEach(async () => {
  expect(await shop.complaints()).toEqual([]);
});

afterAll(async () => {
  await shop?.mesh.stop();
});

/** Every name leads to the machine outside, unless a rule has something else in mind. */
const askFor = (authority: string, client = 'shop/sleep', port = 9080): Promise<Seen> =>
  ask(shop.mesh, shop.pod(client), `http://${shop.pod('abroad/outside').ip}:${port}`, { authority });

const toEgress = (name: string) => ({
  status: 200,
  by: 'egress',
  cluster: egress,
  route: `dispatch/${name}`
});
const passed = (name: string) => ({ status: 200, by: 'outside', cluster: 'PassthroughCluster', route: name });

describe('rules, then everything to the global-sidecar', () => {
  beforeAll(async () => {
    const { diagnostics } = await shop.configure(boot([...rules, rule('rest', ['*'], '_GLOBAL_SIDECAR')]));
    expect(diagnostics.map(({ code }) => code)).toContain('sidecar-without-fallback');
  });

  test.each(['www.163.com', 'www.163.com:9080', 'WWW.163.Com'])(
    '%s: an exact domain, before one that has it too',
    async authority => {
      expect(await askFor(authority)).toMatchObject({ ...toEgress('exact'), host: authority });
    }
  );

  test.each([
    ['a.163.com', passed('dispatch/shadowed')],
    ['a.b.163.com:80', passed('dispatch/shadowed')],
    ['163.com', { by: 'outside', route: 'to-global-sidecar/rest' }],
    ['m.baidu.com', toEgress('suffix')],
    ['baidu.example', toEgress('suffix')],
    ['Baidu.Example:9080', toEgress('suffix')],
    ['xbaidu.com', { by: 'outside', route: 'to-global-sidecar/rest' }],
    ['shop-12.test.org', toEgress('regex')],
    ['SHOP-1.EXAMPLE.ORG:9080', toEgress('regex')],
    ['shop-1.example.org.evil', { by: 'outside', route: 'to-global-sidecar/rest' }],
    ['x.sohu.com', { by: 'outside', cluster: globalSidecar, route: 'to-global-sidecar/sohu' }],
    ['passed.on', passed('dispatch/passed')],
    ['anything.else', { by: 'outside', cluster: globalSidecar, route: 'to-global-sidecar/rest' }]
  ])('%s', async (authority, expected) => {
    expect(await askFor(authority)).toMatchObject({ status: 200, host: authority, ...expected });
  });

  test('an address stays an address', async () => {
    const { ip } = shop.pod('abroad/outside');
    expect(await askFor(`${ip}:9080`)).toMatchObject(passed('to-address'));
  });

  test('a cluster that nobody has: 503, and nothing worse', async () => {
    const seen = await askFor('nowhere.org');
    expect(seen).toMatchObject({ status: 503, route: 'dispatch/nowhere', by: undefined });
  });

  test('a caller without a fence has the target too; one whose own Sidecar lacks it gets 503', async () => {
    expect(await askFor('www.163.com', 'other/unfenced')).toMatchObject(toEgress('exact'));
    expect(await askFor('www.163.com', 'other/narrow')).toMatchObject({
      status: 503,
      route: 'dispatch/exact'
    });
  });
});

test('rules without a default leave the rest to Istio', async () => {
  await shop.configure(boot(rules));
  expect(await askFor('www.163.com')).toMatchObject(toEgress('exact'));
  expect(await askFor('anything.else')).toMatchObject(passed('allow_any'));
});

test('the last of five hundred rules is reached', async () => {
  const many = Array.from({ length: 499 }, (_, index) =>
    rule(`r${index}`, [`h${index}.many.org`, `*.h${index}.org`], 'PassthroughCluster')
  );
  await shop.configure(boot([...many, rule('last', ['last.org'], egress)]));
  expect(await askFor('last.org')).toMatchObject(toEgress('last'));
  expect(await askFor('x.h498.org')).toMatchObject(passed('dispatch/r498'));
});

describe('without a global-sidecar', () => {
  beforeAll(async () => {
    const all = [...rules, rule('rest', ['*'], 'PassthroughCluster')];
    const { diagnostics } = await shop.configure({
      ...boot(all, { wormholePort: ['9080', '7777'] }),
      mode: 'no'
    });
    expect(diagnostics.map(({ code }) => code)).toContain('dispatch-without-global-sidecar');
    expect(shop.globalSidecars).toEqual([]);
  });

  test('rules work, but for those that lead there', async () => {
    expect(await askFor('www.163.com')).toMatchObject(toEgress('exact'));
    expect(await askFor('m.baidu.com')).toMatchObject(toEgress('suffix'));
    expect(await askFor('x.sohu.com')).toMatchObject(passed('dispatch/rest'));
  });

  test('and on a port that no Service in scope has', async () => {
    expect(await askFor('anything.else', 'shop/sleep', 7777)).toMatchObject(passed('dispatch/rest'));
    const { listeners } = await shop.mesh.configDump(shop.pod('shop/sleep'));
    expect(listeners).toContain('0.0.0.0_7777');
  });
});
