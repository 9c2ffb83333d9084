import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { FenceStatus } from '../../../src/model/Fence.js';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { findings } from '../given/decoded.js';
import { fence } from '../given/objects.js';

const decoded = (status: JsonObject): FenceStatus | undefined =>
  decodeObjects([fence('shop/f', {}, status)]).value.fences[0]?.status;
const found = (status: JsonObject) => findings(decodeObjects([fence('shop/f', {}, status)]).diagnostics);
const stateOf = (status: Json) => decoded({ domains: { a: { hosts: ['a'], status } } })?.domains['a']?.state;

test('no status is an empty one', () => {
  expect(decoded({})).toMatchObject({ lastShrink: undefined });
  expect(
    [decoded({})?.domains, decoded({})?.metrics, decoded({})?.lastSeen].map(each => ({ ...each }))
  ).toEqual([{}, {}, {}]);
});

test.each<[Json, string]>([
  ['ACTIVE', 'ACTIVE'],
  ['EXPIREWAIT', 'EXPIREWAIT'],
  ['EXPIRE', 'EXPIRE'],
  [0, 'ACTIVE'],
  [1, 'EXPIREWAIT'],
  [2, 'EXPIRE'],
  [null, 'ACTIVE'],
  [3, 'ACTIVE'],
  ['expire', 'ACTIVE']
])('the state %j is %s', (status, state) => {
  expect(stateOf(status)).toBe(state);
});

test('a domain keeps the hosts that are texts, and none where it has none', () => {
  const domains = { a: { hosts: ['a', 1, 'b'] }, c: null, d: { hosts: 'd' } };
  const read = decoded({ domains })?.domains;
  expect([read?.['a'], read?.['c'], read?.['d']]).toEqual([
    { hosts: ['a', 'b'], state: 'ACTIVE' },
    { hosts: [], state: 'ACTIVE' },
    { hosts: [], state: 'ACTIVE' }
  ]);
});

test.each([
  ['{destination_service="a.b"}', 'a.b'],
  ['{destination_service="a.b",reporter="source"}', 'a.b'],
  ['{reporter="source",destination_service="a.b"}', 'a.b'],
  ['{reporter="source", destination_service="a.b"}', 'a.b'],
  ['destination_service="a.b"', 'a.b']
])('the key %s names %s', (key, host) => {
  expect({ ...decoded({ metricStatus: { [key]: '3' } })?.metrics }).toEqual({ [host]: '3' });
});

test.each([
  '{destination_service_name="a.b"}',
  '{my_destination_service="a.b"}',
  '{destination_service=a.b}',
  'a.b',
  '{}'
])('the key %s names nothing', key => {
  expect({ ...decoded({ metricStatus: { [key]: '3' } })?.metrics }).toEqual({});
  expect(found({ metricStatus: { [key]: '3' } })).toEqual([
    `status-malformed: ${JSON.stringify(key)} names no destination_service.`
  ]);
});

test('a value that is no text is kept as text', () => {
  const metrics = decoded({ metricStatus: { '{destination_service="a"}': 3 } })?.metrics;
  expect(metrics?.['a']).toBe('3');
});

test('what an expiry remembers is read, and what is no time is not', () => {
  const status = decoded({
    lastSeen: { a: '1970-01-01T00:00:01Z', b: 'never' },
    lastShrink: '1970-01-01T00:00:02Z'
  });
  expect([{ ...status?.lastSeen }, status?.lastShrink]).toEqual([{ a: 1000 }, 2000]);
});

test('what other tools write into a status does no harm', () => {
  const strange = { domains: [], metricStatus: 'x', lastSeen: 1, lastShrink: {}, visitor: { a: true } };
  expect(found(strange)).toEqual([]);
  expect(decoded(strange)?.lastShrink).toBeUndefined();
});
