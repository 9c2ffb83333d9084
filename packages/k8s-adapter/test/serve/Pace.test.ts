import { expect, test } from 'vitest';
import { newPace } from '../../src/serve/Pace.js';

const given = () => {
  const clock = { now: 0 };
  const pace = newPace(() => clock.now);
  const spend = (time: number): void => pace.spend(() => void (clock.now += time));
  return { clock, pace, spend };
};

test('what has taken long is left alone for as long', () => {
  const { clock, pace, spend } = given();
  expect(pace.left()).toBe(0);
  spend(3000);
  expect(pace.left()).toBe(3000);
  clock.now += 2999;
  expect(pace.left()).toBe(1);
  clock.now += 1000;
  expect(pace.left()).toBe(0);
});

test('what takes little needs no rest', () => {
  const { pace, spend } = given();
  spend(99);
  expect(pace.left()).toBe(0);
  spend(100);
  expect(pace.left()).toBe(100);
});

test('work that fails has taken its time as well', () => {
  const { clock, pace } = given();
  const failing = (): void => {
    clock.now += 500;
    throw new Error('no');
  };
  expect(() => pace.spend(failing)).toThrow('no');
  expect(pace.left()).toBe(500);
});
