import { logReporter, podChange, sighting } from '@meshfence/test-kit';
import {
  emptyBook,
  Host,
  judge,
  keyOf,
  podKeys,
  soughtIn,
  whoMissed,
  whyNots,
  withPods
} from '@meshfence/core';
import type { AddressBook, Call, LogReporter, PodChange, Sighting, WhyNot } from '@meshfence/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isReached } from '../../src/sighting/reached.js';
import { cases } from './holds.js';

const news = fc.array(podChange, { maxLength: 20 });
const now = Date.UTC(2026, 2, 2);
const numRuns = cases(2000);

const bookOf = (changes: ReadonlyArray<PodChange>): AddressBook => withPods(emptyBook, changes, now);

const callOf = (
  seen: Sighting,
  reporter: LogReporter,
  changes: ReadonlyArray<PodChange>,
  unreached = false
): Call | undefined => {
  const verdict = judge(seen, reporter, { book: bookOf(changes), unreached, knows: undefined }, now);
  if (verdict._tag === 'NoCall') expect(whyNots).toHaveProperty([verdict.why]);
  return verdict._tag === 'Call' ? verdict.call : undefined;
};

const judged = (
  law: (call: Call, reporter: LogReporter, seen: Sighting, all: ReadonlyArray<PodChange>) => void
) =>
  fc.assert(
    fc.property(sighting, logReporter, news, (seen, reporter, changes) => {
      const call = callOf(seen, reporter, changes);
      if (call !== undefined) law(call, reporter, seen, changes);
    }),
    { numRuns }
  );

test('whatever is told, a sidecar speaks for its own workload alone, and strangers for nobody', () =>
  judged((call, reporter) => {
    expect(reporter._tag).not.toBe('Stranger');
    if (reporter._tag === 'Caller') expect(call.caller).toBe(reporter.caller);
  }));

test('a global-sidecar speaks only for the namespace that it serves', () =>
  judged((call, reporter) => {
    if (reporter._tag === 'GlobalSidecar' && reporter.serves !== undefined)
      expect(call.caller.namespace).toBe(reporter.serves);
  }));

test('a call is ascribed only to a pod that has had the address', () =>
  judged((call, reporter, { peer }, changes) => {
    if (reporter._tag !== 'GlobalSidecar') return;
    const had = changes.flatMap(change =>
      change._tag === 'Set' && change.pod.addresses.includes(peer?.address ?? '?') ? [change.pod] : []
    );
    expect(had.map(({ meta }) => meta.namespace)).toContain(call.caller.namespace);
  }));

test('a destination is an address or a name that a scope can take', () =>
  judged(({ to }) => {
    const full = Host.isAddress(to) || to.includes('.') ? to : `${to}.default.svc`;
    expect(Host.isAddress(to) || Host.whyInvalid(full) === undefined).toBe(true);
    expect(Host.isWildcard(to)).toBe(false);
  }));

test('what reached nobody is never a call, unless it shall be; then nothing else is lost', () =>
  fc.assert(
    fc.property(sighting, logReporter, news, (seen, reporter, changes) => {
      const call = callOf(seen, reporter, changes);
      if (!isReached(seen)) expect(call).toBeUndefined();
      if (call !== undefined) expect(callOf(seen, reporter, changes, true)).toEqual(call);
    }),
    { numRuns }
  ));

const anyWhy = fc.constantFrom(...(Object.keys(whyNots) as ReadonlyArray<WhyNot>));

test('nobody is told of a call of somebody else, whoever reports it and whyever it is none', () =>
  fc.assert(
    fc.property(anyWhy, sighting, logReporter, news, (why, seen, reporter, changes) => {
      const callers = whoMissed(why, seen, reporter, bookOf(changes), now);
      expect(new Set(callers.map(({ key }) => key)).size).toBe(callers.length);
      for (const caller of callers) {
        expect(reporter._tag).not.toBe('Stranger');
        if (reporter._tag === 'Caller') expect(caller).toBe(reporter.caller);
        if (reporter._tag === 'GlobalSidecar')
          expect(caller.namespace).toBe(reporter.serves ?? caller.namespace);
      }
      expect(soughtIn(seen, reporter) ?? '!').toMatch(/^[!-~]+$/);
    }),
    { numRuns }
  ));

test('news of pods one by one make the same book as all at once', () =>
  fc.assert(
    fc.property(news, changes => {
      const oneByOne = changes.reduce((book, change) => withPods(book, [change], now), emptyBook);
      expect(oneByOne).toEqual(bookOf(changes));
    }),
    { numRuns: cases(300) }
  ));

test('the book has the pods that are there', () =>
  fc.assert(
    fc.property(news, changes => {
      const there = new Set<string>();
      for (const change of changes)
        if (change._tag === 'Set') there.add(keyOf(change.pod.meta));
        else there.delete(change.key);
      expect(podKeys(bookOf(changes)).toSorted()).toEqual([...there].sort());
    }),
    { numRuns: cases(300) }
  ));
