import { metricEdges } from '@meshfence/core';
import type { Counters, FallbackUsers, Labels, Sample } from '@meshfence/core';
import { expect, test } from 'vitest';

const at = 1_700_000_000_000;
const witness = { source: 'prometheus', at };
const seen = (count: number | undefined = 1) => [
  { source: 'prometheus', firstSeen: at, lastSeen: at, count }
];

const counters = (rest: Partial<Counters> = {}): Counters => ({
  reporter: 'source',
  protocol: 'http',
  sharedNamespaces: new Set(['mesh-operator']),
  countBlocked: false,
  ...rest
});

const web = { source_workload: 'web', source_workload_namespace: 'shop', source_app: 'web' };
const cart = { destination_service: 'cart.shop.svc.cluster.local', destination_service_name: 'cart' };
const sample = (labels: Labels.Labels, value = 1): Sample => ({ labels, value });

const read = (labels: Labels.Labels, rest?: Partial<Counters>, users?: FallbackUsers) => {
  const { edges, unused } = metricEdges(counters(rest), [sample({ ...web, ...labels })], witness, users);
  return edges.length > 0 ? edges.map(({ from, to, port }) => ({ from, to, port })) : unused;
};

const fromWeb = (to: string, port?: number, namespace = 'shop') => [
  { from: { _tag: 'Named', namespace, name: 'web' }, to, port }
];

test('a call is an edge of the workload, with evidence of now', () => {
  const { edges, unused } = metricEdges(counters(), [sample({ ...web, ...cart }, 2.6)], witness);
  expect(edges).toEqual([
    {
      from: { _tag: 'Named', namespace: 'shop', name: 'web' },
      to: 'cart.shop.svc.cluster.local',
      port: undefined,
      protocol: 'http',
      evidence: seen(3),
      origin: { _tag: 'Nowhere' }
    }
  ]);
  expect(unused).toEqual({});
});

test('series of one call are one edge, and their numbers are added up', () => {
  const samples = [sample({ ...web, ...cart }, 2), sample({ ...web, ...cart, source_version: 'v2' }, 0.1)];
  expect(metricEdges(counters(), samples, witness).edges.map(({ evidence }) => evidence)).toEqual([seen(3)]);
});

test.each([
  [Number.NaN, 'no-calls'],
  [0, 'no-calls'],
  [-1, 'no-calls'],
  [Number.NEGATIVE_INFINITY, 'no-calls']
])('the number %s is no call', (value, why) => {
  expect(metricEdges(counters(), [sample({ ...web, ...cart }, value)], witness)).toMatchObject({
    edges: [],
    unused: { [why]: 1 }
  });
});

test('an infinite rate is a call that cannot be counted', () => {
  const samples = [sample({ ...web, ...cart }, Number.POSITIVE_INFINITY), sample({ ...web, ...cart }, 3)];
  expect(metricEdges(counters(), samples, witness).edges[0]?.evidence).toEqual([
    { source: 'prometheus', firstSeen: at, lastSeen: at, count: undefined }
  ]);
});

test('without a workload the caller is known by its label, or by its canonical service', () => {
  const rest = { ...cart, source_workload: 'unknown' };
  expect(read(rest)).toMatchObject([
    { from: { _tag: 'Labelled', namespace: 'shop', labels: { app: 'web' } } }
  ]);
  expect(read({ ...rest, source_app: 'unknown', source_canonical_service: 'front' })).toMatchObject([
    { from: { _tag: 'Named', namespace: 'shop', name: 'front' } }
  ]);
  expect(read({ ...rest, source_app: '' })).toEqual({ 'no-caller': 1 });
  expect(read({ ...cart, source_workload_namespace: 'unknown' })).toEqual({ 'no-caller': 1 });
});

test.each([
  ['cart.shop.svc.cluster.local', 'cart.shop.svc.cluster.local', undefined],
  ['Cart.Shop:9080', 'cart.shop', 9080],
  ['cart', 'cart', undefined],
  ['cart:80', 'cart', 80],
  ['cart.shop.svc.cluster.local.', 'cart.shop.svc.cluster.local', undefined],
  ['10.0.0.1:9080', '10.0.0.1', 9080],
  ['[2001:DB8::1]:9080', '2001:db8::1', 9080],
  ['::1', '::1', undefined],
  ['cart.shop:99999', 'cart.shop', undefined]
])('what an application asked for, %s, is %s and port %s', (service, to, port) => {
  expect(read({ destination_service: service, destination_service_name: 'PassthroughCluster' })).toEqual(
    fromWeb(to, port)
  );
});

test.each(['*', '*.example.com', 'a_b.example.com', 'a/b.shop', `${'a'.repeat(64)}.shop`, 'a..b', 'x y'])(
  '%s, which an application asked for, is no host',
  service => {
    expect(read({ destination_service: service, destination_service_name: 'PassthroughCluster' })).toEqual({
      'bad-destination': 1
    });
  }
);

test("a wildcard is a ServiceEntry's name where the proxy knows it", () => {
  const name = '*.example.com';
  expect(read({ destination_service: name, destination_service_name: name })).toEqual(fromWeb(name));
});

