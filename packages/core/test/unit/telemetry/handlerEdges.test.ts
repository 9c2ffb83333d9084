import { handlerEdges } from '@meshfence/core';
import type { HandlerQuestion, Labels } from '@meshfence/core';
import { expect, test } from 'vitest';

const at = 1_700_000_000_000;
const witness = { source: 'prometheus', at };
const fence = (namespace: string, name: string) => ({ _tag: 'Named', namespace, name }) as const;

const question = (rest: Partial<HandlerQuestion> = {}): HandlerQuestion => ({
  name: 'destination',
  type: 'Group',
  fences: [fence('shop', 'web')],
  isAboutFence: true,
  ...rest
});

const read = (labels: Labels.Labels, rest?: Partial<HandlerQuestion>, value = 12) => {
  const { edges, unused } = handlerEdges(question(rest), [{ labels, value }], witness);
  return edges.length > 0 ? edges.map(({ from, to }) => ({ from, to })) : unused;
};

const to = 'cart.shop.svc.cluster.local';

test("the tutorial's answer names the callees of the fence", () => {
  const { edges } = handlerEdges(question(), [{ labels: { destination_service: to }, value: 12 }], witness);
  expect(edges).toEqual([
    {
      from: fence('shop', 'web'),
      to,
      port: undefined,
      protocol: undefined,
      evidence: [{ source: 'prometheus', firstSeen: at, lastSeen: at, count: 12 }],
      origin: { _tag: 'Nowhere' }
    }
  ]);
});

test('a question about a fence is about it, whoever the answer says called', () => {
  const labels = { destination_service: to, source_workload: 'web-v1', source_workload_namespace: 'shop' };
  expect(read(labels)).toEqual([{ from: fence('shop', 'web'), to }]);
});

test('one that names no fence is about whom the answer names, or about every fence that it was asked for', () => {
  const rest = { isAboutFence: false, fences: [fence('shop', 'web'), fence('shop', 'admin')] };
  const labels = { destination_service: to, source_workload: 'job', source_workload_namespace: 'batch' };
  expect(read(labels, rest)).toEqual([{ from: fence('batch', 'job'), to }]);
  expect(read({ destination_service: to }, rest)).toEqual([
    { from: fence('shop', 'admin'), to },
    { from: fence('shop', 'web'), to }
  ]);
});

test('a callee may be named by its Service and namespace', () => {
  expect(read({ destination_service_name: 'cart', destination_service_namespace: 'shop' })).toEqual([
    { from: fence('shop', 'web'), to: 'cart.shop.svc' }
  ]);
});

test('an answer without a callee, or with a bad one, is no edge', () => {
  expect(read({})).toEqual({ 'no-destination': 1 });
  expect(read({ destination_service: 'a_b.shop' })).toEqual({ 'bad-destination': 1 });
  expect(read({ destination_service: 'global-sidecar.mesh-operator' })).toEqual({ 'global-sidecar': 1 });
  expect(read({ destination_service: to }, {}, Number.NaN)).toEqual({ 'no-calls': 1 });
});

test('a Value handler is about the host that it is named after', () => {
  expect(read({}, { type: 'Value', name: to })).toEqual([{ from: fence('shop', 'web'), to }]);
  expect(read({}, { type: 'Value', name: `{destination_service="${to}"}` })).toEqual([
    { from: fence('shop', 'web'), to }
  ]);
  expect(read({}, { type: 'Value', name: 'destination' })).toEqual({ 'no-destination': 1 });
  expect(read({}, { type: 'Value', name: to }, 0)).toEqual({ 'no-calls': 1 });
});

test('of an answer of no use, whoever it is about may want to know why', () => {
  const rest = { isAboutFence: false, fences: [fence('shop', 'web'), fence('shop', 'admin')] };
  const unmade = (labels: Labels.Labels, value = 1) =>
    handlerEdges(question(rest), [{ labels, value }], witness).unmade;
  expect(unmade({ destination_service: 'a_b.shop' })).toEqual([
    { from: fence('shop', 'admin'), why: 'bad-destination', to: 'a_b.shop' },
    { from: fence('shop', 'web'), why: 'bad-destination', to: 'a_b.shop' }
  ]);
  expect(unmade({ source_workload: 'job', source_workload_namespace: 'batch' })).toEqual([
    { from: fence('batch', 'job'), why: 'no-destination', to: undefined }
  ]);
  expect(unmade({ destination_service: 'a_b.shop' }, 0)).toEqual([]);
});
