import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { Json } from '../../../src/model/Json.js';
import { findings, settings } from '../given/decoded.js';
import {
  endpointSlice,
  fence,
  namespace,
  pod,
  service,
  serviceEntry,
  sidecar,
  slimeBoot,
  virtualService
} from '../given/objects.js';

const found = (objects: ReadonlyArray<Json>) => findings(decodeObjects(objects).diagnostics);

test('the time is part of the mesh', () => {
  expect([decodeObjects([], { now: 5 }).value.now, decodeObjects([]).value.now]).toEqual([5, undefined]);
});

test('of two objects of one name the same one is kept, whichever comes first', () => {
  const [a, b] = [service('shop/a', { type: 'ClusterIP' }), service('shop/a', { type: 'NodePort' })];
  const kept = (objects: ReadonlyArray<Json>) =>
    decodeObjects(objects).value.services.map(({ type }) => type);
  expect(kept([a, b])).toHaveLength(1);
  expect(kept([a, b])).toEqual(kept([b, a]));
});

test('objects of the same name in other namespaces, or of other kinds, are no duplicates', () => {
  expect(
    found([service('shop/a'), service('bar/a'), fence('shop/a'), pod('shop/a', {}), sidecar('shop/a', {})])
  ).toEqual([]);
});

test.each([
  ['Namespace a', namespace('a')],
  ['Service shop/a', service('shop/a')],
  ['ServiceEntry shop/a', serviceEntry('shop/a', { hosts: [] })],
  ['VirtualService shop/a', virtualService('shop/a', { hosts: [] })],
  ['ServiceFence shop/a', fence('shop/a')],
  ['Sidecar shop/a', sidecar('shop/a', {})],
  ['Pod shop/a', pod('shop/a', {})],
  ['EndpointSlice shop/a', endpointSlice('shop/a', 'b', [])]
])('there can be only one %s', (name, object) => {
  const { diagnostics } = decodeObjects([object, object]);
  expect(findings(diagnostics)).toEqual([
    `object-duplicate: There can be only one ${name}; one of these is ignored.`
  ]);
  const places = diagnostics.filter(({ code }) => code === 'object-duplicate').flatMap(each => each.places);
  expect(places.map(place => place.object)).toEqual([name, name]);
});

test('without a SlimeBoot the defaults hold', () => {
  expect(decodeObjects([]).diagnostics.map(({ code }) => code)).toEqual(['config-missing']);
  expect(decodeObjects([]).value.config).toMatchObject({ meta: undefined, mode: 'cluster', enable: true });
});

test('of several modules one that is switched on is used, then the first by name', () => {
  const named = (name: string, enable: boolean): Json => ({
    ...slimeBoot({}, { enable }),
    metadata: { namespace: 'mesh-operator', name }
  });
  const used = (objects: ReadonlyArray<Json>) => decodeObjects(objects).value.config.meta?.name;
  expect(used([named('a', false), named('c', true), named('b', true)])).toBe('b');
  expect(used([named('b', true), named('c', true), named('a', false)])).toBe('b');
  expect(used([named('b', false), named('a', false)])).toBe('a');
});

test('the SlimeBoot is kept as it was written, for templates to read', () => {
  expect(settings({}, {}, { foo: 'bar' }).values).toMatchObject({ foo: 'bar' });
});
