import { expect, test } from 'vitest';
import { parse, parseDuration, show, showDuration } from '../../../src/model/Instant.js';

test.each([
  ['1970-01-01T00:00:00Z', 0],
  ['1970-01-01T00:00:01.5Z', 1500],
  ['1970-01-01t00:00:01z', 1000],
  ['1970-01-01T01:00:00+01:00', 0],
  ['1969-12-31T23:00:00-01:00', 0]
])('%s is an instant', (text, at) => {
  expect(parse(text)).toBe(at);
});

test.each([
  '',
  '2026-03-01',
  '2026-03-01T00:00:00',
  '2026-13-01T00:00:00Z',
  'yesterday',
  '2026-03-01 00:00:00Z'
])('%j is no instant', text => {
  expect(parse(text)).toBeUndefined();
});

test('an instant is shown in UTC, with milliseconds only where there are any', () => {
  expect([show(0), show(1500), show(-1)]).toEqual([
    '1970-01-01T00:00:00Z',
    '1970-01-01T00:00:01.500Z',
    '1969-12-31T23:59:59.999Z'
  ]);
});

test('an instant beyond every calendar is shown at its end, and what is no number at its beginning', () => {
  expect([show(1e300), show(-1e300), show(Number.NaN)]).toEqual([
    '+275760-09-13T00:00:00Z',
    '-271821-04-20T00:00:00Z',
    '1970-01-01T00:00:00Z'
  ]);
});

test.each([
  ['1d', 86_400_000],
  ['168h', 604_800_000],
  ['1h30m', 5_400_000],
  ['1m', 60_000],
  ['10s', 10_000],
  ['250ms', 250],
  ['1.5h', 5_400_000],
  ['0s', 0]
])('%s is a duration', (text, duration) => {
  expect(parseDuration(text)).toBe(duration);
});

test.each(['', '1', 'h', '1x', '1h ', '-1h', '1h30', 'P1D'])('%j is no duration', text => {
  expect(parseDuration(text)).toBeUndefined();
});

test('a duration is shown as the shortest text that reads back the same', () => {
  const shown = [0, 1, 90_061_001, 604_800_000].map(showDuration);
  expect(shown).toEqual(['0s', '1ms', '1d1h1m1s1ms', '7d']);
  expect(shown.map(parseDuration)).toEqual([0, 1, 90_061_001, 604_800_000]);
});
