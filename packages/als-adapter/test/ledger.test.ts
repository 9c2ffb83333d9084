import type { Call } from '@meshfence/core';
import { expect, test } from 'vitest';
import { Ledger } from '../src/keep/Ledger.js';
import type { Bounds } from '../src/keep/Bounds.js';
import type { Lost } from '../src/keep/Ledger.js';

const call = (who: string, to: string, more: Partial<Call> = {}): Call => ({
  caller: { namespace: 'shop', workload: who, labels: { app: who }, key: `shop/${who}` },
  to,
  port: 80,
  protocol: 'http',
  ...more
});

const ledger = (bounds: Partial<Bounds> = {}, lost?: Lost) =>
  new Ledger({ perCaller: 100, total: 1000, callers: 1000, rest: 0, grain: 60_000, ...bounds }, lost);

const destinations = (book: Ledger): ReadonlyArray<string> =>
  book
    .take('als')
    .map(({ to }) => to)
    .sort();

const kept = (book: Ledger): ReadonlyArray<string> =>
  [...book.all()].map(({ call: { caller, to } }) => `${caller.workload} ${to}`).sort();

test('a call is told once, with all that was seen of it', () => {
  const book = ledger();
  book.note(call('web', 'cart'), 5000, 6000);
  book.note(call('web', 'cart'), 4000, 6000);
  book.note(call('web', 'cart'), 7000, 7000);
  expect(book.take('als').map(({ evidence }) => evidence)).toEqual([
    [{ source: 'als', firstSeen: 5000, lastSeen: 7000, count: 3 }]
  ]);
  expect(destinations(book)).toEqual([]);
});

test('a call is told again when it is seen so much later', () => {
  const book = ledger({ grain: 1000 });
  book.note(call('web', 'cart'), 5000, 5000);
  book.take('als');
  book.note(call('web', 'cart'), 5999, 5999);
  expect(destinations(book)).toEqual([]);
  book.note(call('web', 'cart'), 6000, 6000);
  expect(book.take('als').map(({ evidence }) => evidence[0]?.lastSeen)).toEqual([6000]);
});

test('somebody new is told everything', () => {
  const book = ledger();
  book.note(call('web', 'cart'), 0, 0);
  book.take('als');
  book.retell();
  expect(destinations(book)).toEqual(['cart']);
});

test('calls differ by caller, destination, port and protocol', () => {
  const book = ledger();
  for (const each of [
    call('web', 'cart'),
    call('app', 'cart'),
    call('web', 'shop'),
    call('web', 'cart', { port: 81 }),
    call('web', 'cart', { port: undefined }),
    call('web', 'cart', { protocol: 'tcp' })
  ])
    book.note(each, 0, 0);
  expect(book.size).toBe(6);
});

test('a caller with too many calls forgets what it did longest ago', () => {
  const book = ledger({ perCaller: 2, grain: 10 });
  book.note(call('web', 'a'), 0, 0);
  book.note(call('web', 'b'), 10, 10);
  book.note(call('web', 'a'), 20, 20);
  book.note(call('web', 'c'), 30, 30);
  expect(kept(book)).toEqual(['web a', 'web c']);
  expect(book.dropped).toEqual({ evicted: 1, refused: 0 });
  expect(destinations(book)).toEqual(['a', 'c']);
});

test('what was seen lately makes no room: a flood of names finds none', () => {
  const book = ledger({ perCaller: 2, rest: 1000 });
  for (let at = 0; at < 100; at += 1) book.note(call('web', `x${at}`), at, at);
  expect(kept(book)).toEqual(['web x0', 'web x1']);
  expect(book.dropped).toEqual({ evicted: 0, refused: 98 });
  book.note(call('web', 'later'), 2000, 2000);
  expect(kept(book)).toEqual(['web later', 'web x1']);
});

test('when all is full, who has more than a fair share makes room for itself', () => {
  const book = ledger({ total: 6, perCaller: 100 });
  book.note(call('small', 'a'), 0, 0);
  for (let at = 1; at <= 50; at += 1) book.note(call('greedy', `x${at}`), at, at);
  expect(book.size).toBe(6);
  expect(kept(book)).toContain('small a');
});

test('when all is full, who is new gets room from whoever was silent longest', () => {
  const book = ledger({ total: 3 });
  for (const who of ['a', 'b', 'c', 'd']) book.note(call(who, 'x'), 0, 0);
  expect(kept(book)).toEqual(['b x', 'c x', 'd x']);
});

test('of too many callers, the one that was silent longest makes room, with all its calls', () => {
  const book = ledger({ callers: 2, rest: 10 });
  book.note(call('a', 'x'), 0, 0);
  book.note(call('a', 'y'), 0, 1);
  book.note(call('b', 'x'), 0, 5);
  book.note(call('c', 'x'), 0, 8);
  expect(kept(book)).toEqual(['a x', 'a y', 'b x']);
  book.note(call('c', 'x'), 0, 11);
  expect(kept(book)).toEqual(['b x', 'c x']);
  expect(book.dropped).toEqual({ evicted: 2, refused: 1 });
  expect(book.full.callers).toBe(11);
});

test('the last call of a caller may make room for its next', () => {
  const book = ledger({ perCaller: 1 });
  book.note(call('web', 'a'), 0, 0);
  book.note(call('web', 'b'), 0, 0);
  book.note(call('web', 'c'), 0, 0);
  expect(kept(book)).toEqual(['web c']);
  expect(book.size).toBe(1);
});

test('what finds no room is told to be lost, and so is what makes room before it was told itself', () => {
  const lost: string[] = [];
  const bounds = { perCaller: 1, rest: 10 };
  const book = ledger(bounds, ({ to }, seen, at) => lost.push(`${to} ${seen} ${at}`));
  book.note(call('web', 'a'), 1, 5);
  book.note(call('web', 'b'), 2, 6);
  book.note(call('web', 'c'), 3, 20);
  book.take('als');
  book.note(call('web', 'd'), 4, 40);
  expect(lost).toEqual(['b 2 6', 'a 1 20']);
});

test('it is known when there was last no room, and by which bound', () => {
  const book = ledger({ perCaller: 2, total: 3 });
  expect(book.full).toEqual({ perCaller: undefined, total: undefined, callers: undefined });
  for (const to of ['a', 'b', 'c']) book.note(call('web', to), 0, 10);
  expect(book.full).toMatchObject({ perCaller: 10, total: undefined });
  book.note(call('app', 'a'), 0, 20);
  book.note(call('etc', 'a'), 0, 30);
  expect(book.full).toEqual({ perCaller: 10, total: 30, callers: undefined });
});

test('whatever arrives, no more is kept than may be', () => {
  const book = ledger({ perCaller: 50, total: 200, callers: 10 });
  for (let at = 0; at < 20_000; at += 1) {
    book.note(call(`w${at % 17}`, `x${(at * 7919) % 5003}`), at, at);
    expect(book.size).toBeLessThanOrEqual(200);
  }
  expect(book.waiting).toBeLessThanOrEqual(book.size);
  expect(kept(book)).toHaveLength(book.size);
  expect(new Set(kept(book).map(each => each.split(' ')[0])).size).toBeLessThanOrEqual(10);
});
