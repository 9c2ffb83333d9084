import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../harness/process/waitFor.js';
import { newChance, seedOf } from './controller/endurance/Chance.js';
import { Growth } from './controller/endurance/Growth.js';
import { History } from './controller/endurance/History.js';
import { startReplica } from './controller/endurance/Replica.js';
import type { Replica, ReplicaOptions } from './controller/endurance/Replica.js';
import { setBacksIn } from './controller/endurance/setBacksIn.js';
import { Site } from './controller/Site.js';

/** Another lease would be too long for a test of many changes: a leader that is silent is given up after 3 s. */
const quick = ['--lease-duration', '3s', '--renew-deadline', '2s', '--retry-period', '500ms'];

const chance = newChance(seedOf('controllerLead'));

let site: Site;
let history: History;
let growth: Growth;
let replicas: Array<Replica> = [];

beforeAll(async () => {
  site = await Site.start();
  history = new History(site.mesh);
  growth = new Growth(site, history, 12);
  await growth.prepare();
});

afterEach(async () => {
  for (const { controller, proxy } of replicas) {
    await controller.stop();
    await proxy.stop();
  }
  replicas = [];
});

afterAll(async () => {
  await site?.stop();
  await history?.stop();
});

const start = async (identity: string, options: ReplicaOptions = {}): Promise<Replica> => {
  const replica = await startReplica(site, identity, options);
  replicas.push(replica);
  return replica;
};

const untilLeading = (replica: Replica, seconds = 20): Promise<true> =>
  waitFor(`${replica.identity} to lead`, async () => ((await replica.isLeading()) ? true : undefined), {
    seconds
  });

/** The first Sidecar that any of some replicas writes after an instant. */
const firstSidecar = (among: ReadonlyArray<Replica>, since: number): Promise<{ by: Replica; at: number }> =>
  waitFor(
    'somebody to write a Sidecar',
    async () => {
      const [first] = among
        .flatMap(by =>
          by
            .writes(since)
            .filter(({ path, status }) => path.includes('/sidecars/') && status !== undefined && status < 300)
            .map(({ at }) => ({ by, at }))
        )
        .sort((a, b) => a.at - b.at);
      return first;
    },
    { seconds: 30, every: 5 }
  );

/** Seconds with two digits, for the log. */
const seconds = (milliseconds: number): number => Math.round(milliseconds / 10) / 100;

test('of three replicas one writes, and after its kill another one within 15 s, warm', async () => {
  const first = await start('first');
  await untilLeading(first);
  const others = [await start('second'), await start('third')];
  await growth.growAll();
  await growth.untilAllGrown();
  expect(first.writes().length).toBeGreaterThan(0);
  expect(others.map(each => each.writes().length)).toEqual([0, 0]);

  const killed = Date.now();
  first.controller.kill('SIGKILL');
  await growth.grow('web-1');
  const { at, by } = await firstSidecar(others, killed);
  await growth.untilGrown('web-1');
  const took = by.tookLease(killed) ?? Number.NaN;
  console.log(
    `controllerLead: after a kill, the lease is taken after ${seconds(took - killed)} s, ` +
      `and the first Sidecar written after ${seconds(at - killed)} s`
  );
  expect(at - killed).toBeLessThan(15_000);
  expect(at - took).toBeLessThan(1000);
  expect(others.filter(each => each.writes().length > 0)).toEqual([by]);
});

test('who is told to end gives the lease back, and the next one writes within 3.5 s', async () => {
  const first = await start('first');
  await untilLeading(first);
  const second = await start('second');
  await growth.growAll();
  await growth.untilAllGrown();
  const told = Date.now();
  const ended = first.controller.process.end('SIGTERM');
  await growth.grow('web-1');
  const { at } = await firstSidecar([second], told);
  await ended;
  expect(first.controller.process.ended()).toBe('exit 0');
  console.log(`controllerLead: after a SIGTERM, the first Sidecar is written after ${seconds(at - told)} s`);
  expect(at - told).toBeLessThan(3500);
});

