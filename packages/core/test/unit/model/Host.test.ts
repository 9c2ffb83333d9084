import { expect, test } from 'vitest';
import {
  ancestors,
  isAddress,
  isWildcard,
  normalize,
  suffixOf,
  whyInvalid,
  whyInvalidNamespace
} from '../../../src/model/Host.js';

const label63 = 'a'.repeat(63);
const longName = `${`${'a'.repeat(49)}.`.repeat(5)}abcde`;

test.each([
  ['details', 'details'],
  ['details:9080', 'details'],
  ['Details.Default.SVC', 'details.default.svc'],
  ['details.default.', 'details.default'],
  ['details.default.:80', 'details.default'],
  ['10.0.0.1:80', '10.0.0.1'],
  ['[::1]:80', '::1'],
  ['[FE80::1]', 'fe80::1'],
  ['fe80::1:2:80', 'fe80::1:2:80'],
  ['::1', '::1'],
  ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
  ['.', '.'],
  ['', ''],
  ['a:123456', 'a:123456'],
  ['*.Example.com', '*.example.com']
])('%j names %j', (text, host) => {
  expect(normalize(text)).toBe(host);
});

test.each(['10.0.0.1', '::1', 'fe80::1', '::', '::ffff:10.0.0.1'])('%s is an address', text => {
  expect(isAddress(text)).toBe(true);
});

test.each(['details', 'a.b', '10.0.0', '10.0.0.1.nip.io', 'a:80', 'cafe'])('%s is no address', text => {
  expect(isAddress(text)).toBe(false);
});

test('a wildcard is known by its star, and covers what is under its suffix', () => {
  expect([isWildcard('*.a.b'), isWildcard('*'), isWildcard('a.b')]).toEqual([true, true, false]);
  expect([suffixOf('*.a.b'), suffixOf('*'), suffixOf('a.b')]).toEqual(['a.b', '', 'a.b']);
});

test('the names above a name begin with itself and end with the root', () => {
  expect(ancestors('a.b.c')).toEqual(['a.b.c', 'b.c', 'c', '']);
  expect(ancestors('a')).toEqual(['a', '']);
  expect(ancestors('')).toEqual(['']);
});

test.each([
  'a.b',
  '*.b',
  '*.b.c',
  'a-b.c-d',
  'xn--a.b',
  '1.b',
  '1a.2b',
  `${label63}.b`,
  'details.default.svc.cluster.local',
  longName
])('%s is a host that Istio accepts', host => {
  expect(whyInvalid(host)).toBeUndefined();
});

test.each([
  ['', 'it is empty'],
  ['*', 'a lone wildcard is no host'],
  [`${longName}f`, 'it is longer than 255 characters'],
  ['10.0.0.1', 'it is an IP address'],
  ['::1', 'it is an IP address'],
  ['details', 'it has no dot, and Istio takes full names only'],
  ['a..b', 'it has an empty label'],
  ['.a', 'it has an empty label'],
  ['a.', 'it has an empty label'],
  [`${label63}a.b`, 'a label is longer than 63 characters'],
  ['a*.b', 'only the whole first label may be a wildcard'],
  ['*a.b', 'only the whole first label may be a wildcard'],
  ['a.*.b', 'only the whole first label may be a wildcard'],
  ['*.*.b', 'only the whole first label may be a wildcard'],
  ['a_b.c', 'the label "a_b" is not made of letters, digits and inner hyphens'],
  ['-a.b', 'the label "-a" is not made of letters, digits and inner hyphens'],
  ['a-.b', 'the label "a-" is not made of letters, digits and inner hyphens'],
  ['a b.c', 'the label "a b" is not made of letters, digits and inner hyphens'],
  ['A.b', 'the label "A" is not made of letters, digits and inner hyphens'],
  ['ä.b', 'the label "ä" is not made of letters, digits and inner hyphens'],
  ['a/b.c', 'the label "a/b" is not made of letters, digits and inner hyphens'],
  ['a.1', 'its last label is a number'],
  ['*.12', 'its last label is a number']
])('Istio would reject %j because %s', (host, why) => {
  expect(whyInvalid(host)).toBe(why);
});

test('a namespace is one label', () => {
  expect([whyInvalidNamespace('shop'), whyInvalidNamespace(label63)]).toEqual([undefined, undefined]);
  for (const strange of ['', 'a.b', 'A', '*', '~', '.', 'a_b', `${label63}a`]) {
    expect(whyInvalidNamespace(strange)).toBe('the part before the slash is no namespace');
  }
});
