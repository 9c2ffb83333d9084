import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { AuditLog } from '../harness/controller/AuditLog.js';
import { fenceObject, namespaceObject, serviceObject } from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { waitFor } from '../harness/process/waitFor.js';
import { Lookout } from './controller/Lookout.js';
import { edge, Site, slimeBoot } from './controller/Site.js';
import {
  automaticFence,
  createAsSlime,
  fenceOfSlime,
  filterOfSlime,
  sidecarOfSlime
} from './controller/slimes.js';
import { told } from './controller/told.js';
import { writtenSince } from './controller/written.js';
import { slimeDefinitions } from './support/slimeDefinitions.js';

let site: Site;
let lookout: Lookout;
let controller: Controller;
let before: ReadonlyArray<KubeObject>;
let began: number;

const host = (name: string): string => `${name}.shop.svc.cluster.local`;
const scope = (...names: ReadonlyArray<string>): ReadonlyArray<string> =>
  names.map(name => `*/${host(name)}`);
const metric = (name: string): string => `{destination_service="${host(name)}"}`;
const sidecarPath = '/apis/networking.istio.io/v1/sidecars';

const web = fenceObject('shop', 'web', { enable: true, host: { [host('cart')]: { stable: {} } } });
/** Its workload was another one when Slime made its Sidecar. */
const moved = fenceObject('shop', 'moved', { enable: true, workloadSelector: { labels: { version: 'v2' } } });

/** A cluster as Slime leaves it: one Sidecar is up to date, another one lacks what was learned. */
beforeAll(async () => {
  site = await Site.start(slimeBoot({ autoFence: true }), { audit: true }, slimeDefinitions);
  const { mesh } = site;
  await site.apply([
    namespaceObject('shop', { 'slime.io/serviceFenced': 'true' }),
    ...['web', 'cart', 'stock'].map(name => serviceObject('shop', name)),
    serviceObject('shop', 'mail', { 'slime.io/serviceFenced': 'false' })
  ]);
  const [first, second, third] = [
    await fenceOfSlime(mesh, web, [host('stock')]),
    await fenceOfSlime(mesh, automaticFence('shop', 'cart'), [host('mail')]),
    await fenceOfSlime(mesh, automaticFence('shop', 'stock'), [])
  ] as [KubeObject, KubeObject, KubeObject];
  const fourth = await fenceOfSlime(mesh, moved, []);
  await createAsSlime(mesh, sidecarOfSlime(fourth, []));
  await createAsSlime(mesh, sidecarOfSlime(first, [host('cart'), host('stock')]));
  await createAsSlime(mesh, sidecarOfSlime(second, []));
  await createAsSlime(mesh, sidecarOfSlime(third, []));
  await createAsSlime(mesh, filterOfSlime('istio-system', 'to-global-sidecar'));
  before = await site.sidecars('shop');
  lookout = await Lookout.start(mesh, sidecarPath);
  began = Date.now();
  controller = await site.controller();
  await site.untilHosts('shop', 'web', scope('cart', 'stock'));
  await site.untilHosts('shop', 'cart', scope('mail'));
  await waitFor('all to be ours', async () => (await managed()).every(isOurs) || undefined);
});
afterAll(async () => {
  await lookout?.stop();
  await site.stop();
});

interface Meta {
  readonly uid: string;
  readonly labels?: JsonObject;
  readonly managedFields: ReadonlyArray<{ readonly manager: string; readonly operation: string }>;
}

const metaOf = ({ metadata }: KubeObject): Meta => metadata as unknown as Meta;
const managed = async (): Promise<ReadonlyArray<Meta>> => (await site.sidecars('shop')).map(metaOf);
const isOurs = ({ labels = {} }: Meta): boolean => labels['app.kubernetes.io/managed-by'] === 'meshfence';

