import { beforeEach, expect, test } from 'vitest';
import { Town } from './support/Town.js';

let town: Town;

beforeEach(() => {
  town = new Town();
});

test('the first makes the lease and leads; the second follows', async () => {
  const a = town.start('a');
  await town.pass(1);
  const b = town.start('b');
  await town.pass(60);
  expect([a.isLeading(), b.isLeading()]).toEqual([true, false]);
  expect([a.changes, b.changes]).toEqual([[true], []]);
  expect([a.leadership.holder(), b.leadership.holder()]).toEqual(['a', 'a']);
  expect(a.leadership.identity).toBe('a');
});

test('a leader renews without looking first, and a follower only looks', async () => {
  town.start({ identity: 'a', chance: 0 });
  await town.pass(1);
  town.asked();
  await town.pass(10);
  expect(town.asked()).toEqual(['PUT', 'PUT', 'PUT', 'PUT', 'PUT']);
  town.start({ identity: 'b', chance: 0 });
  await town.pass(9.9);
  expect(town.asked().filter(method => method === 'GET')).toHaveLength(5);
});

test('a follower takes over when it has seen the lease unchanged for its duration, within 15 s of a crash', async () => {
  const a = town.start('a');
  await town.pass(1);
  const b = town.start('b');
  await town.pass(20);
  a.crash();
  await town.pass(9.5);
  expect(b.isLeading()).toBe(false);
  await town.pass(3);
  expect(b.isLeading()).toBe(true);
  expect(town.spec).toMatchObject({ holderIdentity: 'b', leaseTransitions: 1 });
});

test('clocks that are hours apart change nothing', async () => {
  const hours = 3_600_000;
  const a = town.start({ identity: 'a', offset: -9 * hours });
  await town.pass(1);
  const b = town.start({ identity: 'b', offset: 9 * hours });
  const c = town.start({ identity: 'c', offset: -20 * hours });
  await town.pass(60);
  expect([a, b, c].map(each => each.isLeading())).toEqual([true, false, false]);
  expect(a.changes).toEqual([true]);
});

test('the duration that the holder has promised itself counts, not the follower’s own', async () => {
  const a = town.start({
    identity: 'a',
    timings: { leaseDuration: 40_000, renewDeadline: 30_000, retryPeriod: 2000 }
  });
  await town.pass(1);
  const b = town.start('b');
  await town.pass(4);
  a.crash();
  await town.pass(37);
  expect(b.isLeading()).toBe(false);
  await town.pass(6);
  expect(b.isLeading()).toBe(true);
});

test('a process that was paused knows that it leads no more before anything else happens in it', async () => {
  const a = town.start('a');
  await town.pass(1);
  const b = town.start('b');
  await town.pass(5);
  a.pause(30_000);
  let first: boolean | undefined;
  town.time.at(town.time.now + 30_000, () => (first = a.isLeading()));
  await town.pass(29.9);
  expect(a.changes).toEqual([true]);
  await town.pass(1);
  expect(first).toBe(false);
  expect([a.changes, b.changes]).toEqual([[true, false], [true]]);
});

test('a leader that gets no answers steps down at the deadline since it began to renew, and comes back by itself', async () => {
  const a = town.start({ identity: 'a', chance: 0 });
  await town.pass(2.05);
  town.network = { there: 5, back: 5, loss: 'question' };
  // The last renewal that was answered began at 2 s.
  await town.pass(6.94);
  expect(a.isLeading()).toBe(true);
  await town.pass(0.02);
  expect(a.isLeading()).toBe(false);
  expect(a.changes).toEqual([true, false]);
  town.network = { there: 5, back: 5 };
  await town.pass(6);
  expect(a.changes).toEqual([true, false, true]);
  expect(town.spec['leaseTransitions']).toBe(0);
});

test('a late answer does not hide that the deadline had passed', async () => {
  const a = town.start({ identity: 'a', chance: 0 });
  await town.pass(2.05);
  town.network = { there: 5, back: 3000 };
  // The next renewals begin at 4 and at 7 s. Paused over the deadline of the first, it then hears the second's answer.
  await town.pass(5.5);
  a.pause(4000);
  await town.pass(4.1);
  expect(a.changes).toEqual([true, false, true]);
});

