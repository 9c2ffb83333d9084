import { expect, test } from 'vitest';
import type { Edge, Evidence, Source } from '../../../src/model/Edge.js';
import { nowhere } from '../../../src/model/Origin.js';
import { coarse, grace, grain, longest, stateAfter } from '../../../src/resolve/expiry/Clock.js';
import { heardIn } from '../../../src/resolve/expiry/Heard.js';
import type { Heard } from '../../../src/resolve/expiry/Heard.js';
import { watches, watchOver } from '../../../src/resolve/expiry/Watch.js';

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
const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
const watched = (
  sources: ReadonlyArray<Source>,
  since: number,
  heard: Heard = new Map([['s', always]])
): number => watchOver(watches(sources, 100), heard).watchedSince(since);

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
  expect(watches([indirect], 100).size).toBe(0);
});

test('there is a watch as soon as a source that sees direct traffic has begun', () => {
  expect(watches([source(true, { from: 0, to: undefined })], 100).size).toBe(1);
  expect(watches([source(true, { from: 200, to: undefined })], 100).size).toBe(0);
  expect(watches([source(true)], 100).size).toBe(0);
  expect(watches([], 100).size).toBe(0);
});

test('a source watches over whom it hears, from its first call until its last', () => {
  const all = source(true, { from: 0, to: 40 }, { from: 60, to: undefined });
  const heard = (from: number, to: number): Heard => new Map([['s', { from, to }]]);
  expect(watched([all], 0, heard(10, 70))).toBe(40);
  expect(watched([all], 30, heard(10, 70))).toBe(20);
  expect(watched([all], 80, heard(10, 70))).toBe(0);
  expect(watched([all], 0, heard(45, 55))).toBe(0);
  expect(watched([all], 0, heard(50, 50))).toBe(0);
});

test('who is heard by another source, or by none, is not watched over', () => {
  const all = source(true, { from: 0, to: undefined });
  expect(watched([all], 0, new Map([['other', always]]))).toBe(0);
  expect(watched([all], 0, new Map())).toBe(0);
});

test('each source counts for the time in which it hears', () => {
  const both = ['s', 't'].map((name): Source => ({ ...source(true, { from: 0, to: undefined }), name }));
  const heard: Heard = new Map([
    ['s', { from: 0, to: 30 }],
    ['t', { from: 20, to: 50 }]
  ]);
  expect(watched(both, 0, heard)).toBe(50);
});

const edge = (...evidence: ReadonlyArray<Partial<Evidence>>): Edge => ({
  from: { _tag: 'Named', namespace: 'default', name: 'web' },
  to: 'a.b',
  port: undefined,
  protocol: undefined,
  origin: nowhere,
  evidence: evidence.map(each => ({
    source: 's',
    firstSeen: undefined,
    lastSeen: undefined,
    count: undefined,
    ...each
  }))
});

test('a workload is heard from the first of its calls that a source has seen until the last', () => {
  expect(heardIn([])).toEqual(new Map());
  expect(heardIn([edge({})])).toEqual(new Map());
  expect(heardIn([edge({ lastSeen: 7 })])).toEqual(new Map([['s', { from: 7, to: 7 }]]));
  expect(
    heardIn([
      edge({ firstSeen: 5, lastSeen: 7 }),
      edge({ lastSeen: 3 }, { source: 't', firstSeen: 1 }),
      edge({ firstSeen: 4, lastSeen: 9 })
    ])
  ).toEqual(
    new Map([
      ['s', { from: 3, to: 9 }],
      ['t', { from: 1, to: 1 }]
    ])
  );
});
