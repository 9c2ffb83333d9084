import { expect, test } from 'vitest';
import { fallbackMemory } from '../../src/observe/FallbackMemory.js';
import { looking } from '../../src/observe/Reach.js';

test('who uses a global-sidecar is remembered for a while, in every namespace', () => {
  const memory = fallbackMemory(100);
  memory.note(new Map([['web', ['shop']]]), 0);
  memory.note(new Map([['web', ['test']]]), 50);
  expect([...memory.users(100)]).toEqual([['web', ['shop', 'test']]]);
  expect([...memory.users(101)]).toEqual([['web', ['test']]]);
  expect([...memory.users(151)]).toEqual([]);
});

test('no more than so many names are remembered at once', () => {
  const memory = fallbackMemory(100);
  const names = Array.from({ length: 50_001 }, (_, nth) => [`w${nth}`, ['shop']] as const);
  memory.note(new Map(names), 0);
  expect(memory.users(0).size).toBe(50_000);
  memory.note(new Map([['late', ['shop']]]), 200);
  expect([...memory.users(200).keys()]).toEqual(['late']);
});

test('one looks back to the last answer, and no farther than one may', () => {
  const look = looking({ window: 10, lookback: 100 });
  expect(look.back(1000)).toBe(100);
  look.answered(1000, true);
  expect([1005, 1050, 9000].map(look.back)).toEqual([15, 60, 100]);
});

test('one is behind until all was answered, and after more time than one may look back', () => {
  const look = looking({ window: 10, lookback: 100 });
  expect(look.isBehind(1000)).toBe(true);
  look.answered(1000, false);
  expect(look.isBehind(1001)).toBe(true);
  look.answered(1010, true);
  expect([1020, 1100, 1101].map(look.isBehind)).toEqual([false, false, true]);
});

test('a clock that was put back makes one look back no less', () => {
  const look = looking({ window: 10, lookback: 100 });
  look.answered(1000, true);
  expect(look.back(500)).toBe(10);
});

test('what was too much is not asked for again at once', () => {
  const look = looking({ window: 10, lookback: 100 });
  look.answered(1000, false);
  expect(look.back(1050)).toBe(10);
  look.answered(1050, true);
  expect(look.back(1100)).toBe(60);
});
