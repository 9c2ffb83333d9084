import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { edges, fence, service, serviceEntry } from '../given/objects.js';

const key = 'default/reviews';
const around: ReadonlyArray<Json> = [
  service('default/details', { clusterIP: '10.0.0.1' }),
  service('shop/cart'),
  serviceEntry('shop/e', { hosts: ['api.rates.com', 'short'], addresses: ['10.9.0.1'] })
];
const called = (...to: ReadonlyArray<string>) =>
  compiled([fence(key), edges(to.map(host => ({ from: key, to: host }))), ...around]);
const remembered = (metrics: JsonObject, ...list: ReadonlyArray<JsonObject>) =>
  compiled([fence(key, {}, { metricStatus: metrics }), edges(list), ...around]);
const metric = (host: string): string => `{destination_service="${host}"}`;
const details = 'details.default.svc.cluster.local';

test.each([
  ['details:9080', details],
  ['details', details],
  ['details.default.svc.cluster.local', details],
  ['10.0.0.1:9080', details],
  ['cart.shop:80', 'cart.shop.svc.cluster.local'],
  ['WWW.Example.com:443', 'www.example.com'],
  ['10.9.0.1', 'api.rates.com']
])('a call to %s is learned as %s', (to, host) => {
  expect(called(to).egress(key)).toEqual([`*/${host}`]);
});

test.each([
  '[::1]:80',
  '',
  '*',
  'a_b.c',
  'a b',
  'a/b.c',
  `${'a'.repeat(64)}.com`,
  '10.255.0.1',
  'unknown',
  'x..y'
])('a call to %j is not learned, and is reported', to => {
  const { egress, diagnostics, status } = called(to, 'details');
  expect(egress(key)).toEqual([`*/${details}`]);
  expect(diagnostics.filter(({ code }) => code.startsWith('edge-'))).toHaveLength(1);
  expect(Object.keys(status(key)?.metrics ?? {})).toEqual([details]);
});

test('a host that only contains the word unknown is learned, and so is a Service of that name', () => {
  expect(called('unknown-users.example.com').egress(key)).toEqual(['*/unknown-users.example.com']);
  const { egress } = compiled([
    fence(key),
    edges([{ from: key, to: 'unknown' }]),
    service('default/unknown')
  ]);
  expect(egress(key)).toEqual(['*/unknown.default.svc.cluster.local']);
});

test('several names of one host are one edge', () => {
  const { reasons, status } = called('details', 'details:9080', '10.0.0.1');
  expect(reasons(key, details)).toHaveLength(1);
  expect(Object.keys(status(key)?.metrics ?? {})).toEqual([details]);
});

test('all evidence of a host is taken together', () => {
  const { reasons } = compiled([
    fence(key),
    ...around,
    edges([
      {
        from: key,
        to: 'details',
        evidence: [
          {
            source: 'prometheus',
            firstSeen: '1970-01-01T00:00:05Z',
            lastSeen: '1970-01-01T00:00:06Z',
            count: 3
          },
          { source: 'als', firstSeen: '1970-01-01T00:00:02Z', lastSeen: '1970-01-01T00:00:09Z', count: 7 }
        ]
      },
      { from: key, to: 'details:80', evidence: [{ source: 'als', count: 5 }] }
    ])
  ]);
  expect(reasons(key, details)).toEqual([
    {
      kind: 'edge',
      destination: details,
      sources: ['als', 'prometheus'],
      firstSeen: 2000,
      lastSeen: 9000,
      count: '7',
      state: 'ACTIVE'
    }
  ]);
});

test('an edge without evidence was written by hand, and counts once', () => {
  expect(called('details').reasons(key, details)).toMatchObject([
    { sources: ['manual'], count: '1', lastSeen: undefined }
  ]);
});

test('what a status remembers is learned, as it is remembered', () => {
  const { egress, reasons, status } = remembered({ [metric(details)]: '12' });
  expect(egress(key)).toEqual([`*/${details}`]);
  expect(reasons(key, details)).toMatchObject([{ kind: 'edge', sources: ['status'], count: '12' }]);
  expect({ ...status(key)?.metrics }).toEqual({ [details]: '12' });
});

test('a remembered value stays, whatever sources report', () => {
  const edge = { from: key, to: 'details', evidence: [{ source: 'als', count: 99 }] };
  const { reasons, status } = remembered({ [metric(details)]: '12' }, edge);
  expect(reasons(key, details)).toMatchObject([{ sources: ['als'], count: '12' }]);
  expect({ ...status(key)?.metrics }).toEqual({ [details]: '12' });
});

test("of several remembered names the host's own counts, then the first", () => {
  const value = (metrics: JsonObject) => remembered(metrics).status(key)?.metrics[details];
  expect(value({ [metric('details')]: '1', [metric(details)]: '2' })).toBe('2');
  expect(value({ [metric('details:9080')]: '1', [metric('details')]: '2' })).toBe('2');
});

test('the domains of a status alone are no dependency', () => {
  const { egress, status } = compiled([
    fence(key, {}, { domains: { 'a.b': { hosts: ['a.b'], status: 'ACTIVE' } } }),
    ...around
  ]);
  expect(egress(key)).toEqual([]);
  expect({ ...status(key)?.domains }).toEqual({});
});

test('a learned host stands in the status as the tutorial has it', () => {
  expect({ ...called('details').status(key)?.domains }).toEqual({
    [details]: { hosts: [details], state: 'ACTIVE' }
  });
});
