import { expect, test } from 'vitest';
import { toObjects } from '../../../src/emit/toObjects.js';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import type { Compiled } from '../given/compiled.js';
import { heard } from '../given/heard.js';
import { edges, fence, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';

/** A learned host is due 17 hours after it was last seen, and leaves 96 minutes later. */
const boot = (shrinkBudget = 0.25): JsonObject => slimeBoot({ expiry: { learned: '16h', shrinkBudget } });
const at = (hour: string, day = '01'): string => `2026-03-${day}T${hour}:00Z`;
const seen = (host: string, lastSeen: string): JsonObject => ({
  from: key,
  to: host,
  evidence: [{ source: 's', lastSeen }]
});
const source = (...windows: ReadonlyArray<JsonObject>): JsonObject => ({ name: 's', direct: true, windows });
const always = source({ from: at('00:00') });
const once = edges([seen('a.b', at('00:30'))], [always]);

interface Moment {
  readonly now: string;
  readonly objects: ReadonlyArray<Json>;
}

const isFence = (object: JsonObject): boolean => object['kind'] === 'ServiceFence';

/** Compiles at each moment, with the statuses that the moment before has written. The workload is heard all the while. */
const replayed = (
  moments: ReadonlyArray<Moment>,
  first: JsonObject = fence(key)
): ReadonlyArray<Compiled> => {
  let fences: ReadonlyArray<JsonObject> = [first];
  return moments.map(({ now, objects }) => {
    const result = compiled([...fences, heard(key, at('00:00'), now), ...objects], now);
    fences = toObjects(result.plan, { statuses: true }).filter(isFence);
    return result;
  });
};

const through = (times: ReadonlyArray<string>, ...objects: ReadonlyArray<Json>) =>
  replayed(times.map(now => ({ now, objects: [boot(), ...objects] })));
const states = (results: ReadonlyArray<Compiled>, host = 'a.b') =>
  results.map(({ status }) => status(key)?.domains[host]?.state);

test('a learned host is active, then waits, then leaves', () => {
  const results = through([at('01:00'), at('16:59'), at('17:00'), at('18:35'), at('18:36')], once);
  expect(states(results)).toEqual(['ACTIVE', 'ACTIVE', 'EXPIREWAIT', 'EXPIREWAIT', 'EXPIRE']);
  expect(results.map(({ egress }) => egress(key).length)).toEqual([1, 1, 1, 1, 0]);
});

test('the reason of a host that waits says so', () => {
  const [result] = through([at('17:00')], once);
  expect(result?.reasons(key, 'a.b')).toMatchObject([{ kind: 'edge', state: 'EXPIREWAIT' }]);
});

test('a host that left stays known, and its old evidence does not bring it back', () => {
  const results = through([at('18:36'), at('18:36'), at('12:00', '09')], once);
  expect(states(results)).toEqual(['EXPIRE', 'EXPIRE', 'EXPIRE']);
  const [first, second] = results;
  expect(second?.plan.statuses).toEqual(first?.plan.statuses);
  expect({ ...first?.status(key) }).toMatchObject({
    domains: { 'a.b': { hosts: ['a.b'], state: 'EXPIRE' } },
    metrics: {},
    lastSeen: { 'a.b': Date.UTC(2026, 2, 1) },
    lastShrink: undefined
  });
});

test('nor does it where somebody else watches now, who has only just begun', () => {
  const anew = edges([seen('a.b', at('00:30'))], [source({ from: at('19:30') })]);
  const results = replayed([
    { now: at('18:36'), objects: [boot(), once] },
    { now: at('19:36'), objects: [boot(), anew] }
  ]);
  expect(states(results)).toEqual(['EXPIRE', 'EXPIRE']);
  expect(results[1]?.plan.statuses).toEqual(results[0]?.plan.statuses);
});

test('it stays known when its edge is gone', () => {
  const results = replayed([
    { now: at('18:36'), objects: [boot(), once] },
    { now: at('19:00'), objects: [boot(), edges([], [always])] },
    { now: at('20:00'), objects: [boot(), edges([], [always])] }
  ]);
  expect(states(results)).toEqual(['EXPIRE', 'EXPIRE', 'EXPIRE']);
});

test('a new sighting brings it back', () => {
  const results = replayed([
    { now: at('18:36'), objects: [boot(), once] },
    { now: at('20:00'), objects: [boot(), edges([seen('a.b', at('19:30'))], [always])] }
  ]);
  expect(states(results)).toEqual(['EXPIRE', 'ACTIVE']);
  expect(results[1]?.egress(key)).toEqual(['*/a.b']);
  expect(results[1]?.status(key)?.metrics['a.b']).toBe('1');
});

test('renewed evidence keeps a host that waits', () => {
  const results = replayed([
    { now: at('17:30'), objects: [boot(), once] },
    { now: at('18:36'), objects: [boot(), edges([seen('a.b', at('18:00'))], [always])] }
  ]);
  expect(states(results)).toEqual(['EXPIREWAIT', 'ACTIVE']);
});

test('an outage stops the clock', () => {
  const outage = source({ from: at('00:00'), to: at('10:00') }, { from: at('20:00') });
  const list = edges([seen('a.b', at('00:30'))], [outage]);
  expect(
    states(through([at('18:36'), at('02:59', '02'), at('03:00', '02'), at('04:36', '02')], list))
  ).toEqual(['ACTIVE', 'ACTIVE', 'EXPIREWAIT', 'EXPIRE']);
});

test.each<[string, ReadonlyArray<JsonObject>]>([
  ['there is no source', []],
  ['no source sees direct traffic', [{ ...always, direct: false }]],
  ['no source has begun', [source({ from: at('00:00', '20') })]]
])('nothing leaves where %s', (_, sources) => {
  const [result] = through([at('00:00', '10')], edges([seen('a.b', at('00:30'))], sources));
  expect(result?.egress(key)).toEqual(['*/a.b']);
  expect(result?.messages('expiry-unobserved')).toHaveLength(1);
});

test('nothing leaves without a time, and without an expiry', () => {
  const untimed = compiled([boot(), fence(key), once]);
  expect(untimed.egress(key)).toEqual(['*/a.b']);
  expect(untimed.messages('expiry-without-clock')).toHaveLength(1);
  const endless = compiled([slimeBoot({}), fence(key), once], at('00:00', '10'));
  expect(endless.egress(key)).toEqual(['*/a.b']);
  expect(endless.status(key)).toMatchObject({ lastSeen: {}, lastShrink: undefined });
});

test('a host that only the status remembers ages from its last sighting', () => {
  const remembering = fence(
    key,
    {},
    { metricStatus: { '{destination_service="a.b"}': '3' }, lastSeen: { 'a.b': at('00:30') } }
  );
  const moments = [at('16:59'), at('17:00'), at('18:36')].map(now => ({
    now,
    objects: [boot(), edges([], [always])]
  }));
  expect(states(replayed(moments, remembering))).toEqual(['ACTIVE', 'EXPIREWAIT', 'EXPIRE']);
});

test('a host of which nobody knows a time ages from when it was first met', () => {
  const untimed = edges([{ from: key, to: 'a.b' }], [always]);
  const results = through([at('10:30'), at('02:59', '02'), at('03:00', '02'), at('04:36', '02')], untimed);
  expect(states(results)).toEqual(['ACTIVE', 'ACTIVE', 'EXPIREWAIT', 'EXPIRE']);
});

test('a sighting within the same grain writes nothing new', () => {
  const [first, second, third] = replayed(
    ['00:10', '00:50', '01:10'].map(hour => ({
      now: at('02:00'),
      objects: [boot(), edges([seen('a.b', at(hour))], [always])]
    }))
  );
  expect(second?.plan.statuses).toEqual(first?.plan.statuses);
  expect(third?.plan.statuses).not.toEqual(first?.plan.statuses);
});

test('an older sighting does not take back a newer one', () => {
  const results = replayed([
    { now: at('06:00'), objects: [boot(), edges([seen('a.b', at('05:00'))], [always])] },
    { now: at('20:00'), objects: [boot(), once] }
  ]);
  expect(states(results)).toEqual(['ACTIVE', 'ACTIVE']);
});
