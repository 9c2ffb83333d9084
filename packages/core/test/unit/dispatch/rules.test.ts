import { expect, test } from 'vitest';
import { dispatchRules } from '../../../src/dispatch/dispatchRules.js';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { settings } from '../given/decoded.js';

const component = { component: { globalSidecar: { enable: true } } };

const rules = (dispatches: ReadonlyArray<Json>, spec: JsonObject = component) =>
  dispatchRules(settings({ dispatches }, {}, spec));

const codes = (...given: Parameters<typeof rules>) => rules(...given).diagnostics.map(({ code }) => code);

test('the rules of the tutorial', () => {
  const tutorial = [
    { name: '163', domains: ['www.163.com'], cluster: 'outbound|80||egress1.testns.svc.cluster.local' },
    {
      name: 'baidu',
      domains: ['*.baidu.com', 'baidu.*'],
      cluster: '{{ (print .Values.foo "." .Values.namespace ) }}'
    },
    { name: 'sohu', domains: ['*.sohu.com', 'sodu.*'], cluster: '_GLOBAL_SIDECAR' },
    { name: 'default', domains: ['*'], cluster: 'PassthroughCluster' }
  ];
  const { value } = rules(tutorial, { ...component, foo: 'bar' });
  expect(value.map(({ name, target, authority }) => [name, target, authority])).toEqual([
    [
      '163',
      {
        _tag: 'Cluster',
        cluster: 'outbound|80||egress1.testns.svc.cluster.local',
        host: 'egress1.testns.svc.cluster.local'
      },
      '(?i)www\\.163\\.com(:\\d+)?'
    ],
    [
      'baidu',
      { _tag: 'Cluster', cluster: 'bar.mesh-operator', host: undefined },
      '(?i)(?:.+\\.baidu\\.com(:\\d+)?|baidu\\..+(:\\d+)?)'
    ],
    ['sohu', { _tag: 'GlobalSidecar' }, '(?i)(?:.+\\.sohu\\.com(:\\d+)?|sodu\\..+(:\\d+)?)'],
    ['default', { _tag: 'Cluster', cluster: 'PassthroughCluster', host: undefined }, undefined]
  ]);
});

test('a rule keeps its place in the list when one before it is left out', () => {
  const { value } = rules([
    { name: 'bad', domains: ['a.com'], cluster: '{{ nope }}' },
    { name: 'good', domains: ['b.com'], cluster: 'PassthroughCluster' }
  ]);
  expect(value.map(({ index, name }) => [index, name])).toEqual([[1, 'good']]);
});

test('templates see the namespaces that hold where the SlimeBoot names none', () => {
  const cluster = '{{ .Values.namespace }}/{{ .Values.istioNamespace }}';
  const { value } = rules([{ name: 'a', domains: ['a.com'], cluster }], {
    ...component,
    namespace: 'mesh'
  });
  expect(value[0]?.target).toEqual({ _tag: 'Cluster', cluster: 'mesh/istio-system', host: undefined });
});

test.each([
  ['outbound|80||a.b', 'a.b'],
  ['outbound|80|v1|a.b', 'a.b'],
  ['inbound|80||a.b', undefined],
  ['outbound|80||a.b|c', undefined],
  ['outbound|x||a.b', undefined],
  ['outbound|99999||a.b', undefined],
  ['outbound|080||a.b', undefined],
  ['outbound|80||short', undefined],
  ['outbound|80||', undefined],
  ['outbound|80||A.b', undefined],
  ['xds-grpc', undefined]
])('the cluster %s has the host %s', (cluster, host) => {
  const { value, diagnostics } = rules([{ name: 'a', domains: ['a.com'], cluster }]);
  expect(value[0]?.target).toEqual({ _tag: 'Cluster', cluster, host });
  expect(diagnostics.map(({ code }) => code)).toEqual(host === undefined ? ['dispatch-cluster-unknown'] : []);
});

test('without a global-sidecar no rule leads to one', () => {
  const rule = [{ name: 'a', domains: ['a.com'], cluster: '_GLOBAL_SIDECAR' }];
  expect(codes(rule, {})).toEqual(['dispatch-without-global-sidecar']);
  expect(rules(rule, {}).value).toEqual([]);
});

test('a domain that is none costs itself, and a rule without any left matches nothing', () => {
  const some = [{ name: 'a', domains: ['*.a.*', 'b.com'], cluster: 'PassthroughCluster' }];
  expect(rules(some).value[0]?.authority).toBe('(?i)b\\.com(:\\d+)?');
  const none = [{ name: 'a', domains: ['*.a.*'], cluster: 'PassthroughCluster' }];
  expect(rules(none).value).toEqual([]);
});

test('a domain that is no text costs itself', () => {
  const some = [{ name: 'a', domains: ['a.com', null, {}, 'b.com'], cluster: 'PassthroughCluster' }];
  expect(rules(some).value.flatMap(({ matches }) => matches)).toEqual(['a.com', 'b.com']);
  expect(codes(some)).toEqual(['dispatch-domain-invalid', 'dispatch-domain-invalid']);
});

test('a rule with many domains comes as several, each of a size that proxies take', () => {
  const many = Array.from({ length: 8000 }, (_, index) => `host-${index}.example.com`);
  const { diagnostics, value } = rules([{ name: 'a', domains: many, cluster: 'PassthroughCluster' }]);
  expect(diagnostics).toEqual([]);
  expect(value).toHaveLength(160);
  expect(value.flatMap(({ matches }) => matches)).toEqual(many);
});

test('a domain that a rule names twice is matched once', () => {
  const twice = [{ name: 'a', domains: ['a.com', 'A.com'], cluster: 'PassthroughCluster' }];
  expect(rules(twice).value[0]?.authority).toBe('(?i)a\\.com(:\\d+)?');
  expect(codes(twice)).toEqual([]);
});

test('an expression for everything takes everything, and what stands behind it is no route', () => {
  const all = [
    { name: 'a', domainRegex: '.*', cluster: 'PassthroughCluster' },
    { name: 'b', domains: ['b.com'], cluster: 'PassthroughCluster' }
  ];
  expect(rules(all).value.map(({ name, authority }) => [name, authority])).toEqual([['a', undefined]]);
  expect(codes(all)).toEqual(['dispatch-shadowed']);
});

test('a bad expression beside good domains costs itself', () => {
  const both = [{ name: 'a', domains: ['b.com'], domainRegex: '(', cluster: 'PassthroughCluster' }];
  expect(rules(both).value).toHaveLength(1);
  expect(codes(both)).toEqual(['pattern-invalid']);
});

test('a switched-off module dispatches nothing', () => {
  const config = settings(
    { dispatches: [{ name: 'a', domains: ['*'], cluster: 'PassthroughCluster' }] },
    { enable: false }
  );
  expect(dispatchRules(config).value).toEqual([]);
});
