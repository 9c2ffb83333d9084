import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { Change } from '../../../src/incremental/Change.js';
import { start, step } from '../../../src/incremental/step.js';
import type { State } from '../../../src/incremental/step.js';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import type { Mesh } from '../../../src/model/Mesh.js';
import { keyOf } from '../../../src/model/Meta.js';
import {
  edges,
  endpointSlice,
  fence,
  namespace,
  pod,
  route,
  service,
  serviceEntry,
  sidecar,
  slimeBoot
} from '../given/objects.js';

const meshOf = (...objects: ReadonlyArray<Json>): Mesh => decodeObjects(objects).value;

/** Fences by what they depend on, each in a namespace of its own, so that none can be meant by accident. */
const objects: ReadonlyArray<JsonObject> = [
  slimeBoot({
    domainAliases: [{ pattern: String.raw`^(\w+)\.aliased\.com$`, templates: ['$1.target.com'] }]
  }),
  ...['calls', 'label', 'short', 'static', 'whole', 'wild', 'address', 'alias', 'timed'].map(name =>
    namespace(name)
  ),
  service('shop/cart', {}, { labels: { tier: 'front' } }),
  service('shop/pay', { clusterIP: '10.0.0.1' }),
  service('calls/own'),
  serviceEntry('shop/partners', { hosts: ['*.partners.com'] }),
  route('shop/cart', ['cart.shop.svc.cluster.local'], ['pay.shop.svc.cluster.local']),
  fence('calls/own', { workloadSelector: { fromService: true } }),
  fence('label/f', { labelSelector: [{ selector: { tier: 'front' } }] }),
  fence('short/f', { host: { 'later.shop': {} } }),
  fence('static/f', { host: { 'cart.shop.svc.cluster.local': {} } }),
  fence('whole/f', { host: { 'shop/*': {} } }),
  fence('wild/f', { host: { 'a.partners.com': {} } }),
  fence('address/f', { host: { '10.0.0.1': {} } }),
  fence('alias/f', { host: { 'one.aliased.com': {} } }),
  fence('timed/f', { host: { 'd.com': { deadline: { expire: { seconds: 100 } } } } }),
  edges([{ from: 'calls/own', to: 'cart.shop.svc.cluster.local' }])
];

const before = start({ ...meshOf(...objects), now: 0 });

/** Sets what these objects are decoded to. */
const set = (...all: ReadonlyArray<JsonObject>): ReadonlyArray<Change> => {
  const { fences, namespaces, pods, endpointSlices, serviceEntries, services, sidecars, virtualServices } =
    meshOf(...all);
  return [
    ...fences.map((object): Change => ({ _tag: 'Set', field: 'fences', object })),
    ...namespaces.map((object): Change => ({ _tag: 'Set', field: 'namespaces', object })),
    ...pods.map((object): Change => ({ _tag: 'Set', field: 'pods', object })),
    ...endpointSlices.map((object): Change => ({ _tag: 'Set', field: 'endpointSlices', object })),
    ...serviceEntries.map((object): Change => ({ _tag: 'Set', field: 'serviceEntries', object })),
    ...services.map((object): Change => ({ _tag: 'Set', field: 'services', object })),
    ...sidecars.map((object): Change => ({ _tag: 'Set', field: 'sidecars', object })),
    ...virtualServices.map((object): Change => ({ _tag: 'Set', field: 'virtualServices', object }))
  ];
};

const remove = (field: 'services' | 'virtualServices' | 'serviceEntries', key: string): Change => {
  const [namespaceOf = '', name = ''] = key.split('/');
  return { _tag: 'Remove', field, namespace: namespaceOf, name };
};

/** The fences that were resolved again: what was not, has the very list of hosts that it had. */
const resolved = (earlier: State, changes: ReadonlyArray<Change>): ReadonlyArray<string> => {
  const known = new Set(earlier.result.value.scopes.map(({ hosts }) => hosts));
  return step(earlier, changes)
    .state.result.value.scopes.filter(({ hosts }) => !known.has(hosts))
    .map(keyOf);
};

const cart = (spec: JsonObject, labels: JsonObject = { tier: 'front' }) =>
  service('shop/cart', spec, { labels });

const all = before.result.value.scopes.map(keyOf);

