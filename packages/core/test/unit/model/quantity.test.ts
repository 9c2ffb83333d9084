import { expect, test } from 'vitest';
import * as Quantity from '../../../src/model/Quantity.js';

test.each([
  ['400Mi', 419_430_400],
  ['1Gi', 2 ** 30],
  ['0.5Gi', 2 ** 29],
  ['500M', 5e8],
  ['1e9', 1e9],
  ['1E3', 1000],
  ['1E', 1e18],
  ['2P', 2e15],
  ['1Pi', 2 ** 50],
  ['1Ei', 2 ** 60],
  ['1Ti', 2 ** 40],
  ['1Ki', 1024],
  ['3k', 3000],
  ['3G', 3e9],
  ['3T', 3e12],
  ['128974848', 128_974_848],
  [2, 2],
  ['200m', 0.2],
  ['.5', 0.5],
  ['+1.', 1],
  ['0', 0],
  [1e21, 1e21]
])('the quantity %s is %d', (text, expected) => {
  expect(Quantity.parse(text)).toBeCloseTo(expected, 6);
});

test('there are very small ones', () => {
  expect(Quantity.parse('3n')).toBeCloseTo(3e-9, 15);
  expect(Quantity.parse('3u')).toBeCloseTo(3e-6, 15);
});

test.each([undefined, null, '', 'Mi', '1 Mi', '-1', '1Xi', '1mi', '1ki', '1e9M', '1e999', 'lots', true, {}])(
  '%j is no quantity',
  value => {
    expect(Quantity.parse(value)).toBeUndefined();
  }
);
