import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newCollection } from '../../src/observe/Collection.js';
import type { Live } from '../../src/observe/Live.js';

const live = (version: number): Live => ({ uid: 'u', resourceVersion: String(version), deleting: false });

const versionOf = (collection: ReturnType<typeof newCollection>, key: string): number | undefined => {
  const found = collection.get(key)?.resourceVersion;
  return found === undefined ? undefined : Number(found);
};

/** What happened to one object: at a version it was written, or deleted. */
interface Event {
  readonly key: string;
  readonly version: number;
  readonly gone: boolean;
}

/** A history of a few objects: versions grow over all of them. */
const history: fc.Arbitrary<ReadonlyArray<Event>> = fc
  .array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), gone: fc.boolean() }), { maxLength: 12 })
  .map(events => events.map((event, at) => ({ ...event, version: at * 3 + 8 })));

const final = (events: ReadonlyArray<Event>, key: string): number | undefined => {
  const last = events.findLast(event => event.key === key);
  return last === undefined || last.gone ? undefined : last.version;
};

const tell = (collection: ReturnType<typeof newCollection>, { gone, key, version }: Event): boolean =>
  gone ? collection.remove(key, String(version)) : collection.set(key, live(version));

test('in whatever order and how often events are heard, the last that happened counts', () => {
  fc.assert(
    fc.property(
      history.chain(events =>
        fc.record({
          events: fc.constant(events),
          heard: fc
            .shuffledSubarray([...events, ...events], { minLength: 0 })
            .chain(some =>
              fc.shuffledSubarray([...events, ...some], { minLength: events.length + some.length })
            )
        })
      ),
      ({ events, heard }) => {
        const collection = newCollection();
        heard.forEach(event => tell(collection, event));
        for (const key of ['a', 'b', 'c']) expect(versionOf(collection, key)).toBe(final(events, key));
        expect(collection.size()).toBe(
          ['a', 'b', 'c'].filter(key => final(events, key) !== undefined).length
        );
      }
    )
  );
});

test('a list as of a version, amid events in any order, takes away what had gone by then, and nothing newer', () => {
  fc.assert(
    fc.property(
      history,
      fc.nat(50),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      (events, at, early) => {
        const before = events.filter(({ version }) => version <= at);
        const collection = newCollection();
        // Of what had happened by then, some was heard; of what came later, some is heard before the list.
        events.filter((_, index) => early[index] === true).forEach(event => tell(collection, event));
        const listed = ['a', 'b', 'c'].filter(key => final(before, key) !== undefined);
        for (const key of listed) collection.set(key, live(final(before, key) ?? 0), String(at));
        for (const key of collection.missing(new Set(listed), String(at))) collection.remove(key, String(at));
        events.filter(({ version }) => version > at).forEach(event => tell(collection, event));
        for (const key of ['a', 'b', 'c']) expect(versionOf(collection, key)).toBe(final(events, key));
      }
    )
  );
});

test('what is news, and what is not', () => {
  const collection = newCollection();
  expect(collection.set('a', live(5))).toBe(true);
  expect(collection.set('a', live(4))).toBe(false);
  expect(collection.remove('a', '4')).toBe(false);
  expect(collection.remove('a', '6')).toBe(true);
  expect(collection.remove('a', '7')).toBe(false);
  expect(collection.set('a', live(5))).toBe(false);
  expect(collection.set('a', live(10))).toBe(true);
  expect([...collection.entries()]).toEqual([['a', live(10)]]);
});

test('a list misses what it does not have, but nothing that is newer', () => {
  const collection = newCollection();
  [3, 8, 9].forEach(version => collection.set(`k${version}`, live(version)));
  expect(collection.missing(new Set(['k3']), '8')).toEqual(['k8']);
  expect(collection.missing(new Set(), '8')).toEqual(['k3', 'k8']);
});

test('versions are compared as numbers, of any length; one that is none is believed', () => {
  const collection = newCollection();
  collection.set('a', live(10));
  expect(collection.set('a', live(9))).toBe(false);
  expect(collection.set('a', { ...live(0), resourceVersion: '12345678901234567890123' })).toBe(true);
  expect(collection.set('a', { ...live(0), resourceVersion: '12345678901234567890122' })).toBe(false);
  expect(collection.set('a', { ...live(0), resourceVersion: 'x' })).toBe(true);
});

test('what a newer list shows counts, though it be older than what is known: a backup was restored', () => {
  const collection = newCollection();
  collection.set('a', live(50));
  collection.remove('b', '51');
  expect(collection.set('a', live(7), '49')).toBe(false);
  expect(collection.set('b', live(8), '50')).toBe(false);
  expect(collection.set('a', live(7), '60')).toBe(true);
  expect(collection.set('b', live(8), '60')).toBe(true);
  expect([versionOf(collection, 'a'), versionOf(collection, 'b')]).toEqual([7, 8]);
});

test('only the last ten thousand that have gone are remembered', () => {
  const collection = newCollection();
  for (let at = 0; at <= 10_000; at += 1) collection.remove(`k${at}`, '5');
  expect(collection.set('k0', live(4))).toBe(true);
  expect(collection.set('k1', live(4))).toBe(false);
});
