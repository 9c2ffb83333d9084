import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restartApiServer, restartEtcd } from '../harness/control/restart.js';
import { FaultProxy } from '../harness/controller/FaultProxy.js';
import type { Controller } from '../harness/controller/startController.js';
import { newChance, seedOf } from './controller/endurance/Chance.js';
import { Growth } from './controller/endurance/Growth.js';
import { History } from './controller/endurance/History.js';
import { setBacksIn } from './controller/endurance/setBacksIn.js';
import { untilCompiled } from './controller/endurance/untilCompiled.js';
import { istioVersion, Site } from './controller/Site.js';

const chance = newChance(seedOf('controllerOutages'));

let site: Site;
let history: History;
let growth: Growth;
let proxy: FaultProxy;
let controller: Controller;

/** Whoever calls the first Service that fences are given is led to another one, by a definition that has to be known for that. */
const route = {
  apiVersion: istioVersion,
  kind: 'VirtualService',
  metadata: { namespace: 'shop', name: 'detour' },
  spec: {
    hosts: ['static-1.shop.svc.cluster.local'],
    http: [{ route: [{ destination: { host: 'detour.shop.svc.cluster.local' } }] }]
  }
};

beforeAll(async () => {
  site = await Site.start();
  history = new History(site.mesh);
  growth = new Growth(site, history, 8, ['detour']);
  await growth.prepare();
  await site.apply([route]);
  proxy = await FaultProxy.start(site.mesh);
  controller = await site.controller({ kubeconfig: await proxy.kubeconfig() });
  await growth.growAll();
  await growth.untilAllGrown();
});

afterAll(async () => {
  await site?.stop();
  await history?.stop();
  await proxy?.stop();
});

/** Changes fences, and lets calls be learned and forgotten, for as long as something takes. */
const meanwhile = async (doing: Promise<unknown>): Promise<void> => {
  const ended = doing.then(() => true);
  growth.observe();
  do {
    await controller.setEdges(growth.edges());
    await growth.grow(chance.one(growth.callers) ?? '');
  } while (!(await Promise.race([ended, sleep(chance.below(300), false)])));
};

const untilForgotten = async (): Promise<void> => {
  await untilCompiled(site, history, () => growth.edges(), 60);
  await controller.setEdges(growth.edges());
  expect(growth.edges()).toEqual([]);
  await growth.untilAllGrown();
};

const signals = ['SIGTERM', 'SIGKILL'] as const;

for (const signal of signals) {
  test(`etcd ends by ${signal} and comes back, while fences change and calls are learned`, async () => {
    await meanwhile(restartEtcd(site.mesh.control, { signal, pause: 2000 }));
    await untilForgotten();
  });

  test(`the API server ends by ${signal} and comes back, while fences change and calls are learned`, async () => {
    await meanwhile(restartApiServer(site.mesh.control, { signal, pause: 2000 }));
    await untilForgotten();
  });
}

test('the API server and the controller are killed at once, and begin together: what is not served yet is not gone', async () => {
  const { apiServer } = site.mesh.control;
  for (let left = 3; left > 0; left -= 1) {
    await Promise.all([apiServer.process.end('SIGKILL'), controller.process.end('SIGKILL')]);
    apiServer.process.startAgain();
    await sleep(chance.below(3000));
    controller.process.startAgain();
    await meanwhile(controller.ready());
    await untilForgotten();
  }
});

/** Seconds with one digit, for the log. */
const since = (began: number): number => Math.round((performance.now() - began) / 100) / 10;

test('watches that break are begun again at once', async () => {
  for (let left = 5; left > 0; left -= 1) {
    proxy.cutWatches();
    await growth.growAll();
    await growth.untilAllGrown(5);
  }
});

test('a network that swallows everything, in the middle of watches, is noticed within a minute', async () => {
  await proxy.set({ kind: 'blackHole' });
  proxy.freezeWatches();
  await growth.growAll();
  await sleep(3000);
  await proxy.set({ kind: 'pass' });
  const began = performance.now();
  await growth.untilAllGrown(60);
  console.log(`controllerOutages: watches that had fallen silent were noticed after ${since(began)} s`);
});

test('in all of this, no Sidecar and no status has ever lost a host', () => {
  expect(history.sightings.length).toBeGreaterThan(100);
  expect(setBacksIn(history.inOrder())).toEqual([]);
});
