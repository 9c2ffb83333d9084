import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pass } from '../harness/controller/Fault.js';
import { FaultProxy } from '../harness/controller/FaultProxy.js';
import type { Controller } from '../harness/controller/startController.js';
import { Changes } from './controller/endurance/Changes.js';
import { newChance, seedOf } from './controller/endurance/Chance.js';
import { History } from './controller/endurance/History.js';
import { untilCompiled } from './controller/endurance/untilCompiled.js';
import { wrongsIn } from './controller/endurance/wrongsIn.js';
import { Site, slimeBoot } from './controller/Site.js';

const kills = 50;
const seed = seedOf('controllerCrashes');
const chance = newChance(seed);

let site: Site;
let proxy: FaultProxy;
let history: History;
let controller: Controller;
let changes: Changes;

beforeAll(async () => {
  site = await Site.start(slimeBoot({ autoFence: true }));
  proxy = await FaultProxy.start(site.mesh);
  history = new History(site.mesh);
  controller = await site.controller({
    kubeconfig: await proxy.kubeconfig(),
    args: ['--debounce', '20ms', '--debounce-max', '100ms']
  });
  changes = new Changes(site, history, newChance(seed + 1), edges => controller.setEdges(edges));
  await changes.prepare();
});

afterAll(async () => {
  await site?.stop();
  await history?.stop();
  await proxy?.stop();
});

/** As it has written so many times, however that may have gone; or when there is nothing to write. */
const untilWrites = async (count: number): Promise<void> => {
  const before = proxy.writes().length;
  for (let waited = 0; waited < 2000 && proxy.writes().length < before + count; waited += 1) await sleep(1);
};

/** Kills it after some time, or right when it writes: between a status and its Sidecar, more often than not. */
const killSometime = async (): Promise<void> => {
  if (chance.below(3) === 0) await sleep(chance.below(1500));
  else await untilWrites(1 + chance.below(6));
  await controller.process.end('SIGKILL');
  controller.process.startAgain();
};

/** Changes for a while, and so many kills; in every third round, what is written is done and not answered. */
const round = async (count: number): Promise<void> => {
  const ending = new AbortController();
  await proxy.set(chance.below(3) === 0 ? { kind: 'lose', of: 'writes' } : pass);
  const stream = changes.run(ending.signal);
  for (let left = count; left > 0; left -= 1) await killSometime();
  ending.abort();
  await stream;
  await proxy.set(pass);
};

/** All that is observed has been learned, and all is as it is compiled. */
const untilSettled = async (): Promise<void> => {
  await untilCompiled(site, history, () => changes.edges());
  await changes.forget();
  await untilCompiled(site, history, () => changes.edges());
};

test(`${kills} kills in a stream of changes lose nothing, and show nothing that is wrong for a moment`, async () => {
  for (let killed = 0, count; killed < kills; killed += count) {
    count = 1 + chance.below(3);
    await round(count);
    await untilSettled();
    expect(wrongsIn(history.inOrder())).toEqual([]);
  }
  console.log(
    `controllerCrashes: at least ${kills} kills, ${changes.made} changes, ${changes.learned} calls learned, ` +
      `${history.sightings.length} sightings, ${proxy.writes().length} writes`
  );
  expect(changes.learned).toBeGreaterThan(kills);
});
