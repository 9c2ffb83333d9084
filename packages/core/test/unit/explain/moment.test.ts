import { expect, test } from 'vitest';
import { moment } from '../../../src/explain/moment.js';

const second = 1000;
const hour = 3600 * second;

test('an instant is shown in UTC', () => {
  expect(moment(0, undefined)).toBe('1970-01-01T00:00:00Z');
});

test.each<[number, string]>([
  [0, '0s'],
  [999, '0s'],
  [59 * second, '59s'],
  [90 * second, '1m'],
  [hour + 59 * second, '1h'],
  [25 * hour, '1d']
])('what is %d ms ago is told in its largest unit', (duration, ago) => {
  expect(moment(0, duration)).toBe(`1970-01-01T00:00:00Z (${ago} ago)`);
});

test('by a clock that is late nothing is ago', () => {
  expect(moment(second, 0)).toBe('1970-01-01T00:00:01Z');
});
