import { expect, test } from 'vitest';
import { spamFilter } from '../../src/report/SpamFilter.js';

test('a burst is allowed, then one each time', () => {
  const filter = spamFilter({ burst: 2, every: 1000 }, 10);
  const at = [0, 0, 0, 999, 1000, 1500, 2000, 60_000, 60_000, 60_000];
  expect(at.map(now => filter.allows('a', now))).toEqual([
    true,
    true,
    false,
    false,
    true,
    false,
    true,
    true,
    true,
    false
  ]);
});

test('each object has its own, and a clock that goes back gives nothing', () => {
  const filter = spamFilter({ burst: 1, every: 1000 }, 10);
  expect(filter.allows('a', 5000)).toBe(true);
  expect(filter.allows('b', 5000)).toBe(true);
  expect(filter.allows('a', 0)).toBe(false);
});

test('only so many objects are remembered: the one not seen for longest goes', () => {
  const filter = spamFilter({ burst: 1, every: 1000 }, 2);
  for (const object of ['a', 'b', 'a', 'c']) filter.allows(object, 0);
  expect(filter.allows('a', 0)).toBe(false);
  expect(filter.allows('b', 0)).toBe(true);
});
