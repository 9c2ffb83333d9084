import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { namespace, service, slimeBoot } from '../given/objects.js';

const namespaces = ['a', 'b', 'c'];

/** The namespaces in which fences are made, of a with the label team=x, b with team=y, and c without any. */
const admitted = (general: JsonObject): ReadonlyArray<string> =>
  compiled([
    slimeBoot({ autoFence: true, defaultFence: true, ...general }),
    namespace('a', { team: 'x' }),
    namespace('b', { team: 'y' }),
    namespace('c'),
    ...namespaces.map(name => service(`${name}/s`))
  ]).plan.fences.map(({ meta }) => meta.namespace);

test('without a word every namespace is admitted', () => {
  expect(admitted({})).toEqual(namespaces);
});

test('the black list keeps namespaces out, the white list keeps to its own', () => {
  expect(admitted({ blackNamespaceList: 'a,c' })).toEqual(['b']);
  expect(admitted({ whiteNamespaceList: 'a, c' })).toEqual(['a', 'c']);
});

test('both lists are applied where both are set', () => {
  expect(admitted({ blackNamespaceList: 'a', whiteNamespaceList: 'a,b' })).toEqual(['b']);
});

test.each<[string, JsonObject, ReadonlyArray<string>]>([
  ['labels', { matchLabels: { team: 'x' } }, ['a']],
  ['In', { matchExpressions: [{ key: 'team', operator: 'In', values: ['x', 'y'] }] }, ['a', 'b']],
  ['NotIn', { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['x'] }] }, ['b', 'c']],
  ['Exists', { matchExpressions: [{ key: 'team', operator: 'Exists' }] }, ['a', 'b']],
  ['DoesNotExist', { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] }, ['c']],
  ['nothing', {}, ['a', 'b', 'c']],
  [
    'an operator that does not exist',
    { matchExpressions: [{ key: 'team', operator: 'Is', values: ['x'] }] },
    []
  ]
])('a selector by %s admits %j', (_, selector, expected) => {
  expect(admitted({ managementSelectors: [selector] })).toEqual(expected);
});

test('any of several selectors is enough', () => {
  const managementSelectors = [{ matchLabels: { team: 'x' } }, { matchLabels: { team: 'y' } }];
  expect(admitted({ managementSelectors })).toEqual(['a', 'b']);
});

test('selectors and lists must all agree', () => {
  const managementSelectors = [{ matchExpressions: [{ key: 'team', operator: 'Exists' }] }];
  expect(admitted({ managementSelectors, blackNamespaceList: 'a' })).toEqual(['b']);
  expect(admitted({ managementSelectors, whiteNamespaceList: 'b,c' })).toEqual(['b']);
});

test('in namespace mode only the listed namespaces are admitted', () => {
  expect(admitted({ globalSidecarMode: 'namespace', namespace: ['b'] })).toEqual(['b']);
  expect(admitted({ globalSidecarMode: 'namespace' })).toEqual([]);
  expect(admitted({ globalSidecarMode: 'cluster', namespace: ['b'] })).toEqual(namespaces);
});

test('a namespace that the input does not have is as good as one without labels', () => {
  const boot = slimeBoot({
    autoFence: true,
    defaultFence: true,
    managementSelectors: [{ matchLabels: { team: 'x' } }]
  });
  expect(compiled([boot, service('z/s')]).plan.fences).toEqual([]);
});

test('a Service that asks in a namespace that is not admitted is not told that it lacks a workload', () => {
  const asking = service('a/s', { selector: {} }, { labels: { 'slime.io/serviceFenced': 'true' } });
  expect(
    compiled([slimeBoot({ autoFence: true, blackNamespaceList: 'a' }), asking]).messages(
      'fence-without-workload'
    )
  ).toEqual([]);
});
