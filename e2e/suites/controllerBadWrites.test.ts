import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Controller } from '../harness/controller/startController.js';
import { fence, startFaultySite } from './controller/faultySite.js';
import type { FaultySite } from './controller/faultySite.js';
import { logged, metric, untilMetric, untilSaid } from './controller/looks.js';

let world: FaultySite;
let controller: Controller;
let before: number;

const unwritten = 'cannot write';
const failedWrites = (verb: string, kind: string) =>
  `meshfence_writes_total{kind="${kind}",verb="${verb}",result="failed"}`;

beforeAll(async () => {
  world = await startFaultySite();
  controller = await world.site.controller({ kubeconfig: await world.proxy.kubeconfig() });
  await world.untilHosts('web', ['cart']);
});
afterAll(() => world.stop());
beforeEach(async () => {
  before = await logged(controller);
});

test('a server that takes no writes is told of once, and gets them when it does', async () => {
  await world.during({ kind: 'refuse', status: 500, of: 'writes' }, async () => {
    await world.site.apply([fence('web'), fence('cart', 'web'), fence('stock', 'web')]);
    expect(await untilSaid(controller, unwritten, {}, before)).toMatchObject({
      level: 'warn',
      write: expect.stringMatching(/^(status ServiceFence|apply Sidecar) shop\/(web|cart|stock)$/),
      error: 'the proxy says no',
      retryInSeconds: expect.any(Number),
      remedy: 'See what is wrong with the API server. It is asked again by itself.'
    });
    await untilMetric(controller, failedWrites('status', 'ServiceFence'), value => value >= 3);
    await sleep(1000);
  });
  await Promise.all([
    world.untilHosts('web', []),
    world.untilHosts('cart', ['web']),
    world.untilHosts('stock', ['web'])
  ]);
  await untilSaid(controller, 'all is written that could not be', {}, before);
  const lines = (await controller.log()).slice(before);
  expect(lines.filter(({ msg }) => msg === unwritten)).toHaveLength(1);
});

test('a server that asks for patience gets it for all writes', async () => {
  const since = Date.now();
  await world.during({ kind: 'refuse', status: 429, retryAfter: 3, of: 'writes' }, async () => {
    await world.site.apply(['web', 'cart', 'stock'].map(name => fence(name, 'cart', 'stock')));
    await untilSaid(controller, unwritten, { error: 'the proxy says no' }, before);
    await sleep(4000);
  });
  await world.untilHosts('web', ['cart', 'stock']);
  const refused = world.proxy.writes({ since }).filter(({ status }) => status === 429);
  const first = refused[0]?.at ?? 0;
  // What was under way already, when the first refusal came, does not count.
  const early = world.proxy.writes({ since }).filter(({ at }) => at > first + 500 && at < first + 2950);
  expect(early.map(({ at, method, path }) => `${method} ${path} after ${at - first} ms`)).toEqual([]);
  expect(await metric(controller, failedWrites('status', 'ServiceFence'))).toBeGreaterThan(0);
});

test('a write whose answer is lost is not lost, nor done for ever', async () => {
  await world.during({ kind: 'lose', of: 'writes' }, async () => {
    await world.site.apply([fence('stock', 'cart', 'web')]);
    expect(
      await untilSaid(controller, unwritten, { write: 'status ServiceFence shop/stock' }, before)
    ).toMatchObject({ level: 'warn', error: expect.stringContaining(`${world.proxy.url} does not answer`) });
    await sleep(1000);
  });
  await world.untilHosts('stock', ['cart', 'web']);
  await untilSaid(controller, 'all is written that could not be', {}, before);
  const since = Date.now();
  await sleep(3000);
  expect(world.proxy.writes({ since, path: /shop/ })).toEqual([]);
});
