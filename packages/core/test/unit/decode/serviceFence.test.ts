import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { Fence } from '../../../src/model/Fence.js';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { findings } from '../given/decoded.js';
import { fence, object } from '../given/objects.js';

const decoded = (spec: JsonObject): Fence | undefined =>
  decodeObjects([fence('shop/f', spec)]).value.fences[0];
const found = (spec: JsonObject) => findings(decodeObjects([fence('shop/f', spec)]).diagnostics);
const strategyOf = (value: Json) => decoded({ host: { 'a.b': value } })?.hosts['a.b'];
const stable = { _tag: 'Stable' };

test('a fence is enabled only where it says so', () => {
  expect([
    decoded({})?.enable,
    decoded({ enable: false })?.enable,
    decoded({ enable: null })?.enable
  ]).toEqual([true, false, false]);
  expect(found({ enable: false })).toEqual([]);
});

test('everything that a fence depends on is kept', () => {
  const spec = {
    namespaceSelector: ['bar'],
    labelSelector: [{ selector: { app: 'a' } }, { selector: { app: 'b', tier: 'c' } }],
    workloadSelector: { labels: { app: 'x' }, fromService: true }
  };
  expect(decoded(spec)).toMatchObject({
    namespaceSelector: ['bar'],
    labelSelector: [{ app: 'a' }, { app: 'b', tier: 'c' }],
    workloadSelector: { labels: { app: 'x' }, fromService: true }
  });
});

test('a fence may be empty, or have no spec at all', () => {
  const empty = {
    enable: false,
    namespaceSelector: [],
    labelSelector: [],
    workloadSelector: { fromService: false }
  };
  const without = decodeObjects([object('microservice.slime.io/v1alpha1', 'ServiceFence', 'shop/f')]);
  expect(without.value.fences[0]).toMatchObject(empty);
  expect(decoded({ enable: null, host: null, workloadSelector: null })).toMatchObject(empty);
});

test.each<[string, Json]>([
  ['nothing', null],
  ['an empty mapping', {}],
  ['stable', { stable: {} }],
  ['a lone RecentlyCalled', { RecentlyCalled: { seconds: 1 } }],
  ['a text', 'stable'],
  ['a deadline without an instant', { deadline: {} }],
  ['a deadline that is a text', { deadline: 'tomorrow' }],
  ['an auto without a duration', { auto: {} }],
  ['an auto of no time', { auto: { duration: { seconds: 0 } } }],
  ['an auto of less than no time', { auto: { duration: { seconds: -1 } } }],
  ['a time beyond every calendar', { deadline: { expire: { seconds: 1e300 } } }]
])('%s keeps a host for good', (_, value) => {
  expect(strategyOf(value)).toEqual(stable);
});

test.each<[string, Json, number]>([
  ['seconds and nanos', { seconds: 2, nanos: 500_000_000 }, 2500],
  ['seconds', { seconds: 2 }, 2000],
  ['nanos', { nanos: 1_000_000 }, 1],
  ['seconds in quotes', { seconds: '2' }, 2000],
  ['the epoch', { seconds: 0 }, 0],
  ['a text', '1970-01-01T00:00:02Z', 2000]
])('an instant may be %s', (_, expire, at) => {
  expect(strategyOf({ deadline: { expire } })).toEqual({ _tag: 'Deadline', at });
});

test('an auto has a duration, and perhaps the last call', () => {
  expect(strategyOf({ auto: { duration: { seconds: 60 } } })).toEqual({
    _tag: 'Auto',
    after: 60_000,
    recentlyCalled: undefined
  });
  expect(strategyOf({ auto: { duration: '1h' }, RecentlyCalled: { seconds: 5 } })).toEqual({
    _tag: 'Auto',
    after: 3_600_000,
    recentlyCalled: 5000
  });
});

test('of several strategies the one that keeps the host longest is used', () => {
  const deadline = { expire: { seconds: 1 } };
  const auto = { duration: { seconds: 1 } };
  expect(strategyOf({ deadline, stable: {} })).toEqual(stable);
  expect(strategyOf({ auto, stable: {} })).toEqual(stable);
  expect(strategyOf({ deadline, auto })).toMatchObject({ _tag: 'Auto' });
});

test('hosts that every object inherits are hosts like any other', () => {
  const spec: unknown = JSON.parse('{"enable": true, "host": {"__proto__": {}, "constructor": null}}');
  expect(Object.keys(decoded(spec as JsonObject)?.hosts ?? {})).toEqual(['__proto__', 'constructor']);
});
