import { expect, test } from 'vitest';
import { explain } from '../../../src/explain/explain.js';
import type { JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { edges, fence, slimeBoot } from '../given/objects.js';

const time = '1970-01-01T00:00:01Z';
const source = (name: string, direct: boolean, isWatching = true): JsonObject => ({
  name,
  direct,
  windows: isWatching ? [{ from: time }] : [{ from: time, to: '1970-01-01T00:00:02Z' }]
});
const seen = (to: string): JsonObject => ({
  from: 'shop/web',
  to,
  evidence: [{ source: 'als', lastSeen: time }]
});
const heard = (...unlearned: ReadonlyArray<JsonObject>): JsonObject => ({
  source: 'als',
  from: 'shop/web',
  lastHeard: time,
  unlearned
});
const unlearned: JsonObject = { why: 'unreached', to: 'a.b', count: 1, lastSeen: time };

/** What to do, for those who ask for `a.b`, or for nothing. */
const remedies = (list: JsonObject, general: JsonObject = {}, host: string | undefined = 'a.b') => {
  const { mesh, plan } = compiled([slimeBoot(general), fence('shop/web'), list]);
  return explain(mesh, plan, { namespace: 'shop', name: 'web' }, host)?.testimony?.remedies;
};

test.each([
  ['global-sidecar', "the global-sidecar's proxy does"],
  ['callers', "the callers' own proxies do"],
  ['both', "the global-sidecar's proxy and the callers' own do"]
])('where nobody watches, the setting is named that says who should: %s', (accessLogger, who) => {
  const list = edges([], [source('als', true, false), { name: 'prometheus' }]);
  expect(remedies(list, { accessLogger })).toEqual([
    `No source watches: no proxy sends its access log. By general.accessLogger (${accessLogger}) ${who}: ` +
      "see that what install prints is applied, and that they reach the controller's port for access logs."
  ]);
});

test('where Prometheus should be asked, its address is named', () => {
  const list = edges([], [source('prometheus', true, false)]);
  const { mesh, plan } = compiled([
    slimeBoot({}, { metric: { prometheus: { address: 'http://prometheus:9090' } } }),
    fence('shop/web'),
    list
  ]);
  expect(explain(mesh, plan, { namespace: 'shop', name: 'web' })?.testimony?.remedies).toEqual([
    'No source watches: Prometheus has no answer. See that metric.prometheus.address (http://prometheus:9090) ' +
      "is right, and what the controller's log says."
  ]);
  expect(remedies(list, { metricSourceType: 'prometheus' })).toEqual([
    expect.stringContaining('metric.prometheus.address (not set)')
  ]);
});

test('the log of the global-sidecar alone does not show direct calls', () => {
  const list = edges([], [source('als', false), source('prometheus', true, false)]);
  expect(remedies(list)).toEqual([
    'Only calls that the global-sidecar takes are seen; direct ones are not. With general.accessLogger: callers, ' +
      "or both, the callers' own proxies tell of these, too."
  ]);
  for (const other of [{ accessLogger: 'callers' }, { metricSourceType: 'prometheus' }])
    expect(remedies(list, other)).toEqual(['No source that watches is sure to see direct calls.']);
});

test('a source that never heard of the workload has no stream, or no series, of it', () => {
  const all = ['als', 'other', 'prometheus'].map(name => source(name, true));
  expect(remedies(edges([], all))).toEqual([
    expect.stringMatching(
      /^als has never heard of it: no proxy of its pods sends an access log\. .*Telemetry/
    ),
    'other has never told of it.',
    expect.stringMatching(/^prometheus has never heard of it: no series names it as a caller\. .*scrapes/)
  ]);
});

test('where a source hears of it and of no such call, there was none to see', () => {
  expect(remedies(edges([], [source('als', true)], [heard()]))).toEqual([
    'als hears of it, but of no such call: none was made while it watched, or none was logged.'
  ]);
});

test('a call that was not learned has its reason, and needs no other', () => {
  expect(remedies(edges([], [source('als', true)], [heard(unlearned)]))).toEqual([]);
});

test('a reason that is another call’s does not answer for this one', () => {
  const other = heard({ ...unlearned, to: 'c.d' });
  expect(remedies(edges([], [source('als', true)], [other]))).toHaveLength(1);
});

test('there is nothing to do where the call was seen, or its host is in scope', () => {
  const denied = { denyHosts: ['a.b'] };
  expect(remedies(edges([seen('a.b')], [source('als', true, false)]), denied)).toEqual([]);
  expect(remedies(edges([seen('c.d')], [source('als', true, false)]), {}, 'istio-system/*')).toEqual([]);
});

test('who asks for no host misses a call only where none was seen at all', () => {
  const watchedBy = [source('als', true, false)];
  const of = (list: JsonObject) => {
    const { mesh, plan } = compiled([slimeBoot(), fence('shop/web'), list]);
    return explain(mesh, plan, { namespace: 'shop', name: 'web' })?.testimony?.remedies.length;
  };
  expect([of(edges([], watchedBy)), of(edges([seen('c.d')], watchedBy))]).toEqual([1, 0]);
});
