import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '@meshfence/core';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { ask } from './support/ask.js';
import { catchAllRoutes } from './support/catchAll.js';
import { fence, service } from './support/inputs.js';
import { oddPatterns } from './support/oddPatterns.js';
import { Shop } from './support/Shop.js';

let shop: Shop;
let emitted: ReadonlyArray<KubeObject>;
let refused: ReadonlyArray<string>;

const boot = {
  mode: 'no' as const,
  general: {
    wormholePort: ['9080'],
    dispatches: oddPatterns.map(({ pattern }, index) => ({
      name: `p${index}`,
      domains: [],
      domainRegex: pattern,
      cluster: 'PassthroughCluster'
    }))
  }
};

beforeAll(async () => {
  shop = await Shop.open({
    objects: [service('shop/sleep', { http: 9080 })],
    fences: [fence('shop/sleep')],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'abroad', name: 'outside', app: { http: [9080] }, proxy: false }
    ]
  });
  const { objects, diagnostics } = await shop.configure(boot);
  emitted = objects;
  refused = diagnostics.filter(({ code }) => code === 'pattern-invalid').map(({ message }) => message);
});

afterAll(async () => {
  await shop?.mesh.stop();
});

test('Envoy takes every expression that is emitted, and no other is', async () => {
  expect(await shop.complaints()).toEqual([]);
  const routes = catchAllRoutes(await shop.mesh.configDump(shop.pod('shop/sleep')), 9080);
  const names = routes.map(({ name }) => name as string);
  const indices = names.flatMap(name => (name.startsWith('dispatch/p') ? [Number(name.slice(10))] : []));
  const taken = new Set(indices.map(index => oddPatterns[index]?.pattern));
  const wanted = oddPatterns.filter(({ fate }) => fate !== 'refused').map(({ pattern }) => pattern);
  expect([...taken]).toEqual(wanted);
  expect(refused).toHaveLength(oddPatterns.length - wanted.length);
});

describe('what is matched', () => {
  const matching = oddPatterns.flatMap(({ fate, pattern }, index) =>
    typeof fate === 'object' ? [{ ...fate, pattern, route: `dispatch/p${index}` }] : []
  );
  test.each(matching)('$pattern matches $authority', async ({ authority, route }) => {
    const { ip } = shop.pod('abroad/outside');
    expect(await ask(shop.mesh, shop.pod('shop/sleep'), `http://${ip}:9080`, { authority })).toMatchObject({
      route
    });
  });
});

const withExpression = (object: KubeObject, regex: string): KubeObject =>
  JSON.parse(JSON.stringify(object), (key, value: unknown) =>
    key === 'regex' ? regex : value
  ) as KubeObject;

test('an expression that Envoy cannot compile would have been noticed', async () => {
  const broken = emitted.map(each => (each.kind === 'EnvoyFilter' ? withExpression(each, 'a(b') : each));
  expect(broken).not.toEqual(emitted);
  await shop.apply(broken);
  const complaints: JsonObject[string] = [...(await shop.complaints())];
  expect(JSON.stringify(complaints)).toContain('missing )');
});
