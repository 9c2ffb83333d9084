import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@meshfence/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { fenceObject, serviceObject } from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { waitFor } from '../harness/process/waitFor.js';
import { applyAs, patch } from './controller/patch.js';
import { saying } from './controller/saying.js';
import { fenceVersion, istioVersion, Site } from './controller/Site.js';
import { told } from './controller/told.js';
import { writtenBecause, writtenSince } from './controller/written.js';

let site: Site;
let controller: Controller;

const names = ['web', 'forced', 'kept', 'narrowed', 'own', 'given', 'cart', 'stock', 'extra'];
const host = (name: string): string => `${name}.shop.svc.cluster.local`;
const dependsOn = (fence: string, ...hosts: ReadonlyArray<string>): KubeObject =>
  fenceObject('shop', fence, {
    enable: true,
    host: Object.fromEntries(hosts.map(each => [host(each), { stable: {} }]))
  });

/** A Sidecar as somebody else would write it. */
const sidecar = (name: string, hosts: ReadonlyArray<string>, labels: JsonObject = {}): KubeObject =>
  ({
    apiVersion: istioVersion,
    kind: 'Sidecar',
    metadata: { namespace: 'shop', name, labels },
    spec: { workloadSelector: { labels: { app: name } }, egress: [{ hosts }] }
  }) as unknown as KubeObject;

const users = ['./*', 'istio-system/*'];

beforeAll(async () => {
  site = await Site.start(undefined, { audit: true });
  await site.apply(names.map(name => serviceObject('shop', name)));
  controller = await site.controller();
});
afterAll(() => site.stop());

const conflicts = async (): Promise<number> =>
  (await controller.metrics()).get('meshfence_conflicts_total{kind="Sidecar"}') ?? 0;

/** Waits until a fence's condition is as expected. */
const untilReady = (name: string, condition: JsonObject): Promise<unknown> =>
  waitFor(
    `ServiceFence ${name} to be ${JSON.stringify(condition)}`,
    async () => {
      expect(await site.fence('shop', name)).toMatchObject({ status: { conditions: saying(condition) } });
      return true;
    },
    { seconds: 20 }
  );

const untilTold = (name: string, reason: string, note: RegExp): Promise<unknown> =>
  waitFor(`an event ${reason} of ${name}`, async () => {
    expect(await told(site.mesh, 'shop')).toContainEqual({
      kind: 'ServiceFence',
      name,
      reason,
      note: expect.stringMatching(note)
    });
    return true;
  });

const conflict = (manager: string): JsonObject => ({
  type: 'Ready',
  status: 'False',
  reason: 'FieldConflict',
  message: expect.stringMatching(
    new RegExp(`Sidecar shop/\\S+ is not changed: ${manager} owns .*spec\\.egress`)
  )
});
const compiled = { type: 'Ready', status: 'True', reason: 'Compiled' };

describe('a change by hand of what is ours', () => {
  beforeAll(async () => {
    await site.apply([dependsOn('web', 'cart')]);
    await site.untilHosts('shop', 'web', [`*/${host('cart')}`]);
    await patch(site.mesh, sidecar('web', []), { spec: { egress: [{ hosts: users }] } });
  });

  test('stays, and the fence says who has changed what: condition, event, metric', async () => {
    await untilReady('web', conflict('kubectl-edit'));
    await untilTold('web', 'FieldConflict', /kubectl-edit owns .*spec\.egress/);
    expect(await conflicts()).toBeGreaterThanOrEqual(1);
    expect((await site.sidecar('shop', 'web'))?.spec.egress).toEqual([{ hosts: users }]);
  });

  test('stays when the scope becomes another one, too', async () => {
    await site.apply([dependsOn('web', 'cart', 'stock')]);
    await waitFor('another refusal', async () => ((await conflicts()) >= 2 ? true : undefined));
    await sleep(1000);
    expect((await site.sidecar('shop', 'web'))?.spec.egress).toEqual([{ hosts: users }]);
    await untilReady('web', conflict('kubectl-edit'));
  });

  test('is no trouble any more once it is undone', async () => {
    const hosts = [`*/${host('cart')}`, `*/${host('stock')}`, 'istio-system/*', 'mesh-operator/*'];
    await patch(site.mesh, sidecar('web', []), { spec: { egress: [{ hosts }] } });
    await untilReady('web', compiled);
  });

  test('is mended when the field is taken out, which gives it back', async () => {
    await patch(site.mesh, sidecar('web', []), { spec: { egress: [{ hosts: users }] } });
    await untilReady('web', conflict('kubectl-edit'));
    await patch(site.mesh, sidecar('web', []), { spec: { egress: null } });
    await site.untilHosts('shop', 'web', [`*/${host('cart')}`, `*/${host('stock')}`]);
    await untilReady('web', compiled);
    await site.apply([dependsOn('web', 'cart')]);
    await site.untilHosts('shop', 'web', [`*/${host('cart')}`]);
  });

  test('is mended when the object is deleted', async () => {
    await patch(site.mesh, sidecar('web', []), { spec: { egress: [{ hosts: users }] } });
    await untilReady('web', conflict('kubectl-edit'));
    await site.remove([sidecar('web', [])]);
    await site.untilHosts('shop', 'web', [`*/${host('cart')}`]);
    await untilReady('web', compiled);
  });
});

