import type { JsonObject } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createAll,
  fenceObject,
  namespaceObject,
  numbered,
  serviceObject
} from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { waitFor } from '../harness/process/waitFor.js';
import { looseDefinitions } from './controller/looseDefinitions.js';
import { logged, untilMetric, untilSaid, untilTold } from './controller/looks.js';
import { patch } from './controller/patch.js';
import { hostsOf, Site, slimeBoot } from './controller/Site.js';

let site: Site;
let controller: Controller;

const good = numbered('good', 1000);
const odd = fenceObject('shop', 'odd');
const unreadable = 'meshfence_undecodable_objects{kind="servicefences.microservice.slime.io"}';

const host = (name: string): JsonObject => ({ [`${name}.shop.svc.cluster.local`]: { stable: {} } });
const hosts = (name: string): ReadonlyArray<string> => [`*/${name}.shop.svc.cluster.local`];

beforeAll(async () => {
  site = await Site.start(slimeBoot(), {}, looseDefinitions);
  await site.apply([namespaceObject('shop'), ...['cart', 'stock'].map(name => serviceObject('shop', name))]);
  await createAll(site.mesh.api, [
    ...good.map(name => fenceObject('shop', name)),
    fenceObject('shop', 'odd', { enable: true, host: host('cart') }),
    fenceObject('shop', 'strange', { enable: 'perhaps', host: 7 })
  ]);
  controller = await site.controller();
});
afterAll(() => site.stop());

test('a fence that cannot be read costs the thousand beside it nothing', async () => {
  await waitFor(
    'a Sidecar for each fence that can be read',
    async () => ((await site.sidecars('shop')).length === 1001 ? true : undefined),
    { seconds: 60, every: 500 }
  );
  expect(await site.sidecar('shop', 'strange')).toBeUndefined();
  expect(await untilSaid(controller, 'a fence cannot be read: what is applied for it stays')).toMatchObject({
    level: 'warn',
    fence: 'shop/strange',
    why: expect.arrayContaining([expect.stringMatching(/spec\.host.*\./)])
  });
  await untilMetric(controller, unreadable, value => value === 1);
  const told = await untilTold(
    site.mesh,
    { ...odd, kind: 'ServiceFence', namespace: 'shop', name: 'strange' },
    'Unreadable'
  );
  expect(told).toMatchObject({ type: 'Warning', note: expect.stringContaining('host') });
});

test('one that cannot be read any more keeps its Sidecar, and the others go on', async () => {
  const sidecar = await site.untilHosts('shop', 'odd', hosts('cart'));
  const before = await logged(controller);
  await patch(site.mesh, odd, { spec: { host: ['cart'] } });
  await untilSaid(
    controller,
    'a fence cannot be read: what is applied for it stays',
    { fence: 'shop/odd' },
    before
  );
  await untilMetric(controller, unreadable, value => value === 2);
  await untilTold(site.mesh, { kind: 'ServiceFence', namespace: 'shop', name: 'odd' }, 'Unreadable');
  await patch(site.mesh, fenceObject('shop', 'good-1'), { spec: { host: host('stock') } });
  await site.untilHosts('shop', 'good-1', hosts('stock'));
  expect(await site.sidecar('shop', 'odd')).toEqual(sidecar);
});

test('so it does when the controller starts, and knows nothing else of it', async () => {
  const sidecar = await site.sidecar('shop', 'odd');
  const before = await logged(controller);
  await controller.restart();
  await untilSaid(
    controller,
    'a fence cannot be read: what is applied for it stays',
    { fence: 'shop/odd' },
    before
  );
  await patch(site.mesh, fenceObject('shop', 'good-2'), { spec: { host: host('stock') } });
  await site.untilHosts('shop', 'good-2', hosts('stock'));
  expect(await site.sidecar('shop', 'odd')).toEqual(sidecar);
});

test('one that is mended is what it says, and one that is deleted is gone', async () => {
  await patch(site.mesh, odd, { spec: { host: null } });
  expect(hostsOf(await site.untilHosts('shop', 'odd', []))).toEqual([]);
  await untilMetric(controller, unreadable, value => value === 1);
  await site.remove([fenceObject('shop', 'strange')]);
  await untilMetric(controller, unreadable, value => value === 0);
  await patch(site.mesh, odd, { spec: { host: ['cart'] } });
  await untilMetric(controller, unreadable, value => value === 1);
  await site.remove([odd]);
  await site.untilNoSidecar('shop', 'odd');
});
