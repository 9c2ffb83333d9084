import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { fence, route, service, virtualService } from '../given/objects.js';

const key = 'default/reviews';
const scope = (entry: string, ...objects: ReadonlyArray<Json>) =>
  compiled([fence(key, { host: { [entry]: {} } }), ...objects]);
const hosts = (entry: string, ...objects: ReadonlyArray<Json>) => scope(entry, ...objects).egress(key);

test('a host brings the destinations of its VirtualServices, of any namespace', () => {
  expect(hosts('a.b', route('shop/v', ['a.b'], ['c.d', 'cart']))).toEqual([
    '*/a.b',
    '*/c.d',
    '*/cart.shop.svc.cluster.local'
  ]);
});

test('a VirtualService of other hosts brings nothing', () => {
  expect(hosts('a.b', route('shop/v', ['x.b'], ['c.d']))).toEqual(['*/a.b']);
});

test.each([
  ['a.b', '*.b'],
  ['x.a.b', '*.b'],
  ['*.b', 'a.b'],
  ['*.b', '*.a.b'],
  ['*.a.b', '*.b']
])('the host %s meets a VirtualService of %s', (entry, of) => {
  expect(hosts(entry, route('shop/v', [of], ['c.d']))).toContain('*/c.d');
});

test('the reason names the VirtualService, and its delegate', () => {
  const delegating = virtualService('shop/v', { hosts: ['a.b'], http: [{ delegate: { name: 'd' } }] });
  const delegate = virtualService('shop/d', { http: [{ route: [{ destination: { host: 'c.d' } }] }] });
  expect(scope('a.b', delegating, delegate).reasons(key, 'c.d')).toEqual([
    { kind: 'virtual-service', from: 'a.b', virtualService: 'shop/v', delegate: 'shop/d' }
  ]);
});

test('destinations bring the destinations of theirs', () => {
  const chain = [route('shop/v', ['a.b'], ['c.d']), route('shop/w', ['c.d'], ['e.f'])];
  expect(hosts('a.b', ...chain)).toEqual(['*/a.b', '*/c.d', '*/e.f']);
});

test('a circle of VirtualServices ends', () => {
  const circle = [route('shop/v', ['a.b'], ['c.d']), route('shop/w', ['c.d'], ['a.b', 'c.d'])];
  const found = scope('a.b', ...circle);
  expect(found.egress(key)).toEqual(['*/a.b', '*/c.d']);
  expect(found.reasons(key, 'a.b')).toEqual([{ kind: 'static', entry: 'a.b' }]);
});

test('two hosts of one circle are each a reason for the other', () => {
  const circle = [route('shop/v', ['a.b'], ['c.d']), route('shop/w', ['c.d'], ['a.b'])];
  const { reasons } = compiled([fence(key, { host: { 'a.b': {}, 'c.d': {} } }), ...circle]);
  expect(reasons(key, 'a.b').map(({ kind }) => kind)).toEqual(['static', 'virtual-service']);
  expect(reasons(key, 'c.d').map(({ kind }) => kind)).toEqual(['static', 'virtual-service']);
});

test('a destination that Istio would reject is left out in silence', () => {
  const { egress, diagnostics } = scope('a.b', route('shop/v', ['a.b'], ['10.0.0.1', 'a_b.c', '', 'c.d']));
  expect(egress(key)).toEqual(['*/a.b', '*/c.d']);
  expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
});

test('a VirtualService that is not exported to the fence brings nothing', () => {
  const hidden = (exportTo: ReadonlyArray<string>) =>
    virtualService('shop/v', {
      hosts: ['a.b'],
      exportTo,
      http: [{ route: [{ destination: { host: 'c.d' } }] }]
    });
  expect(hosts('a.b', hidden(['.']))).toEqual(['*/a.b']);
  expect(hosts('a.b', hidden(['~']))).toEqual(['*/a.b']);
  expect(hosts('a.b', hidden(['default']))).toEqual(['*/a.b', '*/c.d']);
});

test('a route for callers of other namespaces brings nothing', () => {
  const limited = (sourceNamespace: string): JsonObject =>
    virtualService('shop/v', {
      hosts: ['a.b'],
      http: [{ match: [{ sourceNamespace }], route: [{ destination: { host: 'c.d' } }] }]
    });
  expect(hosts('a.b', limited('bar'))).toEqual(['*/a.b']);
  expect(hosts('a.b', limited('default'))).toEqual(['*/a.b', '*/c.d']);
});

test('fences of different namespaces see different routes', () => {
  const limited = virtualService('shop/v', {
    hosts: ['a.b'],
    http: [{ match: [{ sourceNamespace: 'bar' }], route: [{ destination: { host: 'c.d' } }] }]
  });
  const { egress } = compiled([
    limited,
    fence(key, { host: { 'a.b': {} } }),
    fence('bar/x', { host: { 'a.b': {} } })
  ]);
  expect([egress(key), egress('bar/x')]).toEqual([['*/a.b'], ['*/a.b', '*/c.d']]);
});

test('a namespace brings what its members bring, and does not list the members', () => {
  const objects = [service('shop/cart'), service('shop/db'), route('shop/v', ['cart'], ['db', 'c.d'])];
  const { egress, reasons } = scope('shop/*', ...objects);
  expect(egress(key)).toEqual(['*/c.d', 'shop/*']);
  expect(reasons(key, 'c.d')).toMatchObject([
    { kind: 'virtual-service', from: 'cart.shop.svc.cluster.local' }
  ]);
});

test('a member of a namespace that is not exported to the fence brings nothing', () => {
  const hidden = service('shop/cart', {}, { annotations: { 'networking.istio.io/exportTo': '.' } });
  expect(hosts('shop/*', hidden, route('shop/v', ['cart'], ['c.d']))).toEqual(['shop/*']);
});

test('everything brings nothing more', () => {
  expect(hosts('*/*', service('shop/cart'), route('shop/v', ['cart'], ['c.d']))).toEqual(['*/*']);
});

test('in a status the destinations stand with the host that brings them', () => {
  const chain = [route('shop/v', ['a.b'], ['e.f', 'c.d']), route('shop/w', ['c.d'], ['g.h'])];
  expect({ ...scope('a.b', ...chain).status(key)?.domains }).toEqual({
    'a.b': { hosts: ['a.b', 'c.d', 'e.f', 'g.h'], state: 'ACTIVE' }
  });
});
