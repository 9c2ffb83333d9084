import { expect, test } from 'vitest';
import { heartbeat } from '../../src/serve/Heartbeat.js';

test('a heart that does not beat in time is taken for dead, and lives again when it does', () => {
  let now = 1000;
  const heart = heartbeat('the loop', 30_000, () => now);
  now += 30_000;
  expect(heart.reasons()).toEqual([]);
  now += 1000;
  expect(heart.reasons()).toEqual(['the loop has not moved for 31 s']);
  heart.beat();
  expect(heart.reasons()).toEqual([]);
});
