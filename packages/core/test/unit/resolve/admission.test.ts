import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { edges, fence, route, service, serviceEntry, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';
const denied = (rules: ReadonlyArray<string>, ...entries: ReadonlyArray<string>) =>
  compiled([
    slimeBoot({ denyHosts: rules, stableHost: ['stable.com'] }),
    fence(key, { host: Object.fromEntries(entries.map(entry => [entry, {}])) }),
    service('shop/cart'),
    service('bar/db')
  ]).egress(key);

test('without rules everything may enter', () => {
  expect(denied([], 'a.b')).toEqual(['*/a.b', '*/stable.com']);
});

test('a rule keeps out its own host, a wildcard what is under it', () => {
  expect(denied(['a.b'], 'a.b', 'x.a.b', 'c.b')).toEqual(['*/c.b', '*/stable.com', '*/x.a.b']);
  expect(denied(['*.b'], 'a.b', 'x.a.b', 'b.c', '*.a.b', '*.b')).toEqual(['*/b.c', '*/stable.com']);
  expect(denied(['*'], 'a.b')).toEqual([]);
});

test('a rule is read as hosts are: in any case, with a dot at its end', () => {
  expect(denied(['A.B.'], 'a.b')).toEqual(['*/stable.com']);
});

test('a rule for a namespace keeps out the namespace, and each of its Services', () => {
  expect(denied(['shop/*'], 'shop/*', 'bar/*', 'cart.shop', 'db.bar', 'gone.shop.svc.cluster.local')).toEqual(
    ['*/db.bar.svc.cluster.local', '*/stable.com', 'bar/*']
  );
});

test('a stable host may be denied, too', () => {
  expect(denied(['stable.com'])).toEqual([]);
});

const boot = slimeBoot({
  denyHosts: ['*.no.com'],
  domainAliases: [{ pattern: '^al\\.', templates: ['x.no.com'] }]
});

test('what follows from a host may be denied, and brings nothing then', () => {
  const objects = [
    boot,
    fence(key, { host: { 'al.b': {} } }),
    route('shop/v', ['al.b'], ['y.no.com', 'ok.com']),
    route('shop/w', ['y.no.com'], ['behind.com'])
  ];
  const { egress, messages } = compiled(objects);
  expect(egress(key)).toEqual(['*/al.b', '*/ok.com']);
  expect(messages('host-denied').toSorted()).toEqual([
    '"x.no.com" is kept out by the deny rule "*.no.com".',
    '"y.no.com" is kept out by the deny rule "*.no.com".'
  ]);
});

test('a learned host that is denied is reported, and stays remembered', () => {
  const { egress, messages, status } = compiled([boot, fence(key), edges([{ from: key, to: 'x.no.com' }])]);
  expect(egress(key)).toEqual([]);
  expect(messages('host-denied')).toHaveLength(1);
  expect(Object.keys(status(key)?.domains ?? {})).toEqual([]);
  expect(Object.keys(status(key)?.metrics ?? {})).toEqual(['x.no.com']);
});

const exported = (exportTo: ReadonlyArray<string>, spec: JsonObject = {}) =>
  serviceEntry('shop/e', { hosts: ['e.com'], exportTo, ...spec });
const seen = (...objects: ReadonlyArray<Json>) =>
  compiled([fence(key, { host: { 'e.com': {} } }), ...objects]);

test.each<[ReadonlyArray<string>, boolean]>([
  [['*'], true],
  [['default'], true],
  [['.'], false],
  [['bar'], false],
  [['~'], false]
])('a host exported to %j may enter, or may not', (exportTo, may) => {
  const { egress, messages } = seen(exported(exportTo));
  expect(egress(key)).toEqual(may ? ['*/e.com'] : []);
  expect(messages('host-invisible')).toHaveLength(may ? 0 : 1);
});

test('a host that anybody exports to the fence may enter', () => {
  expect(seen(exported(['.']), serviceEntry('bar/e', { hosts: ['e.com'] })).egress(key)).toEqual(['*/e.com']);
});

test('a host that nobody defines is hidden by nobody', () => {
  expect(seen().egress(key)).toEqual(['*/e.com']);
});

test('a fence in the namespace of a hidden host sees it', () => {
  const { egress } = compiled([fence('shop/x', { host: { 'e.com': {} } }), exported(['.'])]);
  expect(egress('shop/x')).toEqual(['*/e.com']);
});

test('what follows from a host may be hidden, and brings nothing then', () => {
  const { egress, messages } = compiled([
    fence(key, { host: { 'a.b': {} } }),
    exported(['.']),
    route('shop/v', ['a.b'], ['e.com']),
    route('shop/w', ['e.com'], ['behind.com'])
  ]);
  expect(egress(key)).toEqual(['*/a.b']);
  expect(messages('host-invisible')).toEqual([
    '"e.com" is not exported to namespace default, so it is not added.'
  ]);
});

test('a learned host that is hidden is reported', () => {
  const { egress, messages } = compiled([fence(key), exported(['.']), edges([{ from: key, to: 'e.com' }])]);
  expect(egress(key)).toEqual([]);
  expect(messages('host-invisible')).toHaveLength(1);
});
