import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { fence, namespace, pod, service, serviceEntry, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';
const of = (name: string): string => `${name}.svc.cluster.local`;
const around: ReadonlyArray<Json> = [
  service('default/details', { clusterIP: '10.0.0.1' }),
  service('shop/cart'),
  serviceEntry('shop/external', { hosts: ['api.rates.com', '*.wild.com'] }),
  pod('shop/cart-1', { app: 'cart' }, { status: { podIP: '10.1.0.1' } })
];
const given = (spec: JsonObject, ...more: ReadonlyArray<Json>) =>
  compiled([fence(key, spec), ...around, ...more]);
const egress = (host: string): ReadonlyArray<string> => given({ host: { [host]: {} } }).egress(key);

test.each([
  ['details', [`*/${of('details.default')}`]],
  ['details:9080', [`*/${of('details.default')}`]],
  ['cart.shop', [`*/${of('cart.shop')}`]],
  ['cart.shop.svc', [`*/${of('cart.shop')}`]],
  ['CART.SHOP.svc.cluster.local.', [`*/${of('cart.shop')}`]],
  ['*/cart.shop.svc.cluster.local', [`*/${of('cart.shop')}`]],
  ['*/details', [`*/${of('details.default')}`]],
  ['www.example.com', ['*/www.example.com']],
  ['api.rates.com', ['*/api.rates.com']],
  ['*.example.com', ['*/*.example.com']],
  ['10.0.0.1', [`*/${of('details.default')}`]],
  ['10.1.0.1:80', [`*/${of('cart.shop')}`]],
  ['shop/*', ['shop/*']],
  ['./*', ['default/*']],
  ['*/*', ['*/*']],
  ['shop/cart.shop.svc.cluster.local', [`shop/${of('cart.shop')}`]],
  ['./www.example.com', ['default/www.example.com']],
  ['shop/*.wild.com', ['shop/*.wild.com']]
])('the entry %s becomes %j', (entry, expected) => {
  expect(egress(entry)).toEqual(expected);
});

test.each([
  'a_b.c',
  '',
  '*',
  '10.255.0.1',
  'a b.com',
  'x..y',
  'ns_x/*',
  'UPPER/*',
  'shop/cart',
  'a/b/c.d',
  '~/*',
  '~shop/*',
  '~.x/*',
  `${'a'.repeat(64)}.com`,
  '*/*.*.com'
])('the entry %j never reaches a Sidecar, and is reported once', entry => {
  const { egress: hosts, diagnostics } = given({ host: { [entry]: {} } });
  expect(hosts(key)).toEqual([]);
  expect(
    diagnostics.filter(({ code }) => code === 'host-invalid' || code === 'exclusion-unsupported')
  ).toHaveLength(1);
});

test('a bad entry costs only itself', () => {
  expect(given({ host: { 'a_b.c': {}, details: {} } }).egress(key)).toEqual([`*/${of('details.default')}`]);
});

test('every entry is a reason for its host', () => {
  const { reasons } = given({ host: { details: {}, 'details.default': {}, 'shop/*': {} } });
  expect(reasons(key, of('details.default'))).toEqual([
    { kind: 'static', entry: 'details' },
    { kind: 'static', entry: 'details.default' }
  ]);
  expect(reasons(key, 'shop/*')).toEqual([{ kind: 'namespace', entry: 'shop/*' }]);
});

test('a host that is wanted from anywhere needs no entry of one namespace beside it', () => {
  const cart = of('cart.shop');
  expect(given({ host: { [`shop/${cart}`]: {}, [cart]: {} } }).egress(key)).toEqual([`*/${cart}`]);
  expect(given({ host: { [`shop/${cart}`]: {}, [`./${cart}`]: {} } }).egress(key)).toEqual([
    `default/${cart}`,
    `shop/${cart}`
  ]);
});

test('a host that nothing defines is kept, and reported with the nearest name', () => {
  const { egress: hosts, messages } = given({ host: { 'detials.default.svc.cluster.local': {}, 'x.y': {} } });
  expect(hosts(key)).toEqual([`*/${of('detials.default')}`, '*/x.y']);
  expect(messages('host-unknown')).toEqual([
    `No Service or ServiceEntry of the input has the host "${of('detials.default')}". Did you mean "${of('details.default')}"?`,
    'No Service or ServiceEntry of the input has the host "x.y".'
  ]);
});

test('a host under a wildcard of the registry, or a wildcard, is not unknown', () => {
  expect(given({ host: { 'a.wild.com': {}, '*.other.com': {} } }).messages('host-unknown')).toEqual([]);
});

test('without any registry no host is called unknown', () => {
  expect(compiled([fence(key, { host: { 'x.y': {} } })]).messages('host-unknown')).toEqual([]);
});

test('whole namespaces may be listed', () => {
  const { egress: hosts, reasons } = given({ namespaceSelector: ['shop', 'bar'] });
  expect(hosts(key)).toEqual(['bar/*', 'shop/*']);
  expect(reasons(key, 'bar/*')).toEqual([{ kind: 'namespace', entry: 'bar' }]);
});

test('a namespace is unknown only where namespaces are given and nothing stands in it', () => {
  const spec = { namespaceSelector: ['shop', 'bar', 'foo'] };
  expect(given(spec).messages('namespace-unknown')).toEqual([]);
  expect(given(spec, namespace('bar')).messages('namespace-unknown')).toEqual([
    'There is no Namespace "foo" in the input.'
  ]);
});

test('a scope of everything is said to be one', () => {
  expect(given({ host: { '*/*': {} } }).messages('scope-everything')).toHaveLength(1);
});

test('the stable hosts of the SlimeBoot are in every scope, and in no status', () => {
  const boot = slimeBoot({ stableHost: ['details', 'shop/*'] });
  const { egress: hosts, reasons, status } = compiled([boot, fence(key), fence('shop/x'), ...around]);
  expect(hosts(key)).toEqual([`*/${of('details.default')}`, 'shop/*']);
  expect(hosts('shop/x')).toEqual([`*/${of('details.shop')}`, 'shop/*']);
  expect(reasons(key, 'shop/*')).toEqual([{ kind: 'stable-host', entry: 'shop/*' }]);
  expect({ ...status(key)?.domains }).toEqual({});
});