test('where no destination is known, there is no edge', () => {
  expect(read({ destination_service: 'unknown', destination_service_name: 'PassthroughCluster' })).toEqual({
    'no-destination': 1
  });
  expect(read({ destination_service: 'unknown', destination_service_name: 'unknown' })).toEqual({
    'no-destination': 1
  });
});

test('names that contain "unknown" are names', () => {
  const to = 'unknown-users.shop.svc.cluster.local';
  expect(read({ destination_service: to, source_workload: 'unknown-web' })).toEqual([
    { from: { _tag: 'Named', namespace: 'shop', name: 'unknown-web' }, to, port: undefined }
  ]);
});

test('a call that the proxy did not let out counts only where that is asked for', () => {
  const labels = { destination_service: 'cart.shop:80', destination_service_name: 'BlackHoleCluster' };
  expect(read(labels)).toEqual({ blocked: 1 });
  expect(read(labels, { countBlocked: true })).toEqual(fromWeb('cart.shop', 80));
});

test('a callee that knows none of its Services is the Service of its name, in its own namespace', () => {
  const labels = { destination_service: 'cart', destination_workload_namespace: 'stock' };
  expect(read(labels, { reporter: 'destination' })).toEqual(fromWeb('cart.stock.svc'));
  expect(read(labels)).toEqual(fromWeb('cart'));
  expect(
    read(
      { destination_service_name: 'cart', destination_service_namespace: 'stock' },
      { reporter: 'destination' }
    )
  ).toEqual(fromWeb('cart.stock.svc'));
});

const toFallback = {
  destination_service: 'global-sidecar.mesh-operator.svc.cluster.local',
  destination_service_name: 'global-sidecar'
};

test('a call to the global-sidecar is no edge, and tells who uses it', () => {
  const { edges, fallbackUsers, unused } = metricEdges(
    counters(),
    [sample({ ...web, ...toFallback })],
    witness
  );
  expect([edges, unused, [...fallbackUsers]]).toEqual([[], { 'global-sidecar': 1 }, [['web', ['shop']]]]);
});

test("what the global-sidecar itself calls is nobody else's", () => {
  const own = { ...cart, source_workload: 'global-sidecar', source_workload_namespace: 'mesh-operator' };
  expect(read(own)).toEqual({ 'global-sidecar': 1 });
  expect(read(own, { reporter: 'destination' })).toEqual({ 'global-sidecar': 1 });
});

test('a call that came through the global-sidecar is of those of the name who use it', () => {
  const borrowed = { ...cart, source_workload_namespace: 'mesh-operator' };
  const users = new Map([['web', ['shop', 'test']]]);
  const to = 'cart.shop.svc.cluster.local';
  expect(read(borrowed, { reporter: 'destination' }, users)).toEqual([
    ...fromWeb(to),
    ...fromWeb(to, undefined, 'test')
  ]);
  expect(read(borrowed, { reporter: 'destination' })).toEqual({ 'caller-untold': 1 });
});

test("with a global-sidecar in each namespace, that namespace is the caller's", () => {
  const rest = { reporter: 'destination', sharedNamespaces: new Set<string>() } as const;
  expect(read(cart, rest)).toEqual(fromWeb('cart.shop.svc.cluster.local'));
});

const unmade = (labels: Labels.Labels, rest?: Partial<Counters>) =>
  metricEdges(counters(rest), [sample({ ...web, ...labels })], witness).unmade;

const ofWeb = (why: string, to?: string) => [
  { from: { _tag: 'Named', namespace: 'shop', name: 'web' }, why, to }
];

test('of what is of no use, the caller may want to know why', () => {
  const passed = { destination_service_name: 'PassthroughCluster' };
  expect(unmade({ ...passed, destination_service: 'a_b.shop' })).toEqual(
    ofWeb('bad-destination', 'a_b.shop')
  );
  expect(unmade({ ...passed, destination_service: 'x y' })).toEqual(ofWeb('bad-destination'));
  expect(unmade({ ...passed, destination_service: 'unknown' })).toEqual(ofWeb('no-destination'));
  expect(unmade({ ...cart, destination_service_name: 'BlackHoleCluster' })).toEqual(
    ofWeb('blocked', 'cart.shop.svc.cluster.local')
  );
  expect(unmade(toFallback)).toEqual(ofWeb('global-sidecar'));
});

test('nobody wants to know of calls that were made, or not at all, or that nobody made', () => {
  expect(unmade(cart)).toEqual([]);
  expect(unmade({ ...cart, source_workload_namespace: 'unknown' })).toEqual([]);
  expect(unmade({ ...cart, source_workload: 'global-sidecar' })).toEqual([]);
  expect(unmade(toFallback, { reporter: 'destination' })).toEqual([]);
  expect(metricEdges(counters(), [sample({ ...web, ...cart }, 0)], witness).unmade).toEqual([]);
});

test("a name that a global-sidecar lends is nobody's, whatever becomes of the call", () => {
  const borrowed = { source_workload_namespace: 'mesh-operator', destination_service: 'a_b.shop' };
  expect(unmade(borrowed, { reporter: 'destination' })).toEqual([]);
  expect(unmade({ ...borrowed, ...cart }, { reporter: 'destination' })).toEqual([]);
});