test('a server that takes 2 s for each answer is fast enough', async () => {
  town.network = { there: 1000, back: 1000 };
  const a = town.start({ identity: 'a', chance: 0.99 });
  const b = town.start({ identity: 'b', chance: 0 });
  await town.pass(120);
  expect([a.changes.length + b.changes.length, a.isLeading() !== b.isLeading()]).toEqual([1, true]);
});

test('an answer that was lost is found again: the lease is its own', async () => {
  const a = town.start('a');
  await town.pass(1);
  town.network = { there: 5, back: 5, loss: 'answer' };
  await town.pass(3);
  town.network = { there: 5, back: 5 };
  await town.pass(20);
  expect(a.changes).toEqual([true]);
});

test('who stops gives the lease back, and another leads within a retry period', async () => {
  const a = town.start('a');
  await town.pass(1);
  const b = town.start('b');
  await town.pass(10);
  const stopped = a.leadership.stop();
  expect(a.isLeading()).toBe(false);
  await town.pass(0.1);
  await stopped;
  expect(a.changes).toEqual([true, false]);
  expect(town.spec).toMatchObject({ holderIdentity: '', leaseDurationSeconds: 1, leaseTransitions: 0 });
  await town.pass(2.4);
  expect(b.isLeading()).toBe(true);
  expect(town.spec).toMatchObject({ holderIdentity: 'b', leaseDurationSeconds: 10, leaseTransitions: 1 });
  expect(a.leadership.stop()).toBe(stopped);
});

test('who stops during a renewal waits for it, and gives back what it has made', async () => {
  const a = town.start({ identity: 'a', chance: 0 });
  await town.pass(2.003);
  const stopped = a.leadership.stop();
  await town.pass(0.1);
  await stopped;
  expect(town.spec['holderIdentity']).toBe('');
  expect(town.asked()).toEqual(['GET', 'POST', 'PUT', 'PUT']);
});

test('who stops after a renewal without an answer looks first', async () => {
  const a = town.start({ identity: 'a', chance: 0 });
  await town.pass(1);
  town.network = { there: 5, back: 5, loss: 'answer' };
  await town.pass(4.4);
  town.network = { there: 5, back: 5 };
  town.asked();
  const stopped = a.leadership.stop();
  await town.pass(1);
  await stopped;
  expect(town.asked()).toEqual(['GET', 'PUT']);
  expect(town.spec['holderIdentity']).toBe('');
});

test('stopping takes no longer than one request may, whatever the server does', async () => {
  const a = town.start({ identity: 'a', chance: 0 });
  await town.pass(1);
  town.network = { there: 5, back: 5, loss: 'question' };
  await town.pass(2);
  let isStopped = false;
  void a.leadership.stop().then(() => (isStopped = true));
  await town.pass(3.4);
  expect(isStopped).toBe(false);
  await town.pass(0.2);
  expect(isStopped).toBe(true);
  town.asked();
  await town.pass(30);
  expect(town.asked()).toEqual([]);
});

test('a follower stops without a word to the server', async () => {
  town.start('a');
  await town.pass(1);
  const b = town.start('b');
  await town.pass(1);
  town.asked();
  let isStopped = false;
  void b.leadership.stop().then(() => (isStopped = true));
  await town.pass(0);
  expect([isStopped, town.asked()]).toEqual([true, []]);
  expect(town.spec['holderIdentity']).toBe('a');
});

test('a process with the holder’s identity takes the lease over at once', async () => {
  const a = town.start('a');
  await town.pass(1);
  const b = town.start('b');
  await town.pass(5);
  const { acquireTime } = town.spec;
  a.crash();
  const again = town.start('a');
  await town.pass(0.1);
  expect([again.isLeading(), b.isLeading()]).toEqual([true, false]);
  expect(town.spec).toMatchObject({ acquireTime, leaseTransitions: 0 });
});

test('a lease that is deleted is made anew by its leader, and followers wait for that', async () => {
  const a = town.start('a');
  await town.pass(1);
  const b = town.start('b');
  await town.pass(5);
  town.server.remove();
  await town.pass(10);
  expect([a.changes, b.changes]).toEqual([[true], []]);
  expect(town.spec['holderIdentity']).toBe('a');
});

