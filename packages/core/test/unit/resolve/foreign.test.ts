import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { fence, pod, sidecar } from '../given/objects.js';

const key = 'shop/reviews';
const selecting = (labels: JsonObject): JsonObject => ({ workloadSelector: { labels } });
const outcome = (...objects: ReadonlyArray<Json>) => {
  const { scope, sidecar: made, diagnostics } = compiled([fence(key), ...objects]);
  const codes = diagnostics.map(({ code }) => code).filter(code => code.startsWith('sidecar-'));
  return { refusal: scope(key)?.refusal, made: made(key) !== undefined, codes };
};
const free = { refusal: undefined, made: true, codes: [] };
const foreign = { refusal: 'sidecar-foreign', made: false, codes: ['sidecar-foreign'] };

test.each<[string, JsonObject, ReadonlyArray<Json>]>([
  ['the same labels', selecting({ app: 'reviews' }), []],
  ['more labels', selecting({ app: 'reviews', v: '1' }), []],
  ['every workload, by an empty selector', { workloadSelector: { labels: {} } }, []],
  ['every workload, by no labels', { workloadSelector: {} }, []],
  ['a pod of both', selecting({ tier: 'x' }), [pod('shop/p', { app: 'reviews', tier: 'x' })]]
])("a user's Sidecar that selects %s is respected", (_, spec, objects) => {
  expect(outcome(sidecar('shop/mine', spec), ...objects)).toEqual(foreign);
});

test.each<[string, Json, ReadonlyArray<Json>]>([
  ['other labels', sidecar('shop/mine', selecting({ app: 'other' })), []],
  [
    'labels that no pod carries with ours',
    sidecar('shop/mine', selecting({ tier: 'x' })),
    [pod('shop/p', { tier: 'x' })]
  ],
  ['the same labels in another namespace', sidecar('bar/mine', selecting({ app: 'reviews' })), []],
  ['another namespace as a whole', sidecar('bar/mine', {}), []]
])("a user's Sidecar of %s is no matter", (_, mine, objects) => {
  expect(outcome(mine, ...objects)).toEqual(free);
});

test("a Sidecar of the fence's name that is not ours is left alone", () => {
  const taken = { refusal: 'sidecar-name-taken', made: false, codes: ['sidecar-name-taken'] };
  expect(outcome(sidecar(key, selecting({ app: 'other' })))).toEqual(taken);
  expect(outcome(sidecar(key, {}))).toEqual(taken);
});

test('one that selects the workload counts more than one that has the name', () => {
  expect(
    outcome(sidecar(key, selecting({ app: 'other' })), sidecar('shop/z', selecting({ app: 'reviews' })))
  ).toEqual(foreign);
  expect(outcome(sidecar(key, selecting({ app: 'reviews' })))).toEqual(foreign);
});

test("the namespace's own default is replaced, and that is said", () => {
  expect(outcome(sidecar('shop/default', {}))).toEqual({
    refusal: undefined,
    made: true,
    codes: ['sidecar-default-replaced']
  });
});

const owner = (kind: string, apiVersion: string): JsonObject => ({
  ownerReferences: [{ kind, apiVersion, name: 'reviews', uid: 'u' }]
});

test.each<[string, JsonObject]>([
  ['our label', { labels: { 'app.kubernetes.io/managed-by': 'meshfence' } }],
  ['a fence for its owner', owner('ServiceFence', 'microservice.slime.io/v1alpha1')]
])('a Sidecar with %s is ours', (_, metadata) => {
  expect(outcome(sidecar(key, selecting({ app: 'reviews' }), metadata))).toEqual(free);
  expect(outcome(sidecar('shop/default', {}, metadata))).toEqual(free);
});

test.each<[string, JsonObject]>([
  ['the label of another tool', { labels: { 'app.kubernetes.io/managed-by': 'helm' } }],
  ['another owner', owner('Deployment', 'apps/v1')],
  ['a fence of another group', owner('ServiceFence', 'example.com/v1')]
])('a Sidecar with %s is not ours', (_, metadata) => {
  expect(outcome(sidecar(key, selecting({ app: 'reviews' }), metadata)).refusal).toBe('sidecar-foreign');
});

test('a fence that a foreign Sidecar keeps out takes no workload from others', () => {
  const { plan } = compiled([
    fence('shop/a', selecting({ app: 'x', tier: 'y' })),
    fence('shop/b', selecting({ app: 'x' })),
    sidecar('shop/a', selecting({ app: 'other' }))
  ]);
  expect(plan.sidecars.map(({ name }) => name)).toEqual(['b']);
});

test('which of several foreign Sidecars is named does not depend on their order', () => {
  const both = [
    sidecar('shop/n', selecting({ app: 'reviews' })),
    sidecar('shop/m', selecting({ app: 'reviews' }))
  ];
  const named = (all: ReadonlyArray<Json>) => compiled([fence(key), ...all]).messages('sidecar-foreign');
  expect(named(both)).toEqual([
    'Sidecar shop/m selects this workload already and is not ours, so this fence yields none.'
  ]);
  expect(named(both.toReversed())).toEqual(named(both));
});
