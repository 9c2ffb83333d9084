import { expect, test } from 'vitest';
import type { Json } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { edges, fence, route, service, serviceEntry, slimeBoot, virtualService } from '../given/objects.js';

const key = 'default/reviews';
const of = (name: string): string => `${name}.svc.cluster.local`;
const hidden = { annotations: { 'networking.istio.io/exportTo': '.' } };
const around: ReadonlyArray<Json> = [
  slimeBoot({ egressHosts: 'exact' }),
  service('shop/cart'),
  service('shop/secret', {}, hidden),
  service('istio-system/istiod'),
  serviceEntry('shop/e', { hosts: ['both.com', '*.wild.com'] }),
  serviceEntry('bar/e', { hosts: ['both.com', 'x.wild.com'] }),
  serviceEntry('foo/e', { hosts: ['both.com'], exportTo: ['.'] })
];
const scope = (entry: string, ...objects: ReadonlyArray<Json>) =>
  compiled([fence(key, { host: { [entry]: {} } }), ...around, ...objects]);
const hosts = (entry: string, ...objects: ReadonlyArray<Json>) => scope(entry, ...objects).egress(key);

test('a host is named with its namespace', () => {
  expect(hosts('cart.shop')).toEqual([`shop/${of('cart.shop')}`]);
});

test('a host is named with every namespace that defines it and shows it to the fence', () => {
  expect(hosts('both.com')).toEqual(['bar/both.com', 'shop/both.com']);
});

test('a whole namespace is named host by host, as far as the fence sees them', () => {
  expect(hosts('shop/*')).toEqual(['shop/*.wild.com', 'shop/both.com', `shop/${of('cart.shop')}`]);
});

test("the system's namespaces are listed one by one", () => {
  expect(scope('cart.shop').sidecar(key)?.egressHosts).toEqual([
    `shop/${of('cart.shop')}`,
    `istio-system/${of('istiod.istio-system')}`,
    'mesh-operator/*'
  ]);
});

test('a Service that is not there yet tells its namespace by its name', () => {
  expect(hosts('gone.bar.svc.cluster.local')).toEqual([`bar/${of('gone.bar')}`]);
  expect(hosts('gone.b_r.svc.cluster.local')).toEqual([]);
  expect(hosts('x.gone.bar.svc.cluster.local')).toEqual([]);
});

test('a host that nothing defines has no form, and is reported', () => {
  const { egress, messages, scope: of_ } = scope('www.example.com');
  expect(egress(key)).toEqual([]);
  expect(messages('host-unresolved')).toEqual([
    'Nothing in the input defines "www.example.com", so it has no exact form.'
  ]);
  expect(of_(key)?.hosts.map(({ host }) => host)).toContain('www.example.com');
});

test('an empty namespace is no finding', () => {
  expect(scope('empty/*').messages('host-unresolved')).toEqual([]);
});

test('a wildcard is named by everything that it covers', () => {
  expect(hosts('*.wild.com')).toEqual(['bar/x.wild.com', 'shop/*.wild.com']);
  expect(hosts('a.wild.com')).toEqual(['bar/x.wild.com', 'shop/*.wild.com']);
  expect(hosts('x.wild.com')).toEqual(['bar/x.wild.com']);
});

test('a host is named with the namespaces of its VirtualServices, which are selected by theirs', () => {
  const routed = route('ops/v', ['both.com'], ['cart.shop.svc.cluster.local']);
  expect(hosts('both.com', routed)).toEqual([
    'bar/both.com',
    'ops/both.com',
    'shop/both.com',
    `shop/${of('cart.shop')}`
  ]);
  const secret = virtualService('ops/v', { hosts: ['both.com'], exportTo: ['.'] });
  expect(hosts('both.com', secret)).toEqual(['bar/both.com', 'shop/both.com']);
});

test('a host of one namespace stays that', () => {
  expect(hosts('shop/both.com')).toEqual(['shop/both.com']);
});

test('everything stays everything', () => {
  expect(hosts('*/*')).toEqual(['*/*']);
});

test('learned hosts are exact, too', () => {
  const { egress } = compiled([fence(key), ...around, edges([{ from: key, to: 'cart.shop:80' }])]);
  expect(egress(key)).toEqual([`shop/${of('cart.shop')}`]);
});

test('a namespace of which the input has nothing is named as a whole', () => {
  const { sidecar } = compiled([slimeBoot({ egressHosts: 'exact' }), fence(key, { host: { 'far/*': {} } })]);
  expect(sidecar(key)?.egressHosts).toEqual(['far/*', 'istio-system/*', 'mesh-operator/*']);
});

test('a scope without any entry says that it has none', () => {
  const hidden = { exportTo: ['~'] };
  const { sidecar } = compiled([
    slimeBoot({ egressHosts: 'exact' }),
    fence(key),
    serviceEntry('istio-system/a', { hosts: ['a.com'], ...hidden }),
    serviceEntry('mesh-operator/b', { hosts: ['b.com'], ...hidden })
  ]);
  expect(sidecar(key)?.egressHosts).toEqual(['~/*']);
});