test('each Sidecar is still the same object, and none was ever missing or there twice', async () => {
  expect((await site.sidecars('shop')).map(each => metaOf(each).uid)).toEqual(
    before.map(each => metaOf(each).uid)
  );
  expect(lookout.story.filter(each => !each.startsWith('MODIFIED'))).toEqual([]);
  expect(new Set(lookout.story)).toEqual(
    new Set(['moved', 'web', 'cart', 'stock'].map(name => `MODIFIED shop/${name}`))
  );
  const selectors = lookout.sightings.map(
    ({ object: { metadata, spec } }) =>
      `${metadata.name} ${JSON.stringify((spec as JsonObject)['workloadSelector'])}`
  );
  expect(new Set(selectors)).toEqual(
    new Set([
      ...['web', 'cart', 'stock', 'moved'].map(name => `${name} {"labels":{"app":"${name}"}}`),
      'moved {"labels":{"version":"v2"}}'
    ])
  );
});

test('our manager owns the fields, and nobody else does', async () => {
  for (const { managedFields } of await managed())
    expect(managedFields.map(({ manager, operation }) => `${manager} ${operation}`)).toEqual([
      'meshfence Apply'
    ]);
});

test('what Slime has learned is kept, and its fences are what they were', async () => {
  expect(await site.fence('shop', 'cart')).toMatchObject({
    metadata: { labels: { 'app.kubernetes.io/created-by': 'fence-controller' } },
    spec: { enable: true },
    status: { metricStatus: { [metric('mail')]: '1' } }
  });
  const written = Object.keys(await writtenSince(site.mesh, began));
  expect(written.filter(each => /(servicefences) shop/.test(each))).toEqual([]);
});

test('later changes need no force, meet no conflict, and leave in the status what is not ours', async () => {
  const since = Date.now();
  await controller.setEdges([
    edge('shop', 'web', 'mail.shop'),
    edge('shop', 'cart', 'stock.shop'),
    edge('shop', 'stock', 'mail.shop')
  ]);
  await site.untilHosts('shop', 'web', scope('cart', 'mail', 'stock'));
  await site.untilHosts('shop', 'cart', scope('mail', 'stock'));
  await site.untilHosts('shop', 'stock', scope('mail'));
  const writes = (await new AuditLog(site.mesh).writes({ since })).filter(
    ({ resource }) => resource === 'sidecars'
  );
  expect(writes.map(({ code, name }) => `${name} ${code}`).sort()).toEqual([
    'cart 200',
    'stock 200',
    'web 200'
  ]);
  const forced = (await new AuditLog(site.mesh).writes()).filter(({ uri }) => uri.includes('force=true'));
  expect(forced).toEqual([]);
  expect(await site.fence('shop', 'web')).toMatchObject({
    status: { metricStatus: { [metric('mail')]: '1', [metric('stock')]: '1' }, visitor: { somebody: true } }
  });
});

test('the fences are told of it', async () => {
  await waitFor('an event for each', async () => {
    const adopted = (await told(site.mesh, 'shop')).filter(({ reason }) => reason === 'Adopted');
    expect(new Set(adopted.map(({ name }) => name))).toEqual(new Set(['cart', 'moved', 'stock', 'web']));
    return true;
  });
});

test('a label goes: the fence that Slime made goes, and its Sidecar', async () => {
  await site.apply([serviceObject('shop', 'stock', { 'slime.io/serviceFenced': 'false' })]);
  await site.untilNoSidecar('shop', 'stock');
  await waitFor('the fence to go', async () =>
    (await site.fence('shop', 'stock')) === undefined ? true : undefined
  );
});

test("Slime's routes stay where none of ours take their place, and a restart writes nothing", async () => {
  const since = Date.now();
  await controller.restart();
  await sleep(1500);
  expect(await writtenSince(site.mesh, since)).toEqual({});
  expect(await site.mesh.get(filterOfSlime('istio-system', 'to-global-sidecar'))).toBeDefined();
});
