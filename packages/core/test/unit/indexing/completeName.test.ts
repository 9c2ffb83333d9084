import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import { completeName } from '../../../src/indexing/completeName.js';
import { buildIndex } from '../../../src/indexing/Index.js';
import type { Json } from '../../../src/model/Json.js';
import { endpointSlice, pod, service, serviceEntry, slimeBoot } from '../given/objects.js';

const objects: ReadonlyArray<Json> = [
  service('default/details', { clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1'] }),
  service('shop/cart', { clusterIP: '10.0.0.2' }),
  service('shop/db', { clusterIP: 'None', selector: { app: 'db' } }),
  service('shop/svc'),
  serviceEntry('shop/rates', {
    hosts: ['api.rates', 'localname'],
    addresses: ['10.9.0.1'],
    endpoints: [{ address: '10.9.0.2' }]
  }),
  pod('shop/db-0', { app: 'db' }, { status: { phase: 'Running', podIP: '10.1.0.1' } }),
  pod('shop/cart-1', { app: 'cart' }, { status: { phase: 'Running', podIP: '10.1.0.2' } }),
  pod(
    'shop/node-agent',
    { app: 'cart' },
    {
      spec: { hostNetwork: true },
      status: { phase: 'Running', podIP: '192.168.0.1' }
    }
  ),
  pod('shop/job', { app: 'cart' }, { status: { phase: 'Succeeded', podIP: '10.1.0.3' } }),
  pod('shop/failed', { app: 'cart' }, { status: { phase: 'Failed', podIP: '10.1.0.4' } }),
  pod('default/cart-2', { app: 'cart' }, { status: { phase: 'Running', podIP: '10.1.0.5' } }),
  endpointSlice('shop/cart-x', 'cart', ['10.1.0.9'])
];

const index = buildIndex(decodeObjects(objects).value).value;
const completed = (name: string, from = 'default'): ReadonlyArray<string> | string => {
  const found = completeName(index, name, from);
  return found._tag === 'Hosts' ? found.hosts : `unknown ${found.address}`;
};
const of = (name: string): string => `${name}.svc.cluster.local`;

test.each([
  ['details', of('details.default')],
  ['details:9080', of('details.default')],
  ['DETAILS', of('details.default')],
  ['details.', of('details.default')],
  ['missing', of('missing.default')],
  ['details.default', of('details.default')],
  ['details.default.svc', of('details.default')],
  ['details.default.svc.cluster.local', of('details.default')],
  ['details.default.svc.cluster.local.:80', of('details.default')],
  ['cart.shop', of('cart.shop')],
  ['cart.shop:80', of('cart.shop')],
  ['cart.shop.svc', of('cart.shop')],
  ['cart.other', 'cart.other'],
  ['cart.other.svc', 'cart.other.svc'],
  ['cart.other.svc.cluster.local', of('cart.other')],
  ['www.example.com', 'www.example.com'],
  ['api.rates', 'api.rates'],
  ['*.example.com', '*.example.com'],
  ['', '']
])('%j called from namespace default is %s', (name, host) => {
  expect(completed(name)).toEqual([host]);
});

test('a name without a dot belongs to the caller, whoever that is', () => {
  expect(completed('details', 'shop')).toEqual([of('details.shop')]);
});

test('a host of the registry stays what it is', () => {
  expect(completed('api.rates', 'shop')).toEqual(['api.rates']);
});

test.each([
  ['db-0.db.shop', of('db.shop')],
  ['db-0.db.shop.svc', of('db.shop')],
  ['db-0.db.shop.svc.cluster.local', of('db.shop')],
  ['cart-1.cart.shop', 'cart-1.cart.shop'],
  ['cart-1.cart.shop.svc.cluster.local', of('cart-1.cart.shop')],
  ['x.db-0.db.shop', 'x.db-0.db.shop']
])('%s is a pod of a headless Service, or is not', (name, host) => {
  expect(completed(name)).toEqual([host]);
});

test('a pod of a headless Service may be named without its namespace, from within it', () => {
  expect(completed('db-0.db', 'shop')).toEqual([of('db.shop')]);
  expect(completed('db-0.db', 'default')).toEqual(['db-0.db']);
});

test('a Service called svc is no suffix', () => {
  expect(completed('svc.shop')).toEqual([of('svc.shop')]);
});

test.each([
  ['10.0.0.1:9080', [of('details.default')]],
  ['[fd00::1]:9080', [of('details.default')]],
  ['fd00::1', [of('details.default')]],
  ['10.9.0.1', ['api.rates', 'localname']],
  ['10.9.0.2', ['api.rates', 'localname']],
  ['10.1.0.9', [of('cart.shop')]],
  ['10.1.0.1', [of('db.shop')]],
  ['10.1.0.2:80', [of('cart.shop')]]
])('the address %s is %j', (address, hosts) => {
  expect(completed(address)).toEqual(hosts);
});

test.each([
  ['192.168.0.1', 'of a node'],
  ['10.1.0.3', 'of a pod that has finished'],
  ['10.1.0.4', 'of a pod that has failed'],
  ['10.1.0.5', 'of a pod that no Service of its namespace selects'],
  ['10.255.0.1', 'of nobody']
])('the address %s %s means nothing', address => {
  expect(completed(address)).toBe(`unknown ${address}`);
});

test('a cluster IP counts more than an endpoint, and an endpoint more than a pod', () => {
  const { value } = decodeObjects([
    service('a/one', { clusterIP: '10.0.0.1' }),
    service('a/two', { clusterIP: '10.0.0.3' }),
    endpointSlice('a/two-x', 'two', ['10.0.0.1', '10.0.0.2']),
    pod('a/p', { app: 'one' }, { status: { podIP: '10.0.0.2' } })
  ]);
  const known = buildIndex(value).value.addresses;
  expect([known.get('10.0.0.1'), known.get('10.0.0.2')]).toEqual([[of('one.a')], [of('two.a')]]);
});

test('two Services that select one pod are both behind its address', () => {
  const { value } = decodeObjects([
    service('a/two', { selector: { app: 'x' } }),
    service('a/one', { selector: { app: 'x' } }),
    service('a/none', { selector: {} }),
    pod('a/p', { app: 'x' }, { status: { podIP: '10.0.0.2' } })
  ]);
  expect(buildIndex(value).value.addresses.get('10.0.0.2')).toEqual([of('one.a'), of('two.a')]);
});

test('the domain of the cluster is a setting', () => {
  const { value } = decodeObjects([slimeBoot({ clusterDomain: 'corp.local' }), service('default/details')]);
  const other = buildIndex(value).value;
  const hosts = (name: string) => {
    const found = completeName(other, name, 'default');
    return found._tag === 'Hosts' ? found.hosts : [];
  };
  expect(hosts('details.default.svc')).toEqual(['details.default.svc.corp.local']);
  expect(hosts('details.default.svc.corp.local')).toEqual(['details.default.svc.corp.local']);
  expect(hosts('details.default.svc.cluster.local')).toEqual(['details.default.svc.cluster.local']);
});
