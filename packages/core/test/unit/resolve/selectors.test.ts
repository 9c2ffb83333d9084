import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { fence, pod, service, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';
const given = (spec: JsonObject, ...objects: ReadonlyArray<Json>) => compiled([fence(key, spec), ...objects]);
const selector = (spec: JsonObject, ...objects: ReadonlyArray<Json>) => {
  const found = given(spec, ...objects).sidecar(key)?.selector;
  return found === undefined ? undefined : { ...found };
};
const refusal = (spec: JsonObject, ...objects: ReadonlyArray<Json>) =>
  given(spec, ...objects).scope(key)?.refusal;
const reviews = service(key, { selector: { app: 'reviews', tier: 'x' } });
const fromService = { workloadSelector: { fromService: true } };

test("a fence's own labels go before everything", () => {
  expect(selector({ workloadSelector: { labels: { k: 'v' }, fromService: true } }, reviews)).toEqual({
    k: 'v'
  });
});

test('with fromService the selector is that of the Service of its name', () => {
  expect(selector(fromService, reviews, service('other/reviews', { selector: { a: 'b' } }))).toEqual({
    app: 'reviews',
    tier: 'x'
  });
});

test("without either it is the fence's name under the label of the SlimeBoot", () => {
  expect(selector({}, reviews)).toEqual({ app: 'reviews' });
  expect(selector({}, slimeBoot({}, { global: { service: 'k8s-app' } }))).toEqual({ 'k8s-app': 'reviews' });
});

test('empty labels are no labels', () => {
  expect(selector({ workloadSelector: { labels: {} } })).toEqual({ app: 'reviews' });
});

test.each<[string, JsonObject, ReadonlyArray<Json>]>([
  ['selector-empty', fromService, [service(key, { selector: {} })]],
  ['selector-empty', fromService, [service(key, { selector: null })]],
  ['service-missing', fromService, [service('other/reviews')]],
  ['service-external', fromService, [service(key, { type: 'ExternalName', externalName: 'a.b' })]],
  ['service-external', fromService, [service(key, { externalName: 'a.b' })]],
  ['service-external', fromService, [service(key, { type: 'ExternalName' })]],
  ['selector-invalid', { workloadSelector: { labels: { app: '*' } } }, []],
  ['selector-invalid', fromService, [service(key, { selector: { 'a*': 'b' } })]]
])('a fence is refused for %s', (code, spec, objects) => {
  const { scope, sidecar, diagnostics } = given(spec, ...objects);
  expect([scope(key)?.refusal, sidecar(key)]).toEqual([code, undefined]);
  expect(diagnostics.filter(each => each.code === code)).toHaveLength(1);
});

test('a refused fence keeps its scope and its status', () => {
  const { egress, status } = given({ ...fromService, host: { 'a.b': {} } });
  expect(egress(key)).toEqual(['*/a.b']);
  expect(Object.keys(status(key)?.domains ?? {})).toEqual(['a.b']);
});

test('a fence that is switched off yields nothing, and nobody asks what it selects', () => {
  expect(refusal({ enable: false, ...fromService })).toBe('disabled');
  expect(given({ enable: false, ...fromService }).messages('service-missing')).toEqual([]);
});

test('a module that is switched off yields no Sidecar at all', () => {
  const { plan } = compiled([slimeBoot({}, { enable: false }), fence(key), fence('shop/x')]);
  expect(plan.sidecars).toEqual([]);
  expect(plan.scopes.map(each => each.refusal)).toEqual(['disabled', 'disabled']);
});

test('a fence without pods is reported where its namespace has pods, once for the namespace', () => {
  const other = pod('default/x', { app: 'other' });
  expect(given({}, other).diagnostics.map(({ code }) => code)).toContain('workload-unknown');
  expect(given({}, pod('default/x', { app: 'reviews' })).messages('workload-unknown')).toEqual([]);
  expect(given({}, pod('shop/x', { app: 'other' })).messages('workload-unknown')).toEqual([]);
  expect(given({}).messages('workload-unknown')).toEqual([]);
  expect(compiled([fence('default/a'), fence('default/b'), other]).messages('workload-unknown')).toHaveLength(
    1
  );
});

test('in namespace mode a fence in a namespace that is not listed is reported', () => {
  const boot = slimeBoot({ globalSidecarMode: 'namespace', namespace: ['shop'] });
  const { messages, sidecar } = compiled([boot, fence(key), fence('shop/x')]);
  expect(messages('namespace-unlisted')).toHaveLength(1);
  expect(sidecar(key)).toBeDefined();
});
