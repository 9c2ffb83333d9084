import { afterAll, beforeAll, expect, test } from 'vitest';
import { fenceObject, namespaceObject, serviceObject } from '../harness/controller/bulk.js';
import { FaultProxy } from '../harness/controller/FaultProxy.js';
import type { Controller } from '../harness/controller/startController.js';
import { metric, untilSaid } from './controller/looks.js';
import { Site } from './controller/Site.js';

let site: Site;
let proxy: FaultProxy;
let controller: Controller;

const names = ['web', 'cart', 'stock'];

beforeAll(async () => {
  site = await Site.start();
  await site.apply([
    namespaceObject('shop'),
    ...names.map(name => serviceObject('shop', name)),
    fenceObject('shop', 'web')
  ]);
  proxy = await FaultProxy.start(site.mesh);
  await proxy.set({ kind: 'delay', milliseconds: 2000 });
  controller = await site.controller({ kubeconfig: await proxy.kubeconfig() });
});
afterAll(async () => {
  await site.stop();
  await proxy.stop();
});

test('a server that takes two seconds for each answer is told of, once', async () => {
  expect(await untilSaid(controller, 'the API server is slow')).toMatchObject({
    level: 'warn',
    server: proxy.url,
    request: expect.stringMatching(/^GET \/api/),
    seconds: expect.closeTo(2, 0),
    remedy: 'Look at its load, and at the way to it. All is done as fast as it answers.'
  });
  await site.untilHosts('shop', 'web', [], 30);
  const lines = await controller.log();
  expect(lines.filter(({ msg }) => msg === 'the API server is slow')).toHaveLength(1);
});

test('what changes is written none the less, many at a time', async () => {
  const host = { 'stock.shop.svc.cluster.local': { stable: {} } };
  const began = Date.now();
  await site.apply(names.map(name => fenceObject('shop', name, { enable: true, host })));
  for (const name of names) await site.untilHosts('shop', name, ['*/stock.shop.svc.cluster.local'], 30);
  // A status and a Sidecar, one after the other: the fences do not wait for each other.
  expect(Date.now() - began).toBeLessThan(10_000);
  const applied = 'meshfence_change_to_sidecar_seconds';
  const [sum, count] = [
    await metric(controller, `${applied}_sum`),
    await metric(controller, `${applied}_count`)
  ];
  expect(sum / count).toBeGreaterThan(2);
  const [took, asked] = [
    await metric(controller, 'meshfence_api_request_duration_seconds_sum{method="PATCH"}'),
    await metric(controller, 'meshfence_api_request_duration_seconds_count{method="PATCH"}')
  ];
  expect(took / asked).toBeGreaterThan(1.9);
});
