import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newQueue } from '../../src/apply/Queue.js';
import type { Entry } from '../../src/apply/Queue.js';

/** A queue whose clock stands still until it is told to go on. */
const setUp = () => {
  const clock = { now: 0 };
  return { clock, queue: newQueue(() => clock.now) };
};

const taken = (entry: Entry | undefined): Entry => {
  if (entry === undefined) throw new Error('nothing is due');
  return entry;
};

test('keys come in the order in which they were added, each once, with the time of the first change', () => {
  const { queue } = setUp();
  queue.add('a', 1);
  queue.add('b', 2);
  queue.add('a', 3);
  expect(queue.length()).toBe(2);
  expect(queue.take()).toEqual({ key: 'a', since: 1, attempt: 0 });
  expect(queue.take()).toEqual({ key: 'b', since: 2, attempt: 0 });
  expect(queue.take()).toBeUndefined();
});

test('what is added while it is looked at comes again afterwards, and to nobody else meanwhile', () => {
  const { queue } = setUp();
  queue.add('a', 1);
  const entry = taken(queue.take());
  queue.add('a', 5);
  queue.add('a', 6);
  expect(queue.take()).toBeUndefined();
  queue.done(entry);
  expect(queue.take()).toEqual({ key: 'a', since: 5, attempt: 0 });
});

test('what has failed comes after a while, counts how often, and keeps its time', () => {
  const { clock, queue } = setUp();
  queue.add('a', 0);
  queue.retry(taken(queue.take()), 100);
  expect([queue.take(), queue.untilDue(), queue.length()]).toEqual([undefined, 100, 1]);
  clock.now = 100;
  expect(queue.untilDue()).toBe(0);
  const entry = taken(queue.take());
  expect(entry).toMatchObject({ key: 'a', since: 0, attempt: 1 });
  queue.retry(entry, 100);
  clock.now = 200;
  expect(queue.take()).toMatchObject({ attempt: 2 });
});

test('news of what has failed make it come at once, as if it had never failed', () => {
  const { queue } = setUp();
  queue.add('a', 1);
  queue.retry(taken(queue.take()), 100);
  queue.add('a', 7);
  const entry = taken(queue.take());
  expect(entry).toEqual({ key: 'a', since: 1, attempt: 0 });
  queue.add('a', 8);
  queue.retry(entry, 100);
  expect(queue.take()).toEqual({ key: 'a', since: 1, attempt: 0 });
});

test('the age is that of the oldest, whether it waits, is delayed or looked at', () => {
  const { clock, queue } = setUp();
  expect(queue.age()).toBe(0);
  queue.add('a', 10);
  queue.add('b', 20);
  clock.now = 100;
  queue.retry(taken(queue.take()), 1000);
  queue.take();
  expect(queue.age()).toBe(90);
});

test('a queue that is cleared forgets what waits, and what is looked at does not come back', () => {
  const { queue } = setUp();
  ['a', 'b', 'c'].forEach(key => queue.add(key, 0));
  queue.retry(taken(queue.take()), 0);
  const entry = taken(queue.take());
  queue.add('b', 1);
  queue.clear();
  expect([queue.take(), queue.length()]).toEqual([undefined, 1]);
  queue.done(entry);
  expect([queue.take(), queue.length()]).toEqual([undefined, 0]);
});

/** Something that happens to a queue; `at` says which of the entries that are looked at. */
type Step =
  | { readonly do: 'add'; readonly key: string }
  | { readonly do: 'take' }
  | { readonly do: 'done' | 'retry'; readonly at: number }
  | { readonly do: 'wait'; readonly time: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('add' as const), key: fc.constantFrom('a', 'b', 'c', 'd') }),
  fc.record({ do: fc.constant('take' as const) }),
  fc.record({ do: fc.constantFrom('done' as const, 'retry' as const), at: fc.nat(9) }),
  fc.record({ do: fc.constant('wait' as const), time: fc.nat(100) })
);

test('whatever happens, no key is with two at once, none comes without a reason, and no news is lost', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), steps => {
      const { clock, queue } = setUp();
      const held = new Map<string, Entry>();
      /** When the oldest change was made that nobody has looked at since, or has looked at in vain. */
      const news = new Map<string, number>();

      const take = (): boolean => {
        const entry = queue.take();
        if (entry === undefined) return false;
        expect(held.has(entry.key)).toBe(false);
        expect(news.get(entry.key)).toBe(entry.since);
        held.set(entry.key, entry);
        news.delete(entry.key);
        return true;
      };
      const leave = (how: 'done' | 'retry', entry: Entry): void => {
        held.delete(entry.key);
        if (how === 'done') queue.done(entry);
        else {
          queue.retry(entry, 50);
          news.set(entry.key, entry.since);
        }
      };
      for (const each of steps) {
        clock.now += 1;
        if (each.do === 'add') {
          queue.add(each.key, clock.now);
          if (!news.has(each.key)) news.set(each.key, clock.now);
        } else if (each.do === 'take') take();
        else if (each.do === 'wait') clock.now += each.time;
        else {
          const entry = [...held.values()][each.at];
          if (entry !== undefined) leave(each.do, entry);
        }
      }
      for (const entry of held.values()) leave('done', entry);
      clock.now += 1000;
      while (take()) for (const entry of held.values()) leave('done', entry);
      expect([news.size, queue.length()]).toEqual([0, 0]);
    })
  );
});