test('a replica that is started again is who it was, and writes within 5 s', async () => {
  const first = await start('first');
  await untilLeading(first);
  const second = await start('second');
  await growth.growAll();
  await growth.untilAllGrown();
  await first.controller.process.end('SIGKILL');
  await growth.grow('web-1');
  const began = Date.now();
  first.controller.process.startAgain();
  const { at } = await firstSidecar([first], began);
  console.log(`controllerLead: after a restart, the first Sidecar is written after ${seconds(at - began)} s`);
  expect(at - began).toBeLessThan(5000);
  await growth.untilGrown('web-1');
  expect(second.writes()).toEqual([]);
});

test('a leader that is halted while it writes, and goes on when another one leads, writes nothing that is old', async () => {
  const [first, second] = [await start('first', { args: quick }), await start('second', { args: quick })];
  await untilLeading(first);
  let [leader, other] = [first, second];
  for (let round = 0; round < 4; round += 1) {
    const since = Date.now();
    const before = leader.writes().length;
    await growth.growAll();
    const enough = before + 1 + chance.below(20);
    await waitFor('it to write', async () => (leader.writes().length >= enough ? true : undefined), {
      every: 1
    });
    leader.controller.kill('SIGSTOP');
    await untilLeading(other);
    await growth.growAll();
    await growth.untilAllGrown();
    const woken = Date.now();
    leader.controller.kill('SIGCONT');
    await waitFor('it to hear that it leads no more', async () => !(await leader.isLeading()) || undefined);
    await growth.growAll();
    await growth.untilAllGrown();
    const late = leader.writes(woken).filter(({ status }) => status !== undefined && status < 300);
    expect(late).toEqual([]);
    expect(await other.isLeading()).toBe(true);
    expect(other.writes(since).length).toBeGreaterThan(0);
    [leader, other] = [other, leader];
  }
  expect(setBacksIn(history.inOrder())).toEqual([]);
});

test('a wall clock that is wrong by hours changes nothing', async () => {
  const ahead = await start('ahead', { args: quick, skew: 5 });
  await untilLeading(ahead);
  const behind = await start('behind', { args: quick, skew: -5 });
  const right = await start('right', { args: quick });
  await growth.growAll();
  await growth.untilAllGrown();
  // Longer than a lease lasts: nobody takes it from one who renews it.
  await sleep(4000);
  expect([await ahead.isLeading(), await behind.isLeading(), await right.isLeading()]).toEqual([
    true,
    false,
    false
  ]);
  await right.controller.stop();
  const killed = Date.now();
  ahead.controller.kill('SIGKILL');
  await growth.grow('web-1');
  const { at } = await firstSidecar([behind], killed);
  expect(at - killed).toBeLessThan(6000);
  await growth.untilGrown('web-1');
  expect(ahead.writes(killed)).toEqual([]);
});

/** Ends a replica, and says how that went and whether it took less than 5 s. */
const endOf = async ({ controller }: Replica): Promise<string> => {
  const began = performance.now();
  await controller.process.end('SIGTERM');
  const took = performance.now() - began;
  return `${controller.process.ended() ?? ''}${took < 5000 ? '' : ` after ${seconds(took)} s`}`;
};

test('whatever it does, a replica that is told to end has ended within 5 s', async () => {
  const leader = await start('leader');
  await untilLeading(leader);
  const follower = await start('follower');
  expect(await endOf(follower)).toBe('exit 0');

  await leader.proxy.set({ kind: 'blackHole' });
  await growth.growAll();
  await waitFor(
    'it to begin to write',
    async () => leader.writes().some(({ status }) => status === undefined) || undefined
  );
  expect(await endOf(leader)).toBe('exit 0');

  const unheard = await start('unheard', { ready: false, before: proxy => proxy.set({ kind: 'blackHole' }) });
  await waitFor('it to ask', async () => unheard.proxy.count() > 0 || undefined);
  expect(await endOf(unheard)).toBe('exit 0');

  const alone = await start('alone', { ready: false, before: proxy => proxy.set({ kind: 'closed' }) });
  await waitFor('it to say so', async () => (await alone.controller.log()).length > 2 || undefined);
  expect(await endOf(alone)).toBe('exit 0');
});
