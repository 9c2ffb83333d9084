import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/compiler.js';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import { toObjects } from '../../../src/emit/toObjects.js';
import type { Change } from '../../../src/incremental/Change.js';
import { start, step } from '../../../src/incremental/step.js';
import type { State } from '../../../src/incremental/step.js';
import type { JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { heard } from '../given/heard.js';
import { edges, fence, route, service, serviceEntry, slimeBoot, virtualService } from '../given/objects.js';

const key = 'default/reviews';
const [first, late, now] = ['2026-03-01T00:00:00Z', '2026-03-08T23:00:00Z', '2026-03-09T00:00:00Z'];
const always = [{ name: 's', direct: true, windows: [{ from: first }] }];

const boot = (general: JsonObject = {}) => slimeBoot({ expiry: { learned: '16h' }, ...general });
const called = (to: string, lastSeen: string, from = key): JsonObject => ({
  from,
  to,
  evidence: [{ source: 's', lastSeen }]
});

/** `a.b` was called on the first day and never since, by its name; `seen` is called all the time. */
const calls = (seen: string, from = key) => edges([called('a.b', first), called(seen, late, from)], always);
const objects = (seen: string, ...around: ReadonlyArray<JsonObject>) => [
  fence(key),
  heard(key, first, now),
  calls(seen),
  ...around
];
const stateOf = (seen: string, ...around: ReadonlyArray<JsonObject>) =>
  compiled([boot(), ...objects(seen, ...around)], now).status(key)?.domains['a.b']?.state;

const http = (...routes: ReadonlyArray<JsonObject>) =>
  virtualService('shop/v', { hosts: ['a.b'], http: routes });
const to = (host: string) => ({ destination: { host } });

describe('calls to where a host leads keep it', () => {
  test.each<[string, string, ReadonlyArray<JsonObject>]>([
    ['a VirtualService', 'c.d', [http({ route: [to('c.d')] })]],
    ['a weighted destination', 'c.d', [http({ route: [to('x.y'), to('c.d')] })]],
    ['a mirror', 'c.d', [http({ route: [to('a.b')], mirror: { host: 'c.d' } })]],
    [
      'a route for some callers',
      'c.d',
      [http({ match: [{ sourceLabels: { app: 'x' } }], route: [to('c.d')] })]
    ],
    [
      "a route for callers of the caller's namespace",
      'c.d',
      [http({ match: [{ sourceNamespace: 'default' }], route: [to('c.d')] })]
    ],
    ['a short name', 'cart.shop', [service('shop/cart'), http({ route: [to('cart')] })]],
    ['a VirtualService of a wildcard', 'c.d', [route('shop/v', ['*.b'], ['c.d'])]],
    ['a VirtualService of everything', 'c.d', [route('shop/v', ['*'], ['c.d'])]],
    ['tcp', 'c.d', [virtualService('shop/v', { hosts: ['a.b'], tcp: [{ route: [to('c.d')] }] })]],
    [
      'a delegate',
      'c.d',
      [http({ delegate: { name: 'd' } }), virtualService('shop/d', { http: [{ route: [to('c.d')] }] })]
    ],
    ['two VirtualServices', 'e.f', [route('shop/v', ['a.b'], ['c.d']), route('shop/w', ['c.d'], ['e.f'])]],
    [
      'an ExternalName behind a VirtualService',
      'c.d',
      [http({ route: [to('cart')] }), service('shop/cart', { type: 'ExternalName', externalName: 'c.d' })]
    ],
    ['a wildcard ServiceEntry', '*.b', [serviceEntry('shop/e', { hosts: ['*.b'] })]],
    [
      'a destination that is not exported to the caller',
      'c.d',
      [http({ route: [to('c.d')] }), serviceEntry('shop/e', { hosts: ['c.d'], exportTo: ['.'] })]
    ]
  ])('by %s', (_, seen, around) => {
    expect(stateOf(seen, ...around)).toBe('ACTIVE');
  });

  test('by an alias', () => {
    const aliases = [{ pattern: String.raw`^a\.b$`, templates: ['c.d'] }];
    const state = (...domainAliases: ReadonlyArray<JsonObject>) =>
      compiled([boot({ domainAliases }), ...objects('c.d')], now).status(key)?.domains['a.b']?.state;
    expect([state(...aliases), state()]).toEqual(['ACTIVE', 'EXPIRE']);
  });

  test('by aliases without end, one learned host after the other', () => {
    const domainAliases = [{ pattern: '^(.*)[.]b$', templates: ['x.$1.b'] }];
    const far = (rounds: number): string => `${'x.'.repeat(rounds)}a.b`;
    const halfway = edges([called(far(8), first)]);
    const all = [boot({ domainAliases }), ...objects(far(12), halfway)];
    expect(compiled(all, now).status(key)?.domains['a.b']?.state).toBe('ACTIVE');
  });

  test('though a deny rule keeps that out of the scope: Istio brings it all the same', () => {
    const denied = [boot({ denyHosts: ['c.d'] }), ...objects('c.d', http({ route: [to('c.d')] }))];
    expect(compiled(denied, now).egress(key)).toEqual(['*/a.b']);
  });
});

test.each<[string, ReadonlyArray<JsonObject>]>([
  ['without a VirtualService', []],
  ['of another host', [route('shop/v', ['x.b'], ['c.d'])]],
  ['that leads the other way', [route('shop/v', ['c.d'], ['a.b'])]],
  [
    'of gateways only',
    [virtualService('shop/v', { hosts: ['a.b'], gateways: ['edge'], http: [{ route: [to('c.d')] }] })]
  ],
  ['with a route of gateways only', [http({ match: [{ gateways: ['edge'] }], route: [to('c.d')] })]],
  [
    'that is not exported to the caller',
    [virtualService('shop/v', { hosts: ['a.b'], exportTo: ['.'], http: [{ route: [to('c.d')] }] })]
  ],
  ['for callers of another namespace', [http({ match: [{ sourceNamespace: 'shop' }], route: [to('c.d')] })]]
])('a VirtualService %s keeps nothing', (_, around) => {
  expect(stateOf('c.d', ...around)).toBe('EXPIRE');
});

const routed = route('shop/v', ['a.b'], ['c.d']);

test('what another workload calls keeps nothing', () => {
  const others = [boot(), fence(key), heard(key, first, now), calls('c.d', 'default/other'), routed];
  expect(compiled([...others, fence('default/other')], now).egress(key)).toEqual([]);
});

test('a status remembers the last call, by whatever name it was seen', () => {
  const { status } = compiled([boot(), ...objects('c.d', routed)], now);
  const seen = Date.parse(late);
  expect({ ...status(key)?.lastSeen }).toEqual({ 'a.b': seen, 'c.d': seen });
});

test('what a status remembers of where a host leads keeps it, too', () => {
  const remembering = fence(
    key,
    {},
    {
      metricStatus: { '{destination_service="a.b"}': '1', '{destination_service="c.d"}': '1' },
      lastSeen: { 'a.b': first, 'c.d': late }
    }
  );
  const { egress } = compiled([boot(), remembering, heard(key, first, now), edges([], always), routed], now);
  expect(egress(key)).toEqual(['*/a.b', '*/c.d']);
});

test('a host leaves with the last one to which it leads, in a circle as well', () => {
  const circle = [routed, route('shop/w', ['c.d'], ['a.b'])];
  const silent = edges([called('a.b', first), called('c.d', '2026-03-02T00:00:00Z')], always);
  expect(compiled([boot(), fence(key), heard(key, first, now), silent, ...circle], now).egress(key)).toEqual(
    []
  );
  expect(stateOf('c.d', ...circle)).toBe('ACTIVE');
});

test('a host that has left comes back by its own name only', () => {
  const gone = fence(key, {}, { lastSeen: { 'a.b': first } });
  const told = (...list: ReadonlyArray<JsonObject>) =>
    compiled([boot(), gone, heard(key, first, now), edges(list, always), routed], now);
  const elsewhere = told(called('a.b', first), called('c.d', late));
  expect(elsewhere.egress(key)).toEqual(['*/c.d']);
  expect(elsewhere.status(key)?.lastSeen['a.b']).toBe(Date.parse(first));
  expect(told(called('a.b', '2026-03-02T00:00:00Z'), called('c.d', late)).egress(key)).toEqual(['*/c.d']);
  expect(told(called('a.b', late), called('c.d', first)).egress(key)).toEqual(['*/a.b', '*/c.d']);
});

describe('a static host that ends with its calls', () => {
  const auto = (spec: JsonObject) => fence(key, { host: { 'a.b': { auto: { duration: '16h' }, ...spec } } });
  const isIn = (spec: JsonObject, lastSeen: string, ...around: ReadonlyArray<JsonObject>): boolean =>
    compiled([auto(spec), heard(key, first, now), edges([called('c.d', lastSeen)], always), ...around], now)
      .egress(key)
      .includes('*/a.b');

  test('stays while calls are seen where it leads', () => {
    expect(isIn({ RecentlyCalled: first }, late, routed)).toBe(true);
    expect(isIn({ RecentlyCalled: first }, late)).toBe(false);
    expect(isIn({ RecentlyCalled: first }, first, routed)).toBe(false);
  });

  test('and that nobody knows a call of by its name stays: others may call where it leads', () => {
    expect(isIn({}, first, routed)).toBe(true);
  });
});

test('what expires says when it was last called, by whatever name that was seen', () => {
  const before = compiled([boot(), ...objects('c.d', routed)], now);
  const written = toObjects(before.plan, { statuses: true }).filter(({ kind }) => kind === 'ServiceFence');
  const later = '2026-03-10T00:00:00Z';
  const after = compiled([boot(), ...written, heard(key, first, later), calls('c.d'), routed], later);
  expect(after.messages('host-expired')).toContain(`"a.b" has expired: last called ${late}.`);
});

test('a changed VirtualService decides anew, also that of a host which may not enter', () => {
  const denied = [boot({ denyHosts: ['c.d'] }), ...objects('e.f', routed)];
  const without = start(decodeObjects(denied, { now: Date.parse(now) }).value);
  const sets = decodeObjects([route('shop/w', ['c.d'], ['e.f'])]).value.virtualServices.map(
    (object): Change => ({ _tag: 'Set', field: 'virtualServices', object })
  );
  const led = step(without, sets).state;
  const again = step(led, [{ _tag: 'Remove', field: 'virtualServices', namespace: 'shop', name: 'w' }]).state;
  const status = ({ result }: State) => result.value.statuses[0]?.status;
  expect([without, led, again].map(each => status(each)?.domains['a.b']?.state)).toEqual([
    'EXPIRE',
    'ACTIVE',
    'EXPIRE'
  ]);
  expect(status(led)).toEqual(compile(led.mesh).value.statuses[0]?.status);
});
