import { expect, test } from 'vitest';
import { selectorIndex } from '../../../src/indexing/SelectorIndex.js';

const index = selectorIndex(
  [
    { namespace: 'a', selector: { app: 'x' } },
    { namespace: 'a', selector: { tier: 'y', app: 'x' } },
    { namespace: 'a', selector: { app: 'z' } },
    { namespace: 'a', selector: {} },
    { namespace: 'b', selector: { app: 'x' } }
  ],
  value => value
);

test('a selector is found by labels that hold all of it, in its namespace', () => {
  expect(index.selecting('a', { app: 'x', version: '1' })).toEqual([
    { namespace: 'a', selector: { app: 'x' } }
  ]);
  expect(index.selecting('a', { app: 'x', tier: 'y' })).toEqual([
    { namespace: 'a', selector: { app: 'x' } },
    { namespace: 'a', selector: { tier: 'y', app: 'x' } }
  ]);
  expect(index.selecting('b', { app: 'x' })).toEqual([{ namespace: 'b', selector: { app: 'x' } }]);
});

test('a selector that holds more than the labels is not found', () => {
  expect(index.selecting('a', { tier: 'y' })).toEqual([]);
  expect(index.selecting('a', { app: 'other' })).toEqual([]);
});

test('what selects by nothing is found by nothing', () => {
  expect(index.selecting('a', {})).toEqual([]);
});
