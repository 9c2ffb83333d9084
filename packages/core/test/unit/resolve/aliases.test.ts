import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { edges, fence, route, service, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';
const rule = (pattern: string, ...templates: ReadonlyArray<string>): JsonObject => ({ pattern, templates });
const scope = (rules: ReadonlyArray<JsonObject>, entry: string, ...objects: ReadonlyArray<Json>) =>
  compiled([slimeBoot({ domainAliases: rules }), fence(key, { host: { [entry]: {} } }), ...objects]);
const hosts = (rules: ReadonlyArray<JsonObject>, entry: string, ...objects: ReadonlyArray<Json>) =>
  scope(rules, entry, ...objects).egress(key);
const tutorial = rule(
  '(?P<service>[^\\.]+)\\.(?P<namespace>[^\\.]+)\\.svc\\.cluster\\.local$',
  '$namespace.$service.service.mailsaas'
);

test("the tutorial's alias gives the tutorial's host", () => {
  const { egress, reasons } = scope([tutorial], 'reviews.default.svc.cluster.local');
  expect(egress(key)).toEqual(['*/default.reviews.service.mailsaas', '*/reviews.default.svc.cluster.local']);
  expect(reasons(key, 'default.reviews.service.mailsaas')).toEqual([
    {
      kind: 'alias',
      from: 'reviews.default.svc.cluster.local',
      pattern: tutorial['pattern'],
      template: '$namespace.$service.service.mailsaas'
    }
  ]);
});

test('a learned host has aliases as well', () => {
  const { egress } = compiled([
    slimeBoot({ domainAliases: [tutorial] }),
    fence(key),
    edges([{ from: key, to: 'details:9080' }]),
    service('default/details')
  ]);
  expect(egress(key)).toEqual(['*/default.details.service.mailsaas', '*/details.default.svc.cluster.local']);
});

test('a host that the pattern does not match has no alias', () => {
  expect(hosts([tutorial], 'www.example.com')).toEqual(['*/www.example.com']);
});

test('a pattern may match anywhere, and each of its templates gives a host', () => {
  expect(hosts([rule('b', 'x.$0', 'y.$0')], 'a.b.c')).toEqual(['*/a.b.c', '*/x.b', '*/y.b']);
});

test('every rule that matches gives its hosts', () => {
  expect(hosts([rule('^a', 'x.y'), rule('^z', 'n.o'), rule('c$', 'v.w')], 'a.b.c')).toEqual([
    '*/a.b.c',
    '*/v.w',
    '*/x.y'
  ]);
});

test('an alias is a host like any other: lower case, without a port or a dot at its end', () => {
  expect(hosts([rule('^(a)', 'X.$1:80'), rule('^(a)', 'Y.$1.')], 'a.b')).toEqual(['*/a.b', '*/x.a', '*/y.a']);
});

test('an alias that is the host itself is nothing new', () => {
  expect(scope([rule('(.*)', '$1')], 'a.b').reasons(key, 'a.b')).toEqual([{ kind: 'static', entry: 'a.b' }]);
});

test('an alias that Istio would reject is reported and left out', () => {
  const { egress, messages } = scope([rule('^a', '', 'short', 'x_y.z', 'ok.z')], 'a.b');
  expect(egress(key)).toEqual(['*/a.b', '*/ok.z']);
  expect(messages('alias-invalid')).toHaveLength(3);
});

test('a bad pattern costs its own rule only', () => {
  const { egress, messages } = scope([rule('(', 'n.o'), rule('a(?=b)', 'n.o'), rule('^a', 'x.y')], 'a.b');
  expect(egress(key)).toEqual(['*/a.b', '*/x.y']);
  expect(messages('pattern-invalid')).toHaveLength(2);
});

test.each(['\\C', '\\u0041', '\\cA', 'x\\Cy'])(
  'the escape of %s, which Go does not know, is refused',
  pattern => {
    expect(scope([rule(pattern, 'n.o')], 'a.b').messages('pattern-invalid')).toHaveLength(1);
  }
);

test.each(['\\\\C', 'a\\.b', '\\pL', '(?i)A', '(?P<x>a)', '(?<x>a)'])('the pattern %s is fine', pattern => {
  expect(scope([rule(pattern, 'n.o')], 'a.b').messages('pattern-invalid')).toEqual([]);
});

test('a reference to no group is reported once for each template', () => {
  const { messages } = scope([rule('(?P<x>a)', '$x.$y.$y.$1.$2.${z}.$0')], 'a.b');
  expect(messages('template-literal').map(message => message.split(' ')[0])).toEqual(['$2', '$y', '$z']);
});

test('a pattern that takes long elsewhere takes no time', () => {
  expect(hosts([rule('(a+)+$', 'n.o')], `${'a'.repeat(40)}.b`)).toHaveLength(1);
});

test('aliases of aliases are followed', () => {
  const chain = [rule('^a\\.', 'b.x'), rule('^b\\.', 'c.x'), rule('^c\\.', 'd.x')];
  const { egress, reasons } = scope(chain, 'a.x');
  expect(egress(key)).toEqual(['*/a.x', '*/b.x', '*/c.x', '*/d.x']);
  expect(reasons(key, 'd.x')).toMatchObject([{ kind: 'alias', from: 'c.x' }]);
});

test('aliases and VirtualServices are chained, both ways', () => {
  const rules = [rule('^a\\.', 'b.x'), rule('^d\\.', 'e.x')];
  expect(hosts(rules, 'a.x', route('shop/v', ['b.x'], ['d.x']))).toEqual([
    '*/a.x',
    '*/b.x',
    '*/d.x',
    '*/e.x'
  ]);
});

test('a circle of aliases ends, without a finding', () => {
  const { egress, messages } = scope([rule('^a\\.', 'b.x'), rule('^b\\.', 'a.x')], 'a.x');
  expect(egress(key)).toEqual(['*/a.x', '*/b.x']);
  expect(messages('alias-unbounded')).toEqual([]);
});

test('an alias that grows is cut after eight rounds, and reported once', () => {
  const { egress, messages } = scope([rule('(.*)', 'x.$1')], 'a.b');
  expect(egress(key)).toHaveLength(9);
  expect(messages('alias-unbounded')).toEqual([
    'The aliases of "a.b" derive hosts without end; they are cut short after 256 hosts or 8 rounds.'
  ]);
});

test('eight rounds that end by themselves are no finding', () => {
  const chain = Array.from({ length: 8 }, (_, index) => rule(`^a${index}\\.`, `a${index + 1}.x`));
  const { egress, messages } = scope(chain, 'a0.x');
  expect([egress(key).length, messages('alias-unbounded')]).toEqual([9, []]);
});

test('an alias that multiplies is cut as well', () => {
  const { egress, messages } = scope([rule('(.*)', 'x.$1', 'y.$1', 'z.$1', 'w.$1', 'v.$1', 'u.$1')], 'a.b');
  expect(egress(key)).toHaveLength(257);
  expect(messages('alias-unbounded')).toHaveLength(1);
});

test('VirtualServices are not cut by the rounds of aliases', () => {
  const chain = Array.from({ length: 20 }, (_, index) =>
    route(`shop/v${index}`, [`a${index}.x`], [`a${index + 1}.x`])
  );
  expect(hosts([], 'a0.x', ...chain)).toHaveLength(21);
});

test('a namespace has the aliases of its members', () => {
  expect(hosts([tutorial], 'shop/*', service('shop/cart'), service('shop/db'))).toEqual([
    '*/shop.cart.service.mailsaas',
    '*/shop.db.service.mailsaas',
    'shop/*'
  ]);
});

test('an alias stands in the status by itself, with what it brings', () => {
  const { status } = scope([rule('^a\\.', 'b.x')], 'a.x', route('shop/v', ['b.x'], ['d.x']));
  expect({ ...status(key)?.domains }).toEqual({
    'a.x': { hosts: ['a.x'], state: 'ACTIVE' },
    'b.x': { hosts: ['b.x', 'd.x'], state: 'ACTIVE' }
  });
});

test('the aliases of a namespace stand in the status, and what lies beyond it stands with the namespace', () => {
  const { status } = scope(
    [tutorial],
    'shop/*',
    service('shop/cart'),
    route('shop/v', ['cart'], ['z.z', 'd.x', 'cart'])
  );
  expect({ ...status(key)?.domains }).toEqual({
    'shop.cart.service.mailsaas': { hosts: ['shop.cart.service.mailsaas'], state: 'ACTIVE' },
    'shop/*': { hosts: ['d.x', 'z.z'], state: 'ACTIVE' }
  });
});

test('no alias is derived for everything', () => {
  expect(hosts([rule('.*', 'n.o')], '*/*', service('shop/cart'))).toEqual(['*/*']);
});
