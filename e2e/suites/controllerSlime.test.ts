import { setTimeout as sleep } from 'node:timers/promises';
import { definitions } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fenceObject, serviceObject } from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { waitFor } from '../harness/process/waitFor.js';
import { saying } from './controller/saying.js';
import { edge, Site, slimeBoot } from './controller/Site.js';
import { writtenSince } from './controller/written.js';
import { slimeDefinitions } from './support/slimeDefinitions.js';

let site: Site;
let controller: Controller;

const host = (name: string): string => `${name}.shop.svc.cluster.local`;
const scope = (...names: ReadonlyArray<string>): ReadonlyArray<string> =>
  names.map(name => `*/${host(name)}`);

/** Longer than the time that passes until the controller looks at its clock again. */
const ticks = 12_000;

const seconds = (later: number): number => Math.floor(Date.now() / 1000) + later;

beforeAll(async () => {
  site = await Site.start(slimeBoot(), { audit: true }, slimeDefinitions);
  await site.apply(['web', 'cart', 'stock', 'mail'].map(name => serviceObject('shop', name)));
  controller = await site.controller({ edges: [edge('shop', 'web', 'mail.shop')] });
  await site.apply([
    fenceObject('shop', 'web', {
      enable: true,
      host: {
        [host('cart')]: { deadline: { expire: { seconds: seconds(6) } } },
        [host('stock')]: { auto: { duration: { seconds: 3600 } } }
      }
    })
  ]);
});
afterAll(() => site.stop());

const status = async (): Promise<JsonObject> =>
  ((await site.fence('shop', 'web'))?.['status'] ?? {}) as JsonObject;

const learned = { '{destination_service="mail.shop.svc.cluster.local"}': expect.any(String) };

test('a status has what its definition can hold, and a log line says what it cannot, and what to do', async () => {
  await site.untilHosts('shop', 'web', scope('cart', 'stock', 'mail'));
  expect(await status()).toEqual({
    domains: Object.fromEntries(['cart', 'mail', 'stock'].map(name => [host(name), { hosts: [host(name)] }])),
    metricStatus: learned
  });
  expect(await controller.log()).toContainEqual(
    expect.objectContaining({
      level: 'warn',
      msg: "the definition of ServiceFence is Slime's: conditions and last sightings cannot be kept in it",
      remedy: expect.stringContaining('meshfence install')
    })
  );
});

test('a deadline passes: the host leaves, and its state is the number that Slime has for it', async () => {
  await site.untilHosts('shop', 'web', scope('stock', 'mail'), 30);
  expect((await status())['domains']).toEqual({
    [host('cart')]: { hosts: [host('cart')], status: 2 },
    [host('mail')]: { hosts: [host('mail')] },
    [host('stock')]: { hosts: [host('stock')] }
  });
});

test('what the definition drops is not written again and again, last sightings neither', async () => {
  const since = Date.now();
  await site.apply([slimeBoot({ expiry: { learned: '1h' } })]);
  await sleep(ticks);
  expect(await writtenSince(site.mesh, since)).toEqual({
    'patch slimeboots/status mesh-operator/lazyload': 1
  });
});

test('what was learned, and what has expired, outlives a restart, which writes nothing', async () => {
  const since = Date.now();
  await controller.setEdges([]);
  await controller.restart();
  await sleep(ticks);
  await site.untilHosts('shop', 'web', scope('stock', 'mail'));
  expect(await writtenSince(site.mesh, since)).toEqual({});
});

test("our definitions come: conditions appear by themselves, and Slime's numbers are understood", async () => {
  const before = await site.sidecar('shop', 'web');
  await site.apply(definitions.map(({ object }) => object));
  await waitFor(
    'a condition',
    async () => {
      expect(await status()).toMatchObject({
        conditions: saying({ type: 'Ready', status: 'True', reason: 'Compiled' })
      });
      return true;
    },
    { seconds: 80, every: 500 }
  );
  expect(await status()).toMatchObject({
    domains: { [host('cart')]: { hosts: [host('cart')], status: 'EXPIRE' } },
    metricStatus: learned,
    lastSeen: { [host('mail')]: expect.any(String) }
  });
  expect(await site.sidecar('shop', 'web')).toEqual(before);
});
