import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hearingMemory } from '../../../src/hearing/hearingMemory.js';
import type { WhyUnlearned } from '../../../src/hearing/WhyUnlearned.js';
import type { HearingBounds, HearingMemory } from '../../../src/hearing/hearingMemory.js';

const memory = (bounds?: HearingBounds): HearingMemory<string> =>
  hearingMemory(
    { keyOf: name => name, toCaller: name => ({ _tag: 'Named', namespace: 'shop', name }) },
    bounds
  );

const missed = (to: string | undefined, seen = 0, why: WhyUnlearned = 'unreached') => ({ why, to, seen });

test('what was missed is counted by reason and destination, with when it was seen last', () => {
  const heard = memory();
  heard.missed('web', missed('cart', 5), 10);
  heard.missed('web', missed('cart', 3), 20);
  heard.missed('web', missed(undefined, 7), 15);
  heard.missed('web', missed('cart', 8, 'probe'), 30);
  expect(heard.hearings('als')).toEqual([
    {
      source: 'als',
      caller: { _tag: 'Named', namespace: 'shop', name: 'web' },
      lastHeard: 30,
      unlearned: [
        { why: 'unreached', to: 'cart', count: 2, lastSeen: 5 },
        { why: 'unreached', to: undefined, count: 1, lastSeen: 7 },
        { why: 'probe', to: 'cart', count: 1, lastSeen: 8 }
      ]
    }
  ]);
});

test('who was heard of and missed nothing is known, too; a clock that is put back changes nothing', () => {
  const heard = memory();
  heard.heard('web', 20);
  heard.heard('web', 10);
  expect(heard.hearings('als')).toMatchObject([{ lastHeard: 20, unlearned: [] }]);
});

const names = (heard: HearingMemory<string>): ReadonlyArray<string> =>
  heard.hearings('als').map(({ caller }) => ('name' in caller ? caller.name : ''));

test('who was not heard of for longest is forgotten first', () => {
  const heard = memory({ callers: 2, destinations: 5 });
  for (const name of ['web', 'cart', 'web', 'stock']) heard.heard(name, 0);
  expect(names(heard)).toEqual(['web', 'stock']);
  expect(heard.forgotten).toEqual({ callers: 1, destinations: 0 });
});

test('of each reason the newest destinations are known', () => {
  const heard = memory({ callers: 2, destinations: 2 });
  for (const to of ['a', 'b', 'a', 'c']) heard.missed('web', missed(to), 0);
  heard.missed('web', missed('d', 0, 'probe'), 0);
  const found = heard.hearings('als').flatMap(({ unlearned }) => unlearned);
  expect(found.map(({ count, to, why }) => `${why} ${to} ${count}`)).toEqual([
    'unreached a 2',
    'unreached c 1',
    'probe d 1'
  ]);
  expect(heard.forgotten).toEqual({ callers: 0, destinations: 1 });
});

test('whatever is heard, no more is remembered than may be', () => {
  const news = fc.record({
    caller: fc.nat(9),
    to: fc.nat(9),
    why: fc.constantFrom('probe' as const, 'refused' as const)
  });
  const bounds = { callers: 3, destinations: 2 };
  fc.assert(
    fc.property(fc.array(news), all => {
      const heard = memory(bounds);
      for (const { caller, to, why } of all) heard.missed(`${caller}`, missed(`${to}`, 0, why), 0);
      const found = heard.hearings('als');
      expect(found.length).toBeLessThanOrEqual(bounds.callers);
      for (const { unlearned } of found)
        for (const why of ['probe', 'refused'])
          expect(unlearned.filter(each => each.why === why).length).toBeLessThanOrEqual(bounds.destinations);
      const [last] = all.slice(-1);
      if (last !== undefined)
        expect(found.at(-1)?.unlearned).toContainEqual(
          expect.objectContaining({ to: `${last.to}`, why: last.why })
        );
    })
  );
});
