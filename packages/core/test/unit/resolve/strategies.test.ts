import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { heard } from '../given/heard.js';
import { edges, fence, service, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';
const host = 'a.b';
const source = (direct: boolean, to?: string): JsonObject => ({
  name: 's',
  direct,
  windows: [{ from: '2026-03-01T00:00:00Z', ...(to === undefined ? {} : { to }) }]
});
const given = (strategy: Json, now: string | undefined, ...objects: ReadonlyArray<Json>) =>
  compiled([fence(key, { host: { [host]: strategy } }), ...objects], now);
const states = (strategy: Json, times: ReadonlyArray<string>, ...objects: ReadonlyArray<Json>) =>
  times.map(now => given(strategy, now, ...objects).status(key)?.domains[host]?.state);
const isIn = (strategy: Json, now: string | undefined, ...objects: ReadonlyArray<Json>): boolean =>
  given(strategy, now, ...objects)
    .egress(key)
    .includes(`*/${host}`);

test('a stable host never leaves', () => {
  expect(states({ stable: {} }, ['2026-03-01T00:00:00Z', '2126-03-01T00:00:00Z'])).toEqual([
    'ACTIVE',
    'ACTIVE'
  ]);
});

const deadline = { deadline: { expire: '2026-03-10T00:00:00Z' } };

test('a deadline ends a host at its instant', () => {
  expect(states(deadline, ['2026-03-09T23:59:59Z', '2026-03-10T00:00:00Z'])).toEqual(['ACTIVE', 'EXPIRE']);
  expect([isIn(deadline, '2026-03-09T23:59:59Z'), isIn(deadline, '2026-03-10T00:00:00Z')]).toEqual([
    true,
    false
  ]);
});

test('without a time nothing ends, and that is said', () => {
  const { egress, messages } = given(deadline, undefined);
  expect(egress(key)).toEqual([`*/${host}`]);
  expect(messages('expiry-without-clock')).toHaveLength(1);
  expect(given({ stable: {} }, undefined).messages('expiry-without-clock')).toEqual([]);
});

test('a host that has ended is reported, and no other finding about it is', () => {
  const { messages, diagnostics } = given(deadline, '2026-03-11T00:00:00Z', service('default/x'));
  expect(messages('host-expired')).toEqual(['"a.b" has expired: its deadline was 2026-03-10T00:00:00Z.']);
  expect(diagnostics.map(({ code }) => code)).not.toContain('host-unknown');
});

const auto = (recentlyCalled?: string): JsonObject => ({
  auto: { duration: '16h' },
  ...(recentlyCalled === undefined ? {} : { RecentlyCalled: recentlyCalled })
});

test('an auto that nobody knows the last call of stays', () => {
  expect(isIn(auto(), '2126-03-01T00:00:00Z', edges([], [source(true)]))).toBe(true);
});

test('an auto counts from RecentlyCalled, by plain time', () => {
  const times = [
    '2026-03-01T16:59:59Z',
    '2026-03-01T17:00:00Z',
    '2026-03-01T18:35:59Z',
    '2026-03-01T18:36:00Z'
  ];
  expect(states(auto('2026-03-01T00:30:00Z'), times)).toEqual([
    'ACTIVE',
    'EXPIREWAIT',
    'EXPIREWAIT',
    'EXPIRE'
  ]);
  expect([
    isIn(auto('2026-03-01T00:30:00Z'), '2026-03-01T18:35:59Z'),
    isIn(auto('2026-03-01T00:30:00Z'), '2026-03-01T18:36:00Z')
  ]).toEqual([true, false]);
});

const seen = (lastSeen: string, from: JsonObject): JsonObject =>
  edges(
    [
      { from: key, to: 'other.host' },
      { from: key, to: host, evidence: [{ source: 's', lastSeen }] }
    ],
    [from]
  );

test('an auto that was seen to be called is kept by the edge itself', () => {
  expect(
    isIn(auto('2026-03-01T00:00:00Z'), '2026-03-09T00:00:00Z', seen('2026-03-01T00:00:00Z', source(true)))
  ).toBe(true);
});

const staticReasons = (strategy: Json, now: string, list: JsonObject): ReadonlyArray<string> =>
  given(strategy, now, list, heard(key, '2026-03-01T00:00:00Z', now))
    .reasons(key, host)
    .map(({ kind }) => kind);

test('from a sighting only the time counts in which somebody was watching', () => {
  const late = '2026-03-09T00:00:00Z';
  expect(staticReasons(auto(), late, seen('2026-03-01T00:00:00Z', source(true)))).toEqual(['edge']);
  expect(staticReasons(auto(), late, seen('2026-03-01T00:00:00Z', source(false)))).toEqual([
    'edge',
    'static'
  ]);
  expect(
    staticReasons(auto(), late, seen('2026-03-01T00:00:00Z', source(true, '2026-03-01T10:00:00Z')))
  ).toEqual(['edge', 'static']);
});

test('where both are known, both must have run out', () => {
  const late = '2026-03-09T00:00:00Z';
  const old = seen('2026-03-01T00:00:00Z', source(true));
  const recent = seen('2026-03-08T20:00:00Z', source(true));
  expect(staticReasons(auto('2026-03-01T00:00:00Z'), late, old)).toEqual(['edge']);
  expect(staticReasons(auto('2026-03-08T20:00:00Z'), late, old)).toEqual(['edge', 'static']);
  expect(staticReasons(auto('2026-03-01T00:00:00Z'), late, recent)).toEqual(['edge', 'static']);
});

test('an auto goes by what was seen, not by what a status remembers more coarsely', () => {
  const [begin, now] = ['2026-03-01T00:00:00Z', '2026-03-09T00:00:00Z'];
  const { messages, reasons } = compiled(
    [
      slimeBoot({ expiry: { learned: '168h' } }),
      fence(key, { host: { [host]: { auto: { duration: '1h' } } } }),
      heard(key, begin, now),
      seen('2026-03-08T23:30:00Z', source(true))
    ],
    now
  );
  expect(reasons(key, host).map(({ kind }) => kind)).toEqual(['edge', 'static']);
  expect(messages('host-expired')).toEqual([]);
});

test('a namespace may end as well, with all that it brings', () => {
  const { egress, status } = compiled(
    [fence(key, { host: { 'shop/*': deadline } }), service('shop/cart')],
    '2026-03-11T00:00:00Z'
  );
  expect(egress(key)).toEqual([]);
  expect(status(key)?.domains['shop/*']?.state).toBe('EXPIRE');
});

test('a host that ends under one name and stays under another stays', () => {
  const { egress, status } = compiled(
    [fence(key, { host: { details: deadline, 'details.default': {} } }), service('default/details')],
    '2026-03-11T00:00:00Z'
  );
  expect(egress(key)).toEqual(['*/details.default.svc.cluster.local']);
  expect(status(key)?.domains['details.default.svc.cluster.local']?.state).toBe('ACTIVE');
});
