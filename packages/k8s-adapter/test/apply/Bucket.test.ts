import { expect, test } from 'vitest';
import { newBucket } from '../../src/apply/Bucket.js';

const { signal } = new AbortController();

/** How long it takes to get through, in milliseconds. */
const took = async (doing: Promise<boolean>): Promise<number> => {
  const began = performance.now();
  await doing;
  return performance.now() - began;
};

test('so many pass at once, and the others one after the other', async () => {
  const bucket = newBucket({ qps: 20, burst: 2 });
  expect(await Promise.all([bucket.take(signal), bucket.take(signal)])).toEqual([false, false]);
  expect(await took(bucket.take(signal))).toBeGreaterThanOrEqual(40);
});

test('nobody passes while the server asks for patience, and whoever waited hears of it', async () => {
  const bucket = newBucket({ qps: 100, burst: 100 });
  bucket.hold(200);
  bucket.hold(50);
  const all = [bucket.take(signal), bucket.take(signal)];
  expect(await took(Promise.all(all).then(() => true))).toBeGreaterThanOrEqual(190);
  expect(await Promise.all(all)).toEqual([true, true]);
  expect(await bucket.take(signal)).toBe(false);
});

test('patience that is asked for again is given again', async () => {
  const bucket = newBucket({ qps: 100, burst: 100 });
  bucket.hold(100);
  const waiting = took(bucket.take(signal));
  setTimeout(() => bucket.hold(200), 50);
  expect(await waiting).toBeGreaterThanOrEqual(240);
});

test('the end is not waited for', async () => {
  const bucket = newBucket({ qps: 1, burst: 1 });
  const ending = new AbortController();
  bucket.hold(60_000);
  const waiting = took(bucket.take(ending.signal));
  ending.abort();
  expect(await waiting).toBeLessThan(500);
});

test('another rate is in force from now on', async () => {
  const bucket = newBucket({ qps: 1, burst: 100 });
  bucket.setRate({ qps: 50, burst: 1 });
  expect(await bucket.take(signal)).toBe(false);
  const second = await took(bucket.take(signal));
  expect(second).toBeGreaterThanOrEqual(15);
  expect(second).toBeLessThan(500);
});
