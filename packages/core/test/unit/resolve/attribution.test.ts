import { expect, test } from 'vitest';
import type { Json } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { edges, fence, pod, service } from '../given/objects.js';

const learners = (from: Json, ...objects: ReadonlyArray<Json>): ReadonlyArray<string> => {
  const { plan } = compiled([...objects, edges([{ from, to: 'www.example.com' }])]);
  return plan.scopes
    .filter(({ hosts }) => hosts.some(({ host }) => host === 'www.example.com'))
    .map(({ namespace, name }) => `${namespace}/${name}`);
};
const labels = (app: string): Json => ({ labels: { app } });
const labelled = (key: string, app: string): Json => fence(key, { workloadSelector: labels(app) });

test('the fence of the name learns the call', () => {
  expect(
    learners('default/reviews', fence('default/reviews'), fence('default/other'), fence('shop/reviews'))
  ).toEqual(['default/reviews']);
});

test('a Service that calls means the fences of its pods', () => {
  const objects = [
    service('default/front', { selector: { app: 'x' } }),
    labelled('default/a', 'x'),
    labelled('default/b', 'y')
  ];
  expect(learners('default/front', ...objects)).toEqual(['default/a']);
});

test('a fence that selects less than the pods carry covers them', () => {
  const broad = fence('default/a', { workloadSelector: { labels: { tier: 'z' } } });
  expect(learners({ namespace: 'default', labels: { app: 'x', tier: 'z' } }, broad)).toEqual(['default/a']);
});

test('a fence that selects more than the caller is known to carry does not', () => {
  const narrow = fence('default/a', { workloadSelector: { labels: { app: 'x', tier: 'z' } } });
  expect(learners({ namespace: 'default', labels: { app: 'x' } }, narrow)).toEqual([]);
});

test('labels mean pods of their own namespace', () => {
  expect(learners({ namespace: 'shop', labels: { app: 'x' } }, labelled('default/a', 'x'))).toEqual([]);
});

const owned = (name: string, kind: string, owner: string): Json => ({
  ...pod(`default/${name}`, { app: 'x' }),
  metadata: {
    namespace: 'default',
    name,
    labels: { app: 'x' },
    ownerReferences: [{ apiVersion: 'apps/v1', kind, name: owner, uid: 'u' }]
  }
});

test.each([
  ['a Deployment', 'ReplicaSet', 'front-6d4cf56db6'],
  ['a StatefulSet', 'StatefulSet', 'front'],
  ['a DaemonSet', 'DaemonSet', 'front']
])('%s that calls means the fences of its pods', (_, kind, owner) => {
  expect(learners('default/front', owned('front-1', kind, owner), labelled('default/a', 'x'))).toEqual([
    'default/a'
  ]);
});

test('a lone pod calls by its own name', () => {
  expect(learners('default/front', pod('default/front', { app: 'x' }), labelled('default/a', 'x'))).toEqual([
    'default/a'
  ]);
});

test('a caller of several fences is learned by all of them', () => {
  expect(
    learners(
      'default/reviews',
      service('default/reviews', { selector: { app: 'x' } }),
      fence('default/reviews'),
      labelled('default/a', 'x')
    )
  ).toEqual(['default/a', 'default/reviews']);
});

test('a Service without a selector means nobody but the fence of its name', () => {
  expect(
    learners('default/front', service('default/front', { selector: {} }), labelled('default/a', 'x'))
  ).toEqual([]);
});

test('a caller without a fence is reported once, with the number of its edges', () => {
  const list = edges([
    { from: 'default/x', to: 'a.b' },
    { from: 'default/x', to: 'c.d' },
    { from: { namespace: 'shop', labels: { b: '2', a: '1' } }, to: 'a.b' }
  ]);
  expect(
    compiled([list, fence('default/y')])
      .messages('edge-caller-unknown')
      .toSorted()
  ).toEqual([
    'No fence covers default/x; its 2 edges have no effect.',
    'No fence covers shop/a=1,b=2; its edge has no effect.'
  ]);
});