test('an apply by force is respected as well, and mended when its manager gives the field back', async () => {
  await site.apply([dependsOn('forced', 'cart')]);
  await site.untilHosts('shop', 'forced', [`*/${host('cart')}`]);
  const forced = sidecar('forced', users);
  await applyAs(site.mesh, 'gitops', forced, true);
  await untilReady('forced', conflict('gitops'));
  expect((await site.sidecar('shop', 'forced'))?.spec.egress).toEqual([{ hosts: users }]);
  const { apiVersion, kind, metadata } = forced;
  await applyAs(site.mesh, 'gitops', { apiVersion, kind, metadata });
  await site.untilHosts('shop', 'forced', [`*/${host('cart')}`]);
  await untilReady('forced', compiled);
});

test("others' labels and annotations on our Sidecar are kept, and nobody minds them", async () => {
  await site.apply([dependsOn('kept', 'cart')]);
  await site.untilHosts('shop', 'kept', [`*/${host('cart')}`]);
  const metadata = { labels: { team: 'red' }, annotations: { 'example.org/why': 'because' } };
  await patch(site.mesh, sidecar('kept', []), { metadata });
  await site.apply([dependsOn('kept', 'cart', 'stock')]);
  const now = await site.untilHosts('shop', 'kept', [`*/${host('cart')}`, `*/${host('stock')}`]);
  expect(now).toMatchObject({ metadata });
  await untilReady('kept', compiled);
});

test("a label that somebody adds to our Sidecar's selector is left there, and told until it is taken out", async () => {
  await site.apply([dependsOn('narrowed', 'cart')]);
  await site.untilHosts('shop', 'narrowed', [`*/${host('cart')}`]);
  const select = (labels: JsonObject): Promise<unknown> =>
    patch(site.mesh, sidecar('narrowed', []), { spec: { workloadSelector: { labels } } });
  await select({ version: 'v2' });
  const message =
    'Sidecar shop/narrowed selects fewer pods than its fence: kubectl-edit has added version=v2 to its workloadSelector. ' +
    'Take that out, or delete the object to have it made again.';
  await untilReady('narrowed', { type: 'Ready', status: 'False', reason: 'SelectorChanged', message });
  await untilTold('narrowed', 'SelectorChanged', /kubectl-edit has added version=v2/);
  await site.apply([dependsOn('narrowed', 'cart', 'stock')]);
  const now = await site.untilHosts('shop', 'narrowed', [`*/${host('cart')}`, `*/${host('stock')}`]);
  expect(now).toMatchObject({ spec: { workloadSelector: { labels: { app: 'narrowed', version: 'v2' } } } });
  await untilReady('narrowed', { type: 'Ready', status: 'False', reason: 'SelectorChanged', message });
  await select({ version: null });
  await untilReady('narrowed', compiled);
});

