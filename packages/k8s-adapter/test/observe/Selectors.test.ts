import fc from 'fast-check';
import { Labels } from '@meshfence/core';
import { expect, test } from 'vitest';
import { newSelectors } from '../../src/observe/Selectors.js';

test('selectors meet where one contains the other, within a namespace', () => {
  const selectors = newSelectors();
  selectors.set('shop/web', { app: 'web' });
  selectors.set('shop/web-v1', { app: 'web', version: 'v1' });
  selectors.set('shop/web-v2', { app: 'web', version: 'v2' });
  selectors.set('bank/web', { app: 'web' });
  expect(selectors.meeting('shop', { app: 'web', version: 'v1' })).toEqual(['shop/web', 'shop/web-v1']);
  expect(selectors.meeting('shop', { app: 'web' })).toEqual(['shop/web', 'shop/web-v1', 'shop/web-v2']);
  expect(selectors.meeting('shop', { app: 'other' })).toEqual([]);
  selectors.set('shop/web', { app: 'other' });
  selectors.remove('shop/web-v1');
  expect(selectors.meeting('shop', { app: 'web', version: 'v1' })).toEqual([]);
});

const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2'), { minKeys: 1 });
const change = fc.record({
  key: fc.constantFrom('shop/x', 'shop/y', 'shop/z', 'bank/x'),
  selector: fc.option(labels, { nil: undefined })
});

test('whatever has come and gone, exactly those are found that comparing with all would find', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), labels, (changes, selector) => {
      const selectors = newSelectors();
      const known = new Map<string, Labels.Labels>();
      for (const { key, selector: next } of changes) {
        if (next === undefined) selectors.remove(key);
        else selectors.set(key, next);
        if (next === undefined) known.delete(key);
        else known.set(key, next);
      }
      const expected = [...known]
        .filter(([key]) => key.startsWith('shop/'))
        .filter(([, other]) => Labels.isSubset(other, selector) || Labels.isSubset(selector, other))
        .map(([key]) => key);
      expect(selectors.meeting('shop', selector).toSorted()).toEqual(expected.toSorted());
    })
  );
});
