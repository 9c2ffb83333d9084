import { expect, test } from 'vitest';
import { Refusal, Unreachable } from '../../src/client/Refusal.js';
import { delayAfter, delayOf, pause } from '../../src/watch/Backoff.js';

const limits = { first: 100, most: 1000 };

test('each wait is twice as long as the one before, up to the longest', () => {
  expect([0, 1, 2, 3, 4, 50, 5000].map(attempt => delayOf(limits, attempt, 1))).toEqual([
    100, 200, 400, 800, 1000, 1000, 1000
  ]);
});

test('half of a wait is left to chance', () => {
  expect([0, 0.5, 1].map(chance => delayOf(limits, 1, chance))).toEqual([100, 150, 200]);
});

test("the server's wish is the least, and no more than that", () => {
  const asked = (retryAfter: number | undefined): number =>
    delayAfter(new Refusal(429, 'TooManyRequests', 'later', [], retryAfter), limits, 1, 1);
  expect([undefined, 0, 150, 5000].map(asked)).toEqual([200, 200, 200, 5000]);
  expect(delayAfter(new Unreachable('nobody'), limits, 0, 1)).toBe(100);
});

test('a pause ends when its time is up, or when the signal comes', async () => {
  const ending = new AbortController();
  const began = performance.now();
  await pause(30, ending.signal);
  expect(performance.now() - began).toBeGreaterThanOrEqual(25);
  const long = pause(60_000, ending.signal);
  ending.abort();
  await expect(long).resolves.toBeUndefined();
  await expect(pause(60_000, ending.signal)).resolves.toBeUndefined();
});