describe("a user's own Sidecar", () => {
  const own = sidecar('own', users);
  const versionOf = async (): Promise<unknown> =>
    ({ ...(await site.sidecar('shop', 'own'))?.metadata })['resourceVersion' as 'name'];

  test('with the name of a fence is never changed; the fence says that it is in the way', async () => {
    await applyAs(site.mesh, 'kubectl', own);
    const version = await versionOf();
    await site.apply([dependsOn('own', 'cart')]);
    await untilReady('own', { type: 'Ready', status: 'False' });
    await untilTold('own', 'SidecarForeign', /shop\/own/);
    await site.apply([dependsOn('own', 'cart', 'stock')]);
    await sleep(1000);
    expect(await versionOf()).toBe(version);
  });

  test('stays when the fence is disabled, and when it goes', async () => {
    const version = await versionOf();
    await site.apply([fenceObject('shop', 'own', { enable: false })]);
    await sleep(800);
    await site.remove([fenceObject('shop', 'own')]);
    await sleep(1500);
    expect(await versionOf()).toBe(version);
  });

  test('is taken for what it is once more when the fence comes back; where it goes, ours is made', async () => {
    await site.apply([dependsOn('own', 'cart')]);
    await untilReady('own', { type: 'Ready', status: 'False' });
    await site.remove([own]);
    await site.untilHosts('shop', 'own', [`*/${host('cart')}`]);
    await untilReady('own', compiled);
  });
});

test("a user's Sidecar of another workload keeps a name that a fence would need", async () => {
  const taken = {
    ...sidecar('own', users),
    spec: { workloadSelector: { labels: { app: 'else' } }, egress: [{ hosts: users }] }
  };
  await site.remove([dependsOn('own')]);
  await site.untilNoSidecar('shop', 'own');
  await applyAs(site.mesh, 'kubectl', taken);
  const before = await site.sidecar('shop', 'own');
  await site.apply([dependsOn('own', 'cart')]);
  await untilReady('own', { type: 'Ready', status: 'False', reason: 'SidecarNameTaken' });
  await sleep(500);
  expect(await site.sidecar('shop', 'own')).toEqual(before);
});

test('a label of ours that somebody takes off is put on again, and the Sidecar stays ours', async () => {
  const labels = (): Promise<unknown> => site.sidecar('shop', 'kept').then(each => each?.metadata.labels);
  await patch(site.mesh, sidecar('kept', []), {
    metadata: { labels: { 'app.kubernetes.io/managed-by': null } }
  });
  await waitFor('the label', async () => {
    expect(await labels()).toEqual({ 'app.kubernetes.io/managed-by': 'meshfence', team: 'red' });
    return true;
  });
  const adopted = (await told(site.mesh, 'shop')).filter(({ reason }) => reason === 'Adopted');
  expect(adopted).toEqual([]);
});

describe('a Sidecar that somebody applied as it was compiled', () => {
  const ours = { 'app.kubernetes.io/managed-by': 'meshfence' };
  const hosts = [`*/${host('cart')}`, 'istio-system/*', 'mesh-operator/*'];
  const given = sidecar('given', hosts, ours);

  test('is left alone where it is as it shall be', async () => {
    await applyAs(site.mesh, 'kubectl', given);
    const written = await writtenBecause(
      site.mesh,
      () => site.apply([dependsOn('given', 'cart')]),
      () => untilReady('given', compiled)
    );
    expect(written).toEqual({ 'patch servicefences/status shop/given': 1 });
  });

  test('is not changed against the will of whoever applied it', async () => {
    await site.apply([dependsOn('given', 'cart', 'stock')]);
    await untilReady('given', conflict('kubectl'));
    expect(await site.sidecar('shop', 'given')).toMatchObject({ spec: given['spec'] as JsonObject });
  });

  test('is never deleted, and the log says that it stays', async () => {
    const since = Date.now();
    await site.apply([fenceObject('shop', 'given', { enable: false })]);
    await untilReady('given', { type: 'Ready', status: 'False', reason: 'Disabled' });
    const disabled = Date.now();
    await site.remove([fenceObject('shop', 'given')]);
    await sleep(1500);
    expect(await site.sidecar('shop', 'given')).toMatchObject({ spec: given['spec'] as JsonObject });
    const deleted = Object.keys(await writtenSince(site.mesh, since));
    expect(deleted.filter(each => each.startsWith('delete'))).toEqual([]);
    const written = Object.keys(await writtenSince(site.mesh, disabled));
    expect(written.filter(each => each.includes('sidecars'))).toEqual([]);
    expect(await controller.log()).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        reason: 'NotRemoved',
        msg: expect.stringContaining('shop/given')
      })
    );
  });

  test('is one of ours when a fence of ours is made in its place', async () => {
    await site.remove([given]);
    await site.apply([dependsOn('given', 'cart')]);
    await site.untilHosts('shop', 'given', [`*/${host('cart')}`]);
    await site.remove([{ apiVersion: fenceVersion, kind: 'ServiceFence', metadata: given.metadata }]);
    await site.untilNoSidecar('shop', 'given');
  });
});
