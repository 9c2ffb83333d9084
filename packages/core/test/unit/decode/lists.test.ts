import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import { resolvePlace } from '../../../src/diagnostic/resolvePlace.js';
import { findings, found, read, services } from '../given/decoded.js';
import { pod, service } from '../given/objects.js';

const list = (kind: string, items: string): string => `apiVersion: v1\nkind: ${kind}\nitems:\n${items}`;
const item = '- apiVersion: v1\n  kind: Service\n  metadata: {name: a}\n';

test('a List is its items', () => {
  expect(services(list('List', item))).toEqual(['default/a']);
});

test('the items of a typed list have its kind and version', () => {
  expect(services(list('ServiceList', '- metadata: {name: a}\n- metadata: {name: b}\n'))).toEqual([
    'default/a',
    'default/b'
  ]);
});

test('an item with a kind of its own keeps it', () => {
  const { value } = read(list('ServiceList', '- {apiVersion: v1, kind: Pod, metadata: {name: p}}\n'));
  expect([value.services.length, value.pods.length]).toEqual([0, 1]);
});

test('an item of a plain List needs a kind of its own', () => {
  expect(found(list('List', '- apiVersion: v1\n  metadata: {name: a}\n'))).toEqual([
    'kind-missing: This object has no kind.'
  ]);
});

test('lists may stand in lists, and nothing in a list is nothing', () => {
  const nested = list(
    'List',
    `- apiVersion: v1\n  kind: List\n  items:\n  ${item.replaceAll('\n', '\n  ')}\n- null\n`
  );
  expect(services(nested)).toEqual(['default/a']);
  expect(found(nested)).toEqual([]);
});

test('an empty List says nothing', () => {
  expect(found('apiVersion: v1\nkind: List\nitems: []\n')).toEqual([]);
});

test('an object with items that is no list is an object', () => {
  expect(found('apiVersion: v1\nkind: Menu\nmetadata: {name: a}\nitems: [1]\n')).toEqual([
    'kind-unknown: Menu (v1) does not bear on scopes and is passed over.'
  ]);
});

test('the same mistake in two items is found at two places', () => {
  const text = list(
    'List',
    '- {apiVersion: v1, metadata: {name: a}}\n- {apiVersion: v1, metadata: {name: b}}\n'
  );
  const at = resolvePlace(new Map([['0.yaml', text]]));
  const missing = read(text).diagnostics.filter(({ code }) => code === 'kind-missing');
  expect(missing.map(({ places: [place] }) => place && at(place)?.line)).toEqual([4, 5]);
});

test('live objects are read as texts are, lists too', () => {
  const { value, diagnostics } = decodeObjects([
    service('shop/a'),
    { apiVersion: 'v1', kind: 'PodList', items: [{ metadata: { name: 'p' } }] },
    pod('shop/q', {}),
    null
  ]);
  expect([value.services.length, value.pods.length]).toEqual([1, 2]);
  expect(findings(diagnostics)).toEqual([]);
});
