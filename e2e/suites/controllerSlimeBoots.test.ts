import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fenceObject } from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { waitFor } from '../harness/process/waitFor.js';
import { alias, cart, current, startConfiguredSite } from './controller/configuredSite.js';
import type { ConfiguredSite } from './controller/configuredSite.js';
import { logged, metric, readiness, untilMetric, untilSaid, untilUnready } from './controller/looks.js';
import { slimeBoot } from './controller/Site.js';
import { writtenSince } from './controller/written.js';

let world: ConfiguredSite;
let controller: Controller;
let before = 0;

beforeAll(async () => {
  world = await startConfiguredSite(alias('healed.example'));
  controller = await world.site.controller();
  await world.web([`*/${cart}`, '*/healed.example']);
});
afterAll(() => world.site.stop());
beforeEach(async () => {
  before = await logged(controller);
});

test('two lazyload modules are one too many, until one of the SlimeBoots goes', async () => {
  const second = { ...slimeBoot(), metadata: { namespace: 'mesh-operator', name: 'second' } };
  await world.site.apply([second]);
  await untilMetric(controller, current, value => value === 0);
  expect((await world.untilCondition('False', 'Invalid')).message).toContain('config-several');
  await world.web([`*/${cart}`, '*/healed.example']);
  await world.site.remove([second]);
  await untilMetric(controller, current, value => value === 1);
  await world.untilCondition('True', 'InForce');
});

test("a SlimeBoot for other modules is none of meshfence's business", async () => {
  const limiter = {
    ...slimeBoot(),
    metadata: { namespace: 'mesh-operator', name: 'limiter' },
    spec: { module: [{ name: 'limiter', kind: 'limiter', enable: true }] }
  };
  const since = Date.now();
  await world.site.apply([limiter]);
  await sleep(2000);
  expect(await metric(controller, current)).toBe(1);
  const written = Object.keys(await writtenSince(world.site.mesh, since));
  expect(written.filter(each => each.includes('slimeboots/status'))).toEqual([]);
  await world.site.remove([limiter]);
});

test('level and file of the log follow the SlimeBoot', async () => {
  const filePath = join(world.site.mesh.workplace.folder, 'slime', 'slime.log');
  await world.configure({}, { log: { logLevel: 'debug', logRotate: true, logRotateConfig: { filePath } } });
  await world.web([`*/${cart}`]);
  await untilSaid(controller, 'written', { level: 'debug' }, before);
  await waitFor('the log file', async () => {
    const text = await readFile(filePath, 'utf8');
    return text.includes('"msg":"written"') ? true : undefined;
  });
  await world.configure(alias('quiet.example'), { log: { logLevel: 'error' } });
  await world.web([`*/${cart}`, '*/quiet.example']);
  const quiet = await logged(controller);
  const size = (await readFile(filePath, 'utf8')).length;
  await world.configure({}, { log: { logLevel: 'error' } });
  await world.web([`*/${cart}`]);
  expect((await controller.log()).slice(quiet)).toEqual([]);
  expect((await readFile(filePath, 'utf8')).length).toBe(size);
  await world.configure({});
  await untilSaid(controller, 'a configuration is in force', {}, quiet);
});

test('a SlimeBoot that is deleted leaves everything as it is', async () => {
  const sidecar = await world.site.sidecar('shop', 'web');
  await world.site.remove([slimeBoot()]);
  expect(await untilSaid(controller, 'there is no configuration', {}, before)).toMatchObject({
    level: 'warn',
    isLastKept: true
  });
  await untilMetric(controller, current, value => value === 0);
  await world.site.apply([fenceObject('shop', 'stock')]);
  await world.site.untilHosts('shop', 'stock', []);
  expect(await world.site.sidecar('shop', 'web')).toEqual(sidecar);
  expect(await readiness(controller)).toEqual({ status: 200, reasons: ['ok'] });
});

test('a bad one at the next start changes nothing of what is there', async () => {
  await world.configure({ globalSidecarMode: 'everywhere' });
  const sidecars = await world.site.sidecars();
  const since = Date.now();
  await controller.process.end('SIGTERM');
  controller.process.startAgain();
  await untilUnready(controller, 'there is no configuration that can be used');
  await sleep(3000);
  const written = Object.keys(await writtenSince(world.site.mesh, since));
  expect(written.filter(each => !each.includes('slimeboots/status'))).toEqual([]);
  expect(await world.site.sidecars()).toEqual(sidecars);
  await world.configure({});
  await controller.ready();
});
