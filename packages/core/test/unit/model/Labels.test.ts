import { expect, test } from 'vitest';
import { canonical, isEmpty, isSubset, none, show, whyInvalidSelector } from '../../../src/model/Labels.js';
import { matches } from '../../../src/model/LabelSelector.js';
import type { LabelSelector, Requirement } from '../../../src/model/LabelSelector.js';

const labels = { app: 'details', version: 'v1' };

test('a selector stands among labels where each of its pairs does', () => {
  expect(isSubset({ app: 'details' }, labels)).toBe(true);
  expect(isSubset(labels, labels)).toBe(true);
  expect(isSubset({}, labels)).toBe(true);
  expect(isSubset({ app: 'reviews' }, labels)).toBe(false);
  expect(isSubset({ app: 'details', tier: 'x' }, labels)).toBe(false);
  expect(isSubset(labels, { app: 'details' })).toBe(false);
});

test('what every object inherits is no label', () => {
  expect(isSubset({ constructor: 'x' }, {})).toBe(false);
});

test('labels are shown sorted, and are the same in every order', () => {
  expect(show({ b: '2', a: '1' })).toBe('a=1,b=2');
  expect(show(none)).toBe('');
  expect(canonical({ b: '2', a: '1' })).toBe(canonical({ a: '1', b: '2' }));
  expect(canonical({ a: '1' })).not.toBe(canonical({ a: '2' }));
  expect([isEmpty(none), isEmpty(labels)]).toEqual([true, false]);
});

test('Istio rejects wildcards and empty keys in a selector', () => {
  expect(whyInvalidSelector(labels)).toBeUndefined();
  expect(whyInvalidSelector({ app: '*' })).toBe('app=* has a wildcard');
  expect(whyInvalidSelector({ 'a*': 'b' })).toBe('a*=b has a wildcard');
  expect(whyInvalidSelector({ '': 'b' })).toBe('a label has no key');
});

const requiring = (...matchExpressions: ReadonlyArray<Requirement>): LabelSelector => ({
  matchLabels: {},
  matchExpressions
});

test.each<[Requirement['operator'], string, ReadonlyArray<string>, boolean]>([
  ['In', 'app', ['details'], true],
  ['In', 'app', ['reviews'], false],
  ['In', 'tier', ['details'], false],
  ['NotIn', 'app', ['reviews'], true],
  ['NotIn', 'app', ['details'], false],
  ['NotIn', 'tier', ['details'], true],
  ['Exists', 'app', [], true],
  ['Exists', 'tier', [], false],
  ['DoesNotExist', 'tier', [], true],
  ['DoesNotExist', 'app', [], false]
])('%s %s %j: %j', (operator, key, values, holds) => {
  expect(matches(requiring({ key, operator, values }), labels)).toBe(holds);
});

test('all labels and all requirements must hold, and an empty selector matches everything', () => {
  const exists: Requirement = { key: 'version', operator: 'Exists', values: [] };
  const absent: Requirement = { key: 'app', operator: 'DoesNotExist', values: [] };
  expect(matches({ matchLabels: { app: 'details' }, matchExpressions: [exists] }, labels)).toBe(true);
  expect(matches({ matchLabels: { app: 'reviews' }, matchExpressions: [exists] }, labels)).toBe(false);
  expect(matches(requiring(exists, absent), labels)).toBe(false);
  expect(matches(requiring(), none)).toBe(true);
});