test('a lease that is deleted with its leader gone is made anew when it has run out', async () => {
  const a = town.start('a');
  await town.pass(1);
  const b = town.start('b');
  await town.pass(5);
  a.crash();
  town.server.remove();
  await town.pass(9.9);
  expect(b.isLeading()).toBe(false);
  await town.pass(3);
  expect(b.isLeading()).toBe(true);
});

test('a leader whose lease another one has taken steps down when it sees that', async () => {
  const a = town.start({ identity: 'a', chance: 0 });
  await town.pass(1);
  town.server.edit(lease => ({ ...lease, spec: { ...town.spec, holderIdentity: 'intruder' } }));
  await town.pass(1.1);
  expect(a.isLeading()).toBe(false);
  expect([a.changes, a.leadership.holder()]).toEqual([[true, false], 'intruder']);
});

test('somebody’s labels and fields stay, and cost the leader nothing', async () => {
  const a = town.start('a');
  await town.pass(1);
  town.server.edit(lease => ({
    ...lease,
    metadata: { ...(lease['metadata'] as object), labels: { team: 'mesh' } },
    spec: { ...town.spec, strategy: 'OldestEmulationVersion' },
    note: 'x'
  }));
  await town.pass(10);
  expect(a.changes).toEqual([true]);
  expect(town.server.lease).toMatchObject({
    metadata: { labels: { team: 'mesh' } },
    spec: { holderIdentity: 'a', strategy: 'OldestEmulationVersion' },
    note: 'x'
  });
});

test('a server that says no is told about once, and again when all is well', async () => {
  const a = town.start('a');
  await town.pass(1);
  town.network = { there: 5, back: 5, loss: 'refused' };
  await town.pass(20);
  town.network = { there: 5, back: 5 };
  await town.pass(5);
  const worth = a.said.lines
    .filter(([level]) => level !== 'debug')
    .map(([level, message]) => `${level} ${message}`);
  expect(worth).toEqual([
    'info this replica leads',
    'warn the lease cannot be renewed: the disk is full; it is tried again',
    'info this replica does not lead any more',
    'info the lease can be used again',
    'info this replica leads'
  ]);
});

test('each line says which lease it is about, and who speaks', async () => {
  const a = town.start('a');
  await town.pass(1);
  expect(a.said.lines[0]).toEqual([
    'info',
    'this replica leads',
    { lease: 'mesh-operator/meshfence', identity: 'a' }
  ]);
});

test('what is no lease is not believed, and tried again', async () => {
  town.server.lease = { kind: 'Status', metadata: {} };
  const a = town.start('a');
  await town.pass(5);
  expect([a.isLeading(), town.asked()]).toEqual([false, ['GET', 'GET', 'GET']]);
  expect(a.said.lines[0]?.[1]).toBe(
    'the lease cannot be read: the answer is not a Lease with a resourceVersion; it is tried again'
  );
  town.server.lease = undefined;
  await town.pass(3);
  expect(a.isLeading()).toBe(true);
});

test('a lease without a holder is taken, whatever else it lacks', async () => {
  town.server.put({ kind: 'Lease', metadata: { name: 'meshfence' } });
  const a = town.start('a');
  await town.pass(1);
  expect(a.isLeading()).toBe(true);
  expect(town.spec).toMatchObject({ holderIdentity: 'a', leaseDurationSeconds: 10, leaseTransitions: 1 });
});

test('a listener that fails does not end the election', async () => {
  const { time, server } = town;
  const a = town.start('a');
  a.changes.push = () => {
    throw new Error('the writer is broken');
  };
  await town.pass(30);
  expect(a.isLeading()).toBe(true);
  expect([time.now, server.lease === undefined]).toEqual([30_000, false]);
  expect(a.said.lines.map(([, message]) => message)).toContain(
    'a change of the leader could not be followed: the writer is broken'
  );
});

test('timings that cannot work are refused', () => {
  const timings = { leaseDuration: 10_000, renewDeadline: 10_000, retryPeriod: 2000 };
  expect(() => town.start({ identity: 'a', timings })).toThrow(
    'Nobody can be elected: the renew deadline (10 s) must be shorter than the lease duration (10 s).'
  );
});
