import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newDebounce } from '../../src/controller/Debounce.js';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

const setUp = () => {
  const runs: Array<{ at: number; since: number }> = [];
  const began = performance.now();
  const debounce = newDebounce({ quiet: 200, most: 2000 }, since =>
    runs.push({ at: performance.now() - began, since: since - began })
  );
  return { debounce, runs };
};

test('changes are gathered until there are none for a while', () => {
  const { debounce, runs } = setUp();
  debounce.poke();
  vi.advanceTimersByTime(150);
  debounce.poke();
  vi.advanceTimersByTime(1000);
  expect(runs).toEqual([{ at: 350, since: 0 }]);
});

test('changes that never end are not waited for longer than the most', () => {
  const { debounce, runs } = setUp();
  for (let at = 0; at < 25; at += 1) {
    debounce.poke();
    vi.advanceTimersByTime(100);
  }
  expect(runs).toEqual([{ at: 2000, since: 0 }]);
});

test('what changes all the time makes nothing else wait, and is dealt with in the end', () => {
  const { debounce, runs } = setUp();
  for (let at = 0; at < 8; at += 1) {
    debounce.nudge();
    if (at === 3) debounce.poke();
    vi.advanceTimersByTime(100);
  }
  expect(runs).toEqual([{ at: 500, since: 300 }]);
  vi.advanceTimersByTime(2000);
  expect(runs).toHaveLength(2);
});
