import { expect, test } from 'vitest';
import { portIn, parseAddress } from '../../../src/sighting/SocketAddress.js';
import { direct, fallback, globalSidecar, sidecar, told } from './given.js';

const web = sidecar('shop/web');
const outside = { upstreamCluster: 'PassthroughCluster' };

test.each([
  ['details', 'details'],
  ['details:9080', 'details'],
  ['Details.Shop:9080', 'details.shop'],
  ['details.shop.svc.cluster.local.', 'details.shop.svc.cluster.local'],
  ['api.example.com:443', 'api.example.com']
])('%s goes to %s, whose full name nothing tells', (authority, to) => {
  expect(told(direct(authority, outside), web)).toBe(`shop/web -> ${to}:9080 http`);
});

test.each([
  ['details', 'details.shop.svc.cluster.local'],
  ['details.shop', 'details.shop.svc.cluster.local'],
  ['details.shop.svc', 'details.shop.svc.cluster.local'],
  ['details.bank', 'details.bank'],
  ['reviews', 'reviews']
])('%s goes to %s, as far as the cluster of details tells', (authority, to) => {
  expect(told(direct(authority), web)).toBe(`shop/web -> ${to}:9080 http`);
});

test('a name is completed only by what begins with it', () => {
  const upstreamCluster = 'outbound|9080||details-v2.shop.svc.cluster.local';
  expect(told(direct('details', { upstreamCluster }), web)).toBe('shop/web -> details:9080 http');
  expect(told(direct('details-v2', { upstreamCluster }), web)).toContain(
    '-> details-v2.shop.svc.cluster.local:'
  );
  expect(told(direct('a.b', { upstreamCluster: 'outbound|9080||a.b.example.com' }), web)).toContain(
    '-> a.b:'
  );
});

test('the cluster of a namesake in another namespace says nothing about a short name', () => {
  const upstreamCluster = 'outbound|9080||details.bank.svc.cluster.local';
  expect(told(direct('details', { upstreamCluster }), web)).toBe('shop/web -> details:9080 http');
});

test.each([
  ['10.96.0.1:9080', { address: '10.96.0.1', port: 9080 }],
  ['[fd00::1]:9080', { address: 'fd00::1', port: 9080 }],
  ['fd00::1', { address: 'fd00::1', port: 9080 }]
])('an address as authority (%s) is where the connection was going', (authority, local) => {
  expect(told(direct(authority, { ...outside, local }), web)).toBe(`shop/web -> ${local.address}:9080 http`);
});

test('a global-sidecar is told by a header where an address meant to go', () => {
  const sighting = fallback('10.9.9.9', { originalDestination: '[FD00::5]:8080' });
  expect(told(sighting, globalSidecar)).toBe('shop/web -> fd00::5:8080 http');
});

test("without that header, a global-sidecar's own address is never the destination", () => {
  const silent = { originalDestination: '' };
  expect(told(fallback('details:9081', silent), globalSidecar)).toBe('shop/web -> details:9081 http');
  expect(told(fallback('10.96.0.7:9081', silent), globalSidecar)).toBe('shop/web -> 10.96.0.7:9081 http');
});

test('an address is a host where the chosen cluster tells which, unless the mesh has that address', () => {
  const sighting = direct('10.96.0.1');
  expect(told(sighting, web)).toContain('-> details.shop.svc.cluster.local:');
  expect(told(sighting, web, { knows: to => to === '10.96.0.1' })).toContain('-> 10.96.0.1:');
});

test("an address that is nobody's in the mesh brings nothing", () => {
  expect(told(direct('10.9.9.9', outside), web, { knows: () => false })).toBe('destination-unknown');
  expect(told(direct('10.9.9.9', outside), web)).toContain('-> 10.96.0.1:');
});

const tcp = { kind: 'tcp', upstreamCluster: 'outbound|3306||db.shop.svc.cluster.local' } as const;

test('a TCP connection goes to its original destination, or to the host that this stands for', () => {
  expect(told(direct('ignored', tcp), web)).toBe('shop/web -> db.shop.svc.cluster.local:9080 tcp');
  expect(told(direct('', { ...tcp, ...outside }), web)).toBe('shop/web -> 10.96.0.1:9080 tcp');
  expect(told(direct('', { ...tcp, local: undefined }), web)).toBe('destination-missing');
});

test.each(['localhost', 'localhost:80', '127.0.0.1', '[::1]:80'])('%s is local', authority => {
  const local = { address: authority.startsWith('[') ? '::1' : '127.0.0.1', port: 80 };
  expect(told(direct(authority, { local }), web)).toBe('destination-local');
});

test.each(['169.254.169.254', '224.0.0.1', '0.0.0.0', 'fe80::1', 'ff02::1', '::', '::ffff:127.0.0.1'])(
  'nothing at %s can be in a scope',
  address => {
    expect(told(direct('', { kind: 'tcp', local: { address, port: 80 } }), web)).toBe('destination-local');
  }
);

test.each([
  'no host',
  '*',
  '*.example.com',
  'a..b',
  'a_b',
  'é.example.com',
  '/',
  '__proto__',
  'x'.repeat(64)
])('%j is no destination', authority => {
  expect(told(direct(authority), web)).toBe('destination-invalid');
});

test.each([
  ['a:80', 80],
  ['[::1]:80', 80],
  ['::1:80', undefined],
  ['a', undefined],
  ['a:x', undefined],
  ['', undefined]
])('the port in %j is %j', (authority, port) => {
  expect(portIn(authority)).toBe(port);
});

test.each([
  ['10.0.0.1:80', { address: '10.0.0.1', port: 80 }],
  ['[fd00::A]:80', { address: 'fd00::a', port: 80 }],
  ['10.0.0.1', undefined],
  ['a:80', undefined],
  ['', undefined]
])('%j as an address is %j', (text, address) => {
  expect(parseAddress(text)).toEqual(address);
});

const long = 'x'.repeat(100_000);

test.each([
  ['an authority', direct(`${long}.shop`), 'destination-invalid'],
  ['an address', direct(`[${'0'.repeat(100_000)}::1]`), 'destination-invalid'],
  [
    'an address as text',
    direct('', { kind: 'tcp', local: { address: long, port: 80 } }),
    'destination-invalid'
  ],
  [
    'an address of digits',
    direct('', { kind: 'tcp', local: { address: `${long}:1::`, port: 80 } }),
    'destination-invalid'
  ]
])('%s that is longer than any is none', (_name, sighting, why) => {
  expect(told({ ...sighting, upstreamCluster: 'PassthroughCluster' }, web)).toBe(why);
});

test('of a cluster with a name that is longer than any, nothing is believed', () => {
  const upstreamCluster = `outbound|80|${long}|details.shop.svc.cluster.local`;
  expect(told(direct('details', { upstreamCluster }), web)).toBe('shop/web -> details:9080 http');
});

test('a header that is longer than any address is none', () => {
  const originalDestination = `[${'0'.repeat(100_000)}::1]:80`;
  expect(told(fallback('10.9.9.9:81', { originalDestination }), globalSidecar)).toBe(
    'shop/web -> 10.9.9.9:81 http'
  );
});
