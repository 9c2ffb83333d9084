import { expect, test } from 'vitest';
import { defaultTimings, jittered, whyInvalidTimings } from '../../src/lead/Timings.js';

test('the defaults work', () => {
  expect(whyInvalidTimings(defaultTimings)).toBeUndefined();
});

test.each([
  [{ leaseDuration: 0 }, 'the lease duration is 0 s: it must be whole seconds, at least one'],
  [{ leaseDuration: 10_500 }, 'the lease duration is 10.5 s: it must be whole seconds, at least one'],
  [{ leaseDuration: Number.NaN }, 'the lease duration is NaN s: it must be whole seconds, at least one'],
  [{ retryPeriod: 0 }, 'the retry period is 0 s: it must be longer than nothing'],
  [{ retryPeriod: Number.NaN }, 'the retry period is NaN s: it must be longer than nothing'],
  [{ renewDeadline: 10_000 }, 'the renew deadline (10 s) must be shorter than the lease duration (10 s)'],
  [
    { renewDeadline: Number.NaN },
    'the renew deadline (NaN s) must be shorter than the lease duration (10 s)'
  ],
  [{ renewDeadline: 2400 }, 'the renew deadline (2.4 s) must be longer than 1.2 retry periods (2 s each)']
])('%o cannot work, and it is said why', (change, why) => {
  expect(whyInvalidTimings({ ...defaultTimings, ...change })).toBe(why);
});

test('up to a fifth is added to the time between two tries', () => {
  expect([jittered(defaultTimings, 0), jittered(defaultTimings, 0.5)]).toEqual([2000, 2200]);
});