test.each<[string, ReadonlyArray<Change>, ReadonlyArray<string>]>([
  ['nothing', [], []],
  ['a fence', set(fence('static/f', { host: { 'b.c': {} } })), ['static/f']],
  ['a new fence', set(fence('static/g')), ['static/g']],
  ['the same fence once more', set(fence('static/f', { host: { 'cart.shop.svc.cluster.local': {} } })), []],
  [
    "a fence's status",
    set(
      fence(
        'static/f',
        { host: { 'cart.shop.svc.cluster.local': {} } },
        { metricStatus: { '{destination_service="x.y"}': '1' } }
      )
    ),
    ['static/f']
  ],
  [
    'an edge',
    [{ _tag: 'AddEdges', edges: meshOf(edges([{ from: 'wild/f', to: 'b.c' }])).edges }],
    ['wild/f']
  ],
  ['the same edges once more', [{ _tag: 'SetEdges', ...meshOf(...objects) }], []],
  ['a label that nobody asks for', set(cart({}, { tier: 'front', other: 'x' })), []],
  ['a label that a fence asks for', set(cart({}, { tier: 'back' })), ['label/f']],
  ['the ports of a Service', set(cart({ ports: [{ port: 81 }] })), []],
  ['a Service that somebody names already', set(service('shop/later')), ['short/f', 'whole/f']],
  ['a Service that nobody names', set(service('other/new')), []],
  ['a Service less', [remove('services', 'shop/cart')], ['calls/own', 'label/f', 'static/f', 'whole/f']],
  ['the address of a Service', set(service('shop/pay', { clusterIP: '10.0.0.2' })), ['address/f']],
  ['a pod at an address that nobody names', set(pod('shop/p', {}, { status: { podIP: '10.9.9.9' } })), []],
  ['an endpoint at an address that nobody names', set(endpointSlice('shop/e', 'pay', ['10.9.9.8'])), []],
  [
    'a VirtualService',
    set(route('shop/cart', ['cart.shop.svc.cluster.local'], ['b.c'])),
    ['calls/own', 'label/f', 'static/f', 'whole/f']
  ],
  [
    'a VirtualService less',
    [remove('virtualServices', 'shop/cart')],
    ['calls/own', 'label/f', 'static/f', 'whole/f']
  ],
  ['a VirtualService for an alias', set(route('shop/new', ['one.target.com'], ['b.c'])), ['alias/f']],
  [
    'a VirtualService for a wildcard',
    set(route('shop/new', ['*.partners.com'], ['b.c'])),
    ['whole/f', 'wild/f']
  ],
  ['a VirtualService that nobody meets', set(route('shop/new', ['x.y'], ['b.c'])), []],
  ['a wildcard ServiceEntry less', [remove('serviceEntries', 'shop/partners')], ['whole/f', 'wild/f']],
  ["a user's Sidecar", set(sidecar('static/own', { workloadSelector: { labels: { app: 'f' } } })), []],
  ['a Namespace', set(namespace('new')), []],
  ['the time', [{ _tag: 'SetNow', now: 200_000 }], ['timed/f']],
  ['the configuration', [{ _tag: 'SetConfig', config: meshOf(slimeBoot()).config }], all],
  ['the same configuration once more', [{ _tag: 'SetConfig', config: meshOf(...objects).config }], []]
])('%s: the fences that depend on it are resolved again, and no others', (_, changes, expected) => {
  expect(resolved(before, changes)).toEqual(expected);
});

test('what stands is the very same: scope, Sidecar, status and automatic fence', () => {
  const automatic = start(
    meshOf(slimeBoot({ autoFence: true, defaultFence: true }), service('a/x'), service('a/y'))
  );
  const { state } = step(automatic, set(service('a/x', {}, { labels: { new: 'label' } })));
  for (const part of ['fences', 'scopes', 'sidecars', 'statuses'] as const)
    expect(state.result.value[part].map((each, at) => each === automatic.result.value[part][at])).toEqual([
      true,
      true
    ]);
});

test('a Sidecar of the user takes the place of a fence that is not resolved again', () => {
  const { state, delta } = step(
    before,
    set(sidecar('static/own', { workloadSelector: { labels: { app: 'f' } } }))
  );
  expect(delta.sidecars).toEqual({ set: [], removed: ['static/f'] });
  expect(state.result.value.scopes.find(({ namespace: of }) => of === 'static')?.refusal).toBe(
    'sidecar-foreign'
  );
});

test('what no scope needs any more is forgotten', () => {
  const count = ({ compiled }: State): number =>
    compiled.grounds.world.memory.answers.closures.get('')?.size ?? 0;
  const first = start(meshOf(...objects));
  const known = count(first);
  const hosts = ['one.x', 'two.x', 'three.x'];
  const grown = hosts.reduce(
    (state, host) => step(state, set(fence('static/f', { host: { [host]: {} } }))).state,
    first
  );
  const most = count(grown);
  const after = step(grown, set(route('shop/new', ['three.x'], ['b.c']))).state;
  expect([most - known, count(after) - known]).toEqual([3, 1]);
});

test('a deny rule that means another host now is asked again by all', () => {
  const denied = start(
    meshOf(
      slimeBoot({ denyHosts: ['cart.shop'] }),
      fence('a/x', { host: { 'other/cart.shop': {} } }),
      service('b/y')
    )
  );
  const hosts = ({ result }: State) => result.value.sidecars.map(({ egressHosts }) => egressHosts[0]);
  expect(hosts(denied)).toEqual(['istio-system/*']);
  expect(hosts(step(denied, set(service('shop/cart'))).state)).toEqual(['other/cart.shop']);
});

test("a Service's new selector becomes its fence's, which is not resolved again", () => {
  const changes = set(service('calls/own', { selector: { app: 'other' } }));
  const { sidecars } = step(before, changes).delta;
  expect(sidecars.set.map(({ name, selector }) => [name, selector])).toEqual([['own', { app: 'other' }]]);
  expect(resolved(before, changes)).toEqual([]);
});

test("a Namespace's label brings automatic fences, and takes them away again", () => {
  const first = start(meshOf(slimeBoot({ autoFence: true }), namespace('a'), service('a/x')));
  const labelled = step(first, set(namespace('a', { 'slime.io/serviceFenced': 'true' })));
  expect(labelled.delta.fences.set.map(({ meta }) => keyOf(meta))).toEqual(['a/x']);
  expect(step(labelled.state, set(namespace('a'))).delta.fences.removed).toEqual(['a/x']);
});

test('another revision is written on Sidecars', () => {
  const config = (revision: string) => meshOf(slimeBoot({}, { global: { istioRev: revision } }, {})).config;
  const first = start({ ...meshOf(fence('a/x')), config: config('one') });
  const { sidecars } = step(first, [{ _tag: 'SetConfig', config: config('two') }]).delta;
  expect(sidecars.set.map(({ labels }) => labels['istio.io/rev'])).toEqual(['two']);
});
