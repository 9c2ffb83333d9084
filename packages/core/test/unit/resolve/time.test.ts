import { expect, test } from 'vitest';
import type { Source } from '../../../src/model/Edge.js';
import { coarse, grace, grain, longest, stateAfter } from '../../../src/resolve/expiry/Clock.js';
import { watch } from '../../../src/resolve/expiry/Watch.js';

const minute = 60_000;
const hour = 60 * minute;

test('last calls are remembered to a sixteenth of the time that matters, and to a minute at most', () => {
  expect([grain(16 * hour), grain(hour), grain(1000)]).toEqual([hour, 225_000, minute]);
  expect([coarse(hour + 1, 16 * hour), coarse(2 * hour - 1, 16 * hour)]).toEqual([hour, hour]);
});

test('a host that is due waits for a tenth of its time, and for a minute at least', () => {
  expect([grace(10 * hour), grace(1000)]).toEqual([hour, minute]);
});

test('a host is active, then waits, then expires; coarseness never makes it early', () => {
  const after = 16 * hour;
  const due = after + grain(after);
  expect(
    [0, after, due - 1, due, due + grace(after) - 1, due + grace(after)].map(elapsed =>
      stateAfter(elapsed, after)
    )
  ).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE', 'EXPIREWAIT', 'EXPIREWAIT', 'EXPIRE']);
});

test('of several states the one that keeps a host longest holds', () => {
  expect(longest(['EXPIRE', 'EXPIREWAIT'])).toBe('EXPIREWAIT');
  expect(longest(['EXPIRE', 'EXPIREWAIT', 'ACTIVE'])).toBe('ACTIVE');
  expect([longest(['EXPIRE']), longest([])]).toEqual(['EXPIRE', 'ACTIVE']);
});

const source = (direct: boolean, ...windows: Source['windows']): Source => ({ name: 's', direct, windows });
const watched = (sources: ReadonlyArray<Source>, since: number, now = 100) =>
  watch(sources, now).watchedSince(since);

test('only the time counts in which somebody was watching', () => {
  const outage = source(true, { from: 0, to: 40 }, { from: 60, to: undefined });
  expect([watched([outage], 0), watched([outage], 50), watched([outage], 70)]).toEqual([80, 40, 30]);
});

test('two that watch at once do not make the time longer', () => {
  const sources = [
    source(true, { from: 0, to: 50 }),
    source(true, { from: 30, to: 70 }, { from: 40, to: 45 })
  ];
  expect(watched(sources, 0)).toBe(70);
  expect(watched(sources.toReversed(), 0)).toBe(70);
});

test('windows that touch are one', () => {
  expect(watched([source(true, { from: 0, to: 50 }, { from: 50, to: 60 })], 0)).toBe(60);
});

test('a window beyond now, or one that ends before it begins, counts for nothing', () => {
  expect(watched([source(true, { from: 0, to: 500 })], 0)).toBe(100);
  expect(watched([source(true, { from: 200, to: undefined })], 0)).toBe(0);
  expect(watched([source(true, { from: 50, to: 10 })], 0)).toBe(0);
});

test('a source that does not see direct traffic is no watch', () => {
  const indirect = source(false, { from: 0, to: undefined });
  expect(watched([indirect], 0)).toBe(0);
  expect(watch([indirect], 100).isWatched).toBe(false);
});

test('there is a watch as soon as a source that sees direct traffic has begun', () => {
  expect(watch([source(true, { from: 0, to: undefined })], 100).isWatched).toBe(true);
  expect(watch([source(true, { from: 200, to: undefined })], 100).isWatched).toBe(false);
  expect(watch([source(true)], 100).isWatched).toBe(false);
  expect(watch([], 100).isWatched).toBe(false);
});
