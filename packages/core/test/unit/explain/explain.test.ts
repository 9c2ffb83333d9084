import { expect, test } from 'vitest';
import { explain } from '../../../src/explain/explain.js';
import type { Explanation } from '../../../src/explain/explain.js';
import type { Json } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { edges, fence, route, service, serviceEntry, slimeBoot } from '../given/objects.js';

const workload = { namespace: 'default', name: 'reviews' };
const key = 'default/reviews';
const asked = (objects: ReadonlyArray<Json>, host?: string, now?: string): Explanation | undefined => {
  const { mesh, plan } = compiled(objects, now);
  return explain(mesh, plan, workload, host);
};
const details = 'details.default.svc.cluster.local';

test('an unknown workload has no explanation', () => {
  expect(asked([fence('default/other')])).toBeUndefined();
});

test('without a host everything is explained, in the order of the Sidecar', () => {
  const found = asked([fence(key, { host: { 'b.x': {}, 'a.x': {} } })]);
  expect(found).toMatchObject({
    ...workload,
    selector: { app: 'reviews' },
    refusal: undefined,
    absent: undefined
  });
  expect(found?.hosts.map(({ host }) => host)).toEqual(['a.x', 'b.x', 'istio-system/*', 'mesh-operator/*']);
});

test('a refusal is part of the explanation', () => {
  expect(asked([fence(key, { enable: false })])?.refusal).toBe('disabled');
});

test('a chain leads from a reason that stands by itself to the host', () => {
  const objects = [
    slimeBoot({ domainAliases: [{ pattern: '^c\\.x$', templates: ['d.x'] }] }),
    fence(key),
    edges([{ from: key, to: 'a.x' }]),
    route('shop/v', ['a.x'], ['b.x']),
    route('shop/w', ['b.x'], ['c.x'])
  ];
  expect(
    asked(objects, 'd.x')?.hosts[0]?.chains.map(chain =>
      chain.map(({ host, reason }) => `${reason.kind} ${host}`)
    )
  ).toEqual([['edge a.x', 'virtual-service b.x', 'virtual-service c.x', 'alias d.x']]);
});

test('every reason has a chain of its own, by the shortest way', () => {
  const objects = [
    fence(key, { host: { 'a.x': {}, 'c.x': {} } }),
    route('shop/v', ['a.x'], ['b.x', 'c.x']),
    route('shop/w', ['b.x'], ['c.x'])
  ];
  expect(asked(objects, 'c.x')?.hosts[0]?.chains.map(chain => chain.map(({ host }) => host))).toEqual([
    ['c.x'],
    ['a.x', 'c.x'],
    ['a.x', 'b.x', 'c.x']
  ]);
});

test('a circle does not lead a chain astray', () => {
  const objects = [
    fence(key, { host: { 'a.x': {} } }),
    route('shop/v', ['a.x'], ['b.x']),
    route('shop/w', ['b.x'], ['a.x', 'b.x'])
  ];
  expect(asked(objects, 'b.x')?.hosts[0]?.chains.map(chain => chain.map(({ host }) => host))).toEqual([
    ['a.x', 'b.x']
  ]);
});

test('a chain from a member of a namespace begins with the namespace', () => {
  const objects = [
    fence(key, { host: { 'shop/*': {} } }),
    service('shop/cart'),
    route('shop/v', ['cart'], ['d.x'])
  ];
  expect(
    asked(objects, 'd.x')?.hosts[0]?.chains.map(chain =>
      chain.map(({ host, reason }) => `${reason.kind} ${host}`)
    )
  ).toEqual([['namespace cart.shop.svc.cluster.local', 'virtual-service d.x']]);
});

test.each(['details', 'details:9080', 'DETAILS.default', details, '10.0.0.1'])(
  'a host may be asked for as %s',
  host => {
    const objects = [
      fence(key, { host: { details: {} } }),
      service('default/details', { clusterIP: '10.0.0.1' })
    ];
    expect(asked(objects, host)?.hosts.map(each => each.host)).toEqual([details]);
  }
);

test('a host is in scope by its namespace, by a wildcard, or by everything', () => {
  const by = (entry: string, host: string) =>
    asked([fence(key, { host: { [entry]: {} } }), service('shop/cart')], host)?.hosts.map(each => each.host);
  expect(by('shop/*', 'cart.shop')).toEqual(['shop/*']);
  expect(by('*.x', 'a.x')).toEqual(['*.x']);
  expect(by('*/*', 'any.where')).toEqual(['*/*']);
  expect(by('shop/*', 'shop/*')).toEqual(['shop/*']);
  expect(by('*.x', 'x')).toEqual([]);
  expect(by('*.x.y', 'ax.y')).toEqual([]);
});

test('a host of several namespaces is in scope by any of them', () => {
  const objects = [
    fence(key, { host: { 'shop/*': {} } }),
    serviceEntry('bar/e', { hosts: ['a.x'] }),
    serviceEntry('shop/e', { hosts: ['a.x'] }),
    route('shop/v', ['a.x'], ['b.x'])
  ];
  expect(asked(objects, 'a.x')?.hosts.map(({ host }) => host)).toEqual(['shop/*']);
  expect(asked(objects, 'b.x')?.hosts[0]?.chains.map(chain => chain.map(({ host }) => host))).toEqual([
    ['a.x', 'b.x']
  ]);
});

const absent = (objects: ReadonlyArray<Json>, host: string, now?: string) =>
  asked(objects, host, now)?.absent;

test('a host that nobody asked for is absent for that', () => {
  expect(absent([fence(key), service('default/details')], 'details')).toEqual({
    host: details,
    why: 'unasked',
    detail: '',
    isKnown: true
  });
  expect(absent([fence(key)], 'www.example.com')).toMatchObject({ why: 'unasked', isKnown: false });
});

test('a host under a wildcard of the registry is known', () => {
  expect(absent([fence(key), serviceEntry('shop/e', { hosts: ['*.x'] })], 'a.x')).toMatchObject({
    isKnown: true
  });
});

test('a host that Istio would reject is absent for that', () => {
  expect(absent([fence(key)], 'a_b.c')).toMatchObject({
    why: 'invalid',
    detail: 'the label "a_b" is not made of letters, digits and inner hyphens'
  });
});

test('a host that a rule denies is absent for that', () => {
  const objects = [slimeBoot({ denyHosts: ['*.b'] }), fence(key, { host: { 'a.b': {} } })];
  expect(absent(objects, 'a.b')).toMatchObject({ why: 'denied', detail: '*.b' });
});

test('a host that is not exported to the fence is absent for that', () => {
  const hidden = serviceEntry('shop/e', { hosts: ['a.b'], exportTo: ['.'] });
  expect(absent([fence(key, { host: { 'a.b': {} } }), hidden], 'a.b')).toMatchObject({
    why: 'invisible',
    detail: 'default',
    isKnown: true
  });
});

test('a host that has expired is absent for that', () => {
  const deadline = { deadline: { expire: '2026-03-01T00:00:00Z' } };
  const expired = (ofReviews: Json, ofOther: Json) =>
    absent(
      [fence('default/other', { host: { 'a.b': ofOther } }), fence(key, { host: { 'a.b': ofReviews } })],
      'a.b',
      '2026-03-02T00:00:00Z'
    );
  expect(expired(deadline, {})).toMatchObject({ why: 'expired' });
});

test('an address of nobody is absent for that', () => {
  expect(absent([fence(key)], '10.0.0.1:80')).toMatchObject({ host: '10.0.0.1', why: 'address-unknown' });
});
