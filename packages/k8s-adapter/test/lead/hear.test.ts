import { expect, test } from 'vitest';
import { awake, leaving, leads, leadsFor, newCandidate, restOf, takenFor } from '../../src/lead/Candidate.js';
import type { Candidate } from '../../src/lead/Candidate.js';
import { hear } from '../../src/lead/hear.js';
import type { Outcome } from '../../src/lead/hear.js';
import type { Lease } from '../../src/lead/Lease.js';
import { defaultTimings } from '../../src/lead/Timings.js';

const leaseOf = (holder: string, version = '1', duration: number | undefined = 10_000): Lease => ({
  object: {},
  version,
  holder,
  duration
});

const found = (...parts: Parameters<typeof leaseOf>): Outcome => ({
  _tag: 'Found',
  lease: leaseOf(...parts)
});
const gone: Outcome = { _tag: 'Gone' };
const conflict: Outcome = { _tag: 'Conflict' };
const failure: Outcome = { _tag: 'Failure', why: 'no disk' };

const me = newCandidate('me', defaultTimings);

/** What is known after these outcomes, one each second; a request takes a tenth of one. */
const after = (start: Candidate, ...outcomes: ReadonlyArray<Outcome>): Candidate =>
  outcomes.reduce(
    (candidate, outcome, second) =>
      hear(candidate, outcome, { begun: second * 1000, ended: second * 1000 + 100 }),
    start
  );

const leader = after(me, gone, found('me'));

test('it looks first, and takes a lease that nobody holds, that is its own, or that is not there', () => {
  expect(me.plan).toBe('read');
  for (const outcome of [found(''), found('me'), gone]) expect(after(me, outcome).plan).toBe('take');
  expect(after(me, found('other')).plan).toBe('rest');
});

test('it leads from the start of the request that made it the holder, until the deadline', () => {
  expect(leader).toMatchObject({ plan: 'rest', isCurrent: true, renewed: 1000 });
  expect([leadsFor(leader, 1100), leads(leader, 7999), leads(leader, 8000)]).toEqual([6900, true, false]);
});

test('the time of another one’s lease begins when it is first seen as it is', () => {
  const once = after(me, found('other', '1'));
  const later = (version: string): number | undefined =>
    hear({ ...once, plan: 'read' }, found('other', version), { begun: 5000, ended: 5100 }).seen?.since;
  expect([once.seen?.since, later('1'), later('2')]).toEqual([100, 100, 5100]);
});

test('a lease that says no duration is left for one’s own', () => {
  const { seen } = after(me, { _tag: 'Found', lease: { ...leaseOf('other'), duration: undefined } });
  expect(seen === undefined ? undefined : takenFor('me', seen, 100)).toBe(defaultTimings.leaseDuration);
});

test('a leader renews without looking, as long as it knows what is there', () => {
  expect(awake(leader, 3000).plan).toBe('renew');
  expect(awake(leader, 9000).plan).toBe('read');
  const doubtful = hear({ ...leader, plan: 'renew' }, failure, { begun: 3000, ended: 3100 });
  expect(doubtful).toMatchObject({ plan: 'rest', isCurrent: false, renewed: 1000, trouble: 'no disk' });
  expect(awake(doubtful, 5000).plan).toBe('read');
});

test('somebody was faster: a renewal looks at once, a take rests', () => {
  const span = { begun: 3000, ended: 3100 };
  expect(hear({ ...leader, plan: 'renew' }, conflict, span)).toMatchObject({
    plan: 'read',
    isCurrent: false
  });
  expect(hear({ ...leader, plan: 'take' }, conflict, span)).toMatchObject({ plan: 'rest', isCurrent: false });
});

test('a leader that sees another holder, or none, leads no more', () => {
  const span = { begun: 3000, ended: 3100 };
  const looking: Candidate = { ...leader, plan: 'read' };
  expect(hear(looking, found('other', '2'), span)).toMatchObject({ plan: 'rest', renewed: undefined });
  expect(hear(looking, found('', '2'), span)).toMatchObject({ plan: 'take', renewed: undefined });
  expect(hear(looking, found('me', '2'), span)).toMatchObject({ plan: 'take', renewed: 1000 });
});

test('a lease that is gone is its leader’s; others wait, whoever held it when they looked last', () => {
  const looking: Candidate = { ...leader, plan: 'read' };
  expect(hear(looking, gone, { begun: 3000, ended: 3100 })).toMatchObject({ plan: 'take', renewed: 1000 });
  expect(hear(looking, gone, { begun: 20_000, ended: 20_100 })).toMatchObject({
    plan: 'rest',
    renewed: undefined,
    seen: { holder: undefined, duration: 10_000, since: 20_100 }
  });
  for (const holder of ['other', '']) {
    const follower: Candidate = { ...after(me, found(holder)), plan: 'read' };
    expect(hear(follower, gone, { begun: 3000, ended: 3100 }).plan).toBe('rest');
  }
});

test('it rests for a retry period from when its turn began, or until the lease runs out', () => {
  expect(restOf(leader, 1000, 1100, 0)).toBe(1900);
  expect(restOf(leader, 1000, 9000, 0)).toBe(0);
  const follower = after(me, found('other'));
  expect([restOf(follower, 0, 100, 0.5), restOf(follower, 9000, 9100, 0.5)]).toEqual([2100, 1000]);
});

test('who leaves gives back what is its own, looks when it is in doubt, and else does nothing', () => {
  expect(leaving(leader).plan).toBe('release');
  expect(leaving({ ...leader, isCurrent: false }).plan).toBe('read');
  expect([leaving(me).plan, leaving(after(me, found('other'))).plan]).toEqual(['rest', 'rest']);
});

test('a follower that gets no answer is in no doubt: it has written nothing', () => {
  const follower: Candidate = { ...after(me, found('other')), plan: 'read' };
  expect(hear(follower, failure, { begun: 3000, ended: 3100 })).toMatchObject({
    isCurrent: true,
    plan: 'rest'
  });
});

test('trouble is over when a turn ends well, not when half of it does', () => {
  const troubled: Candidate = { ...after(me, found('')), trouble: 'no disk', plan: 'read' };
  const span = { begun: 3000, ended: 3100 };
  const looked = hear(troubled, found(''), span);
  expect(looked.trouble).toBe('no disk');
  expect(hear(looked, found('me', '2'), span).trouble).toBeUndefined();
});
