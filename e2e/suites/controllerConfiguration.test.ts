import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fenceObject } from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { waitFor } from '../harness/process/waitFor.js';
import { alias, cart, current, startConfiguredSite } from './controller/configuredSite.js';
import type { ConfiguredSite } from './controller/configuredSite.js';
import {
  logged,
  metric,
  readiness,
  told,
  untilMetric,
  untilSaid,
  untilTold,
  untilUnready
} from './controller/looks.js';
import { writtenSince } from './controller/written.js';

let world: ConfiguredSite;
let controller: Controller;
let before = 0;

const boot = { kind: 'SlimeBoot', namespace: 'mesh-operator', name: 'lazyload' };

beforeAll(async () => {
  world = await startConfiguredSite({ globalSidecarMode: 'everywhere' });
  controller = await world.site.controller({ ready: false });
});
afterAll(() => world.site.stop());
beforeEach(async () => {
  before = await logged(controller);
});

test('a bad SlimeBoot from the start: not ready, and why; nothing is written but that', async () => {
  await untilUnready(
    controller,
    'there is no configuration that can be used (SlimeBoots in mesh-operator): globalSidecarMode must be "cluster"'
  );
  expect(await untilSaid(controller, 'a bad configuration is not taken')).toMatchObject({
    level: 'error',
    isLastKept: false,
    findings: [expect.stringContaining('everywhere')]
  });
  expect(await metric(controller, current)).toBe(0);
  const { message } = await world.untilCondition('False', 'Invalid');
  expect(message).toMatch(
    /^This configuration cannot be used, and there is none before it: nothing is written\.\n/
  );
  expect(message).toContain('everywhere');
  const { note } = await untilTold(world.site.mesh, boot, 'ConfigurationInvalid');
  expect(note).toMatch(/^There is none before it: .*everywhere/);
  await sleep(3000);
  const written = Object.keys(await writtenSince(world.site.mesh, 0));
  expect(written).toEqual([expect.stringMatching(/^\w+ slimeboots\/status mesh-operator\/lazyload$/)]);
});

test('a good one heals it', async () => {
  await world.configure({});
  await controller.ready();
  await world.web([`*/${cart}`]);
  expect(await world.untilCondition('True', 'InForce')).toMatchObject({
    message: 'This configuration is in force.'
  });
  expect(await metric(controller, current)).toBe(1);
});

test('stable hosts and aliases take effect at once', async () => {
  await world.configure({ stableHost: ['stock.shop.svc.cluster.local'] });
  await world.web([`*/${cart}`, '*/stock.shop.svc.cluster.local']);
  await world.configure(alias('cart.corp.example'));
  await world.web([`*/${cart}`, '*/cart.corp.example']);
  await world.configure(alias('cart.other.example'));
  await world.web([`*/${cart}`, '*/cart.other.example']);
  await untilSaid(controller, 'a configuration is in force', {}, before);
});

test.each([
  ['a value of the wrong type', { stableHost: 7 }, 'stableHost'],
  ['an expression that RE2 refuses', { domainAliases: [{ pattern: '(?<!a)b', templates: ['x'] }] }, '(?<!a)b']
])('%s keeps what was good before, says so everywhere, and is healed', async (_, general, word) => {
  await world.configure(alias('kept.example'));
  await world.web([`*/${cart}`, '*/kept.example']);
  await world.configure(general);
  await untilMetric(controller, current, value => value === 0);
  expect(await untilSaid(controller, 'a bad configuration is not taken', {}, before)).toMatchObject({
    level: 'error',
    isLastKept: true,
    findings: expect.arrayContaining([expect.stringContaining(word)])
  });
  const { message } = await world.untilCondition('False', 'Invalid');
  expect(message).toMatch(/^This configuration cannot be used; the last good one stays in force\.\n/);
  expect(message).toContain(word);
  await waitFor('an event that says so', async () => {
    const notes = (await told(world.site.mesh, boot, 'ConfigurationInvalid')).map(({ note }) => note);
    return notes.find(note => note.startsWith('The last good configuration stays: ') && note.includes(word));
  });
  await world.site.apply([fenceObject('shop', 'cart')]);
  await world.site.untilHosts('shop', 'cart', []);
  await world.web([`*/${cart}`, '*/kept.example']);
  await world.site.remove([fenceObject('shop', 'cart')]);
  expect((await readiness(controller)).status).toBe(200);
  await world.configure(alias('healed.example'));
  await world.web([`*/${cart}`, '*/healed.example']);
  await world.untilCondition('True', 'InForce');
  await untilMetric(controller, current, value => value === 1);
});
