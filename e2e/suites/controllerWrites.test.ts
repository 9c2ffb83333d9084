import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import {
  createAll,
  fenceObject,
  namespaceObject,
  numbered,
  serviceObject
} from '../harness/controller/bulk.js';
import { FaultProxy } from '../harness/controller/FaultProxy.js';
import type { Controller } from '../harness/controller/startController.js';
import { writeCounts, writesBetween } from '../harness/controller/writeCounts.js';
import { waitFor } from '../harness/process/waitFor.js';
import { edge, Site } from './controller/Site.js';
import { writtenBecause, writtenSince } from './controller/written.js';

let site: Site;
let controller: Controller;

const callees = numbered('callee', 200);
const web = fenceObject('shop', 'web');

beforeAll(async () => {
  site = await Site.start(undefined, { audit: true });
  await site.apply([serviceObject('shop', 'web'), web]);
  await createAll(
    site.mesh.api,
    callees.map(name => serviceObject('shop', name))
  );
  controller = await site.controller();
  await site.untilHosts('shop', 'web', []);
});
afterAll(() => site.stop());

interface Managed extends JsonObject {
  readonly manager: string;
  readonly operation: string;
  readonly subresource?: string;
}

const managersOf = (object: KubeObject | undefined): ReadonlyArray<string> => {
  const { managedFields = [] } = { ...object?.metadata } as {
    readonly managedFields?: ReadonlyArray<Managed>;
  };
  return managedFields.map(({ manager, operation, subresource = '' }) =>
    `${manager} ${operation} ${subresource}`.trim()
  );
};

test('Sidecars are applied, statuses are updated, by the name of meshfence', async () => {
  await waitFor('a status', async () => (await site.fence('shop', 'web'))?.['status'] && true);
  expect(managersOf(await site.sidecar('shop', 'web'))).toEqual(['meshfence Apply']);
  expect(managersOf(await site.fence('shop', 'web'))).toEqual(['e2e Apply', 'meshfence Update status']);
});

test('two hundred edges of one fence are one write of its Sidecar, and one of its status', async () => {
  const written = await writtenBecause(
    site.mesh,
    () => controller.setEdges(callees.map(name => edge('shop', 'web', `${name}.shop`))),
    () =>
      site.untilHosts(
        'shop',
        'web',
        callees.map(name => `*/${name}.shop.svc.cluster.local`)
      )
  );
  expect(written).toEqual({ 'patch sidecars shop/web': 1, 'patch servicefences/status shop/web': 1 });
});

test('a restart writes nothing, whether or not the edges are told again', async () => {
  const since = Date.now();
  await controller.restart();
  await sleep(2000);
  await controller.setEdges([]);
  await controller.restart();
  await sleep(2000);
  expect(await writtenSince(site.mesh, since)).toEqual({});
});

test('where nothing happens, nobody writes anything in a minute but leases', async () => {
  const before = await writeCounts(site.mesh.api);
  await sleep(60_000);
  const written = writesBetween(before, await writeCounts(site.mesh.api));
  expect(Object.keys(written).filter(each => !each.endsWith(' leases'))).toEqual([]);
});

test('a rate that is set holds, and everything is written in the end', async () => {
  await controller.stop();
  const proxy = await FaultProxy.start(site.mesh);
  const limited = await site.controller({
    kubeconfig: await proxy.kubeconfig(),
    args: ['--qps', '20', '--burst', '20']
  });
  const names = numbered('many', 60);
  await site.apply([namespaceObject('crowd')]);
  await createAll(
    site.mesh.api,
    names.map(name => fenceObject('crowd', name))
  );
  await waitFor('a Sidecar for each', async () =>
    (await site.sidecars('crowd')).length === names.length ? true : undefined
  );
  const times = proxy.writes({ path: /sidecars|servicefences/ }).map(({ at }) => at);
  const [first = 0] = times;
  // The burst, and then one each 50 ms; a quarter of a second for requests that come late on a machine that is busy.
  const ahead = times.map((at, index) => index + 1 - (20 + (at - first + 250) / 50));
  expect(times).toHaveLength(2 * names.length);
  expect(Math.max(...ahead)).toBeLessThanOrEqual(0);
  await limited.stop();
  await proxy.stop();
});
