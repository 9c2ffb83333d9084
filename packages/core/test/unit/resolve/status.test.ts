import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { edges, fence, route, service, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';
const domains = (...objects: Parameters<typeof compiled>[0]) => ({
  ...compiled(objects).status(key)?.domains
});
const own = (host: string): JsonObject => ({ [host]: { hosts: [host], state: 'ACTIVE' } });

test('every dependency stands in the status, by what it means', () => {
  const spec = {
    host: { details: {}, 'shop/*': {}, 'bar/x.com': {}, '*/*': {} },
    namespaceSelector: ['foo'],
    labelSelector: [{ selector: { app: 'x' } }]
  };
  expect(
    domains(
      fence(key, spec),
      service('default/details'),
      service('default/labelled', {}, { labels: { app: 'x' } }),
      edges([{ from: key, to: 'learned.com' }])
    )
  ).toEqual({
    '*/*': { hosts: [], state: 'ACTIVE' },
    'bar/x.com': { hosts: ['x.com'], state: 'ACTIVE' },
    ...own('details.default.svc.cluster.local'),
    'foo/*': { hosts: [], state: 'ACTIVE' },
    ...own('labelled.default.svc.cluster.local'),
    ...own('learned.com'),
    'shop/*': { hosts: [], state: 'ACTIVE' }
  });
});

test("what every scope has stands in nobody's status", () => {
  expect(domains(slimeBoot({ stableHost: ['a.b'], clusterGsNamespace: 'gs' }), fence(key))).toEqual({});
});

test('two accounts of one host are one', () => {
  const boot = slimeBoot({ domainAliases: [{ pattern: '^a\\.', templates: ['b.x'] }] });
  expect(
    domains(boot, fence(key, { host: { 'a.x': {}, 'b.x': {} } }), route('shop/v', ['b.x'], ['d.x', 'c.x']))
  ).toEqual({
    ...own('a.x'),
    'b.x': { hosts: ['b.x', 'c.x', 'd.x'], state: 'ACTIVE' }
  });
});

test('domains, metrics and their hosts are sorted', () => {
  const list = ['c.com', 'a.com', 'b.com'].map(to => ({ from: key, to }));
  const { status } = compiled([fence(key), edges(list)]);
  expect(Object.keys(status(key)?.domains ?? {})).toEqual(['a.com', 'b.com', 'c.com']);
  expect(Object.keys(status(key)?.metrics ?? {})).toEqual(['a.com', 'b.com', 'c.com']);
});

test('a fence that yields no Sidecar has a status all the same', () => {
  expect(domains(fence(key, { enable: false, host: { 'a.b': {} } }))).toEqual(own('a.b'));
});

test('every fence in force has a status, the automatic ones too', () => {
  const { plan } = compiled([
    slimeBoot({ autoFence: true, defaultFence: true }),
    service('shop/cart'),
    fence(key)
  ]);
  expect(plan.statuses.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([key, 'shop/cart']);
});
