import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowed, denied } from '../../../../src/lower/globalSidecar/address/Destinations.js';
import { ipv6 } from './address/arbitrary.js';
import { whole } from './address/whole.js';
import { at, built, endpoints, kubernetes } from './given.js';
import { service } from '../../given/objects.js';

const isDenied = (deny: ReadonlyArray<string>, others: ReadonlyArray<string> = []) => {
  const all = denied({ allow: [], deny }, others, 15_099).map(whole);
  return (text: string): boolean => all.some(each => each(text));
};

test('reserved addresses and ports are denied, whatever the configuration says', () => {
  const no = isDenied([]);
  const forbidden =
    '0.0.0.0:1 127.0.0.1:80 169.254.169.254:80 224.0.0.1:80 239.1.1.1:80 255.255.255.255:80 100.100.100.200:80 168.63.129.16:80 ' +
    '[::]:80 [::1]:80 [::ffff:a00:1]:80 [::a00:1]:80 [fe80::1]:80 [ff02::1]:80 [fd00:ec2::254]:80 [fd20:ce::254]:80 ' +
    '[64:ff9b::7f00:1]:80 10.0.0.1:15000 10.0.0.1:15001 10.0.0.1:15006 10.0.0.1:15090 [fd00::1]:15021 10.0.0.1:15099';
  expect(forbidden.split(' ').filter(each => !no(each))).toEqual([]);
  // Addresses that Istio gives to ServiceEntries, and others near the reserved ones.
  const fine =
    '240.240.0.1:80 [2001:2::1]:80 10.0.0.1:80 128.0.0.1:80 169.253.1.1:80 223.255.255.255:80 1.0.0.0:80 [fd00::1]:80 ' +
    '[64:ff9b::808:808]:80 10.0.0.1:1500 10.0.0.1:150001 10.0.0.1:9901 255.255.255.254:80 [fec0::1]:80';
  expect(fine.split(' ').filter(no)).toEqual([]);
});

test('what the configuration denies is denied, as NAT64 has it too', () => {
  const no = isDenied(['10.0.0.0/8', '2001:db8::/32', '1.2.3.4', 'nonsense']);
  expect(['10.255.0.1:80', '[2001:db8:1::]:80', '1.2.3.4:9', '[64:ff9b::a01:1]:80'].filter(no)).toHaveLength(
    4
  );
  expect(['11.0.0.1:80', '[2001:db9::]:80', '1.2.3.5:9'].filter(no)).toEqual([]);
});

test('what is allowed matches, and nothing else; without a list there is nothing to match', () => {
  const all = allowed({ allow: ['10.0.0.0/8', 'fd00::/8'], deny: [] }).map(whole);
  const yes = (text: string): boolean => all.some(each => each(text));
  expect(['10.1.1.1:80', '[fd00::1]:80'].filter(yes)).toHaveLength(2);
  expect(['11.1.1.1:80', '[fc00::1]:80', '10.1.1.1', '10.1.1.1:'].filter(yes)).toEqual([]);
  expect(allowed({ allow: [], deny: [] })).toEqual([]);
});

test('the order of the lists does not show', () => {
  const texts = ['fd00::/8', '192.168.0.0/16', '10.0.0.0/8'];
  const reversed = texts.toReversed();
  const both = (list: ReadonlyArray<string>) => [
    denied({ allow: [], deny: list }, [], 15_099),
    denied({ allow: [], deny: [] }, list, 15_099),
    allowed({ allow: list, deny: [] })
  ];
  expect(both(texts)).toEqual(both(reversed));
});

test('long lists are cut into expressions that RE2 can take', () => {
  const cidrs = fc.sample(fc.tuple(ipv6, fc.integer({ min: 100, max: 128 })), { numRuns: 500, seed: 1 });
  const deny = cidrs.map(
    ([groups, prefix]) => `${groups.map(each => each.toString(16)).join(':')}/${prefix}`
  );
  const all = denied({ allow: [], deny }, [], 15_099);
  expect(all.length).toBeGreaterThan(8);
  all.forEach(whole);
});

test('the API server is denied: its Service, and what is behind it', () => {
  const others = [
    kubernetes,
    endpoints('default/kubernetes', 'kubernetes', '192.168.0.7'),
    endpoints('other/x', 'kubernetes', '192.168.0.8')
  ];
  const { codes, envoy } = built({ others });
  expect(codes).toEqual([]);
  expect(envoy).toContain(String.raw`10\.96\.0\.1`);
  expect(envoy).toContain(String.raw`192\.168\.0\.7`);
  expect(envoy).not.toContain(String.raw`192\.168\.0\.8`);
});

test('it is said where the API server is not known, unless only some destinations are allowed', () => {
  expect(built({ others: [] }).codes).toEqual(['api-server-unknown']);
  expect(built({ others: [service('shop/kubernetes', { clusterIP: '10.0.0.1' })] }).codes).toEqual([
    'api-server-unknown'
  ]);
  expect(built({ others: [], general: { destinations: { allow: ['10.0.0.0/8'] } } }).codes).toEqual([]);
});

test('it listens on IPv6 where a Service has such an address', () => {
  const six = service('a/b', { clusterIP: 'fd00::1' });
  expect(built({ others: [kubernetes, six] }).envoy).toContain('ipv4_compat: true');
  expect(built({}).envoy).not.toContain('ipv4_compat');
  expect(at(built({}).container, 'name')).toBe('global-sidecar');
});
