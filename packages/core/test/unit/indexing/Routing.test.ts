import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import { buildIndex } from '../../../src/indexing/Index.js';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { route, virtualService } from '../given/objects.js';

const to = (...hosts: ReadonlyArray<string>): JsonObject => ({
  route: hosts.map(host => ({ destination: { host } }))
});
const routings = (...objects: ReadonlyArray<Json>) => buildIndex(decodeObjects(objects).value);

/** Where a VirtualService leads: its destinations, and those of its delegates with their names. */
const targets = (...objects: ReadonlyArray<Json>): ReadonlyArray<string> => {
  const { value } = routings(...objects);
  return value.routings
    .matching('a.b')
    .flatMap(({ targets: all }) =>
      all.map(({ host, delegate }) => (delegate === undefined ? host : `${host} by ${delegate}`))
    );
};
const sources = (spec: JsonObject): ReadonlyArray<ReadonlyArray<string> | undefined> =>
  routings(virtualService('shop/v', { hosts: ['a.b'], ...spec }))
    .value.routings.exactly('a.b')
    .flatMap(({ targets: all }) =>
      all.map(({ sourceNamespaces }) => sourceNamespaces && [...sourceNamespaces])
    );

test('a name without a dot belongs to the namespace of its VirtualService', () => {
  const { value } = routings(
    route('shop/v', ['cart', 'cart.bar', '*.b', 'UPPER'], ['db', 'db.bar', '10.0.0.1', '*.x', 'c.d.'])
  );
  const [found] = value.routings.exactly('cart.shop.svc.cluster.local');
  expect(found?.hosts).toEqual([
    'cart.shop.svc.cluster.local',
    'cart.bar',
    '*.b',
    'upper.shop.svc.cluster.local'
  ]);
  expect(found?.targets.map(({ host }) => host)).toEqual([
    'db.shop.svc.cluster.local',
    'db.bar',
    '10.0.0.1',
    '*.x',
    'c.d'
  ]);
});

test('a VirtualService is found by each of its hosts, wildcards both ways', () => {
  const { routings: table } = routings(route('shop/v', ['a.b', '*.d'], ['x.y'])).value;
  expect(
    [table.matching('a.b'), table.matching('c.d'), table.matching('*.b'), table.matching('d')].map(
      each => each.length
    )
  ).toEqual([1, 1, 1, 0]);
});

test.each<[string, ReadonlyArray<string>, number]>([
  ['no gateways', [], 1],
  ['the mesh', ['mesh'], 1],
  ['the mesh among others', ['ingress', 'mesh'], 1],
  ['gateways only', ['ingress'], 0]
])('a VirtualService of %s applies inside the mesh, or does not', (_, gateways, count) => {
  expect(targets(virtualService('shop/v', { hosts: ['a.b'], gateways, http: [to('x.y')] }))).toHaveLength(
    count
  );
});

test('a VirtualService without hosts applies to nothing', () => {
  expect(targets(virtualService('shop/v', { hosts: [], http: [to('x.y')] }))).toEqual([]);
});

test('every protocol leads somewhere', () => {
  const spec = { hosts: ['a.b'], http: [to('h.x')], tcp: [to('t.x')], tls: [to('s.x')] };
  expect(targets(virtualService('shop/v', spec))).toEqual(['h.x', 't.x', 's.x']);
});

test.each<[string, ReadonlyArray<JsonObject>, ReadonlyArray<string> | undefined]>([
  ['no match', [], undefined],
  ['a match of anybody', [{ uri: { exact: '/' } }], undefined],
  ['a namespace', [{ sourceNamespace: 'bar' }], ['bar']],
  ['two namespaces', [{ sourceNamespace: 'bar' }, { sourceNamespace: 'foo' }], ['bar', 'foo']],
  ['a namespace or anybody', [{ sourceNamespace: 'bar' }, {}], undefined],
  ['gateways only', [{ gateways: ['g'] }], []],
  [
    'gateways, or a namespace in the mesh',
    [{ gateways: ['g'] }, { gateways: ['mesh'], sourceNamespace: 'bar' }],
    ['bar']
  ],
  ['a namespace at a gateway, or anybody', [{ gateways: ['g'], sourceNamespace: 'bar' }, {}], undefined]
])('a route with %s is for %j', (_, match, namespaces) => {
  expect(sources({ http: [{ match, ...to('x.y') }] })).toEqual([namespaces]);
});

const root = virtualService('shop/v', { hosts: ['a.b'], http: [{ delegate: { name: 'd' } }, to('x.y')] });

test('the routes of a delegate count, in its own namespace', () => {
  const delegating = virtualService('shop/v', {
    hosts: ['a.b'],
    http: [{ delegate: { name: 'd', namespace: 'bar' } }]
  });
  const delegate = virtualService('bar/d', { http: [to('cart', 'c.d')] });
  expect(targets(delegating, delegate)).toEqual(['cart.bar.svc.cluster.local by bar/d', 'c.d by bar/d']);
});

test('of a delegate only http counts', () => {
  const delegate = virtualService('shop/d', { http: [to('h.x')], tcp: [to('t.x')], tls: [to('s.x')] });
  expect(targets(root, delegate)).toEqual(['h.x by shop/d', 'x.y']);
});

test.each<[string, ReadonlyArray<Json>, string]>([
  ['is not there', [], 'is not there'],
  ['has hosts', [virtualService('shop/d', { hosts: ['c.d'], http: [to('h.x')] })], 'has hosts of its own'],
  [
    'is hidden',
    [virtualService('shop/d', { exportTo: ['bar'], http: [to('h.x')] })],
    'is not exported to namespace shop'
  ]
])('a delegate that %s costs its route alone', (_, delegates, why) => {
  const { diagnostics } = routings(root, ...delegates);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    `The delegate shop/d cannot be used: it ${why}.`
  ]);
  expect(targets(root, ...delegates)).toEqual(['x.y']);
});

test('a delegate that is exported to the root is used', () => {
  const delegate = virtualService('shop/d', { exportTo: ['.'], http: [to('h.x')] });
  expect(targets(root, delegate)).toEqual(['h.x by shop/d', 'x.y']);
});

test('a delegate does not delegate further', () => {
  const delegate = virtualService('shop/d', { http: [{ delegate: { name: 'e' }, ...to('n.x') }, to('h.x')] });
  const next = virtualService('shop/e', { http: [to('e.x')] });
  expect(targets(root, delegate, next)).toEqual(['h.x by shop/d', 'x.y']);
  expect(routings(root, delegate, next).diagnostics.map(({ message }) => message)).toEqual([
    'The delegate shop/d cannot be used: it delegates further, which Istio does not follow.'
  ]);
});
