import { expect, test } from 'vitest';
import { describeReason } from '../../../src/explain/describeReason.js';
import { describeWhy } from '../../../src/explain/describeWhy.js';
import { describeRefusal } from '../../../src/explain/describeRefusal.js';
import type { Reason } from '../../../src/model/Reason.js';
import type { Refusal } from '../../../src/model/Scope.js';

const edge = (fields: Partial<Extract<Reason, { readonly kind: 'edge' }>>): Reason => ({
  kind: 'edge',
  destination: 'a.b',
  sources: ['manual'],
  firstSeen: undefined,
  lastSeen: undefined,
  count: undefined,
  state: 'ACTIVE',
  ...fields
});

test('an edge that somebody wrote down says that it has no evidence', () => {
  expect(describeReason(edge({ count: '1' }))).toBe('an edge without evidence');
});

test('evidence that somebody wrote down is evidence', () => {
  expect(describeReason(edge({ firstSeen: 0 }))).toBe('observed: seen by manual');
  expect(describeReason(edge({ lastSeen: 0 }))).toBe('observed: seen by manual, last 1970-01-01T00:00:00Z');
});

test('who saw an edge, how often, and whether it is about to go', () => {
  expect(describeReason(edge({ sources: ['status'], count: '2' }))).toBe(
    'observed: remembered in the status, 2 calls'
  );
  expect(describeReason(edge({ sources: ['als', 'status'], count: '1', state: 'EXPIREWAIT' }))).toBe(
    'observed: seen by als, status, 1 call, about to expire'
  );
});

test.each<[Refusal, string]>([
  ['disabled', 'the fence is not enabled'],
  ['selector-empty', 'its selector would match every workload'],
  ['selector-invalid', 'its selector is one that Istio would reject'],
  ['service-missing', 'there is no Service of that name'],
  ['service-external', 'its Service has no workload of its own'],
  ['selector-overlap', "another fence's selector covers the same workload"],
  ['sidecar-foreign', 'a Sidecar of your own covers the workload'],
  ['sidecar-name-taken', 'a Sidecar of your own has its name']
])('the refusal %s means that %s', (refusal, words) => {
  expect(describeRefusal(refusal)).toBe(words);
});

test('why a call was not learned is said in words, or in the word of its source', () => {
  expect(describeWhy('unreached')).toBe('no upstream was reached');
  expect(describeWhy('no-caller')).toBe('it does not say who called');
  expect(describeWhy('constructor')).toBe('constructor');
});
