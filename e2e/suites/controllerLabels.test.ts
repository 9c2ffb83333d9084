import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { fenceObject, namespaceObject, serviceObject } from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { waitFor } from '../harness/process/waitFor.js';
import { label, patch } from './controller/patch.js';
import { saying } from './controller/saying.js';
import { edge, fenceVersion, Site, slimeBoot } from './controller/Site.js';
import { writtenBecause, writtenSince } from './controller/written.js';

let site: Site;
let controller: Controller;
let began: number;

const fenced = 'slime.io/serviceFenced';
const testns = namespaceObject('testns');
const services = ['svc1', 'svc2', 'svc3'];
const [svc1, svc2, svc3] = services.map(name => serviceObject('testns', name)) as [
  KubeObject,
  KubeObject,
  KubeObject
];

/** A fence that a user wrote, with whatever users write. */
const manual: KubeObject = {
  ...fenceObject('testns', 'manual', {
    enable: true,
    host: { 'svc1.testns.svc.cluster.local': { stable: {} } }
  }),
  metadata: {
    namespace: 'testns',
    name: 'manual',
    labels: { team: 'red' },
    annotations: { 'example.org/why': 'because' }
  }
};

beforeAll(async () => {
  site = await Site.start(slimeBoot({ autoFence: true, defaultFence: true }), { audit: true });
  await site.apply([testns, svc1, svc2, svc3]);
  began = Date.now();
  controller = await site.controller();
});
afterAll(() => site.stop());

const fences = async (): Promise<ReadonlyArray<KubeObject>> =>
  site.mesh.list(fenceVersion, 'ServiceFence', 'testns');

const uidOf = (object: KubeObject | undefined): string | undefined =>
  (object?.metadata as { readonly uid?: string } | undefined)?.uid;

/** Waits until exactly these fences are there, and each has its Sidecar. */
const untilFenced = (names: ReadonlyArray<string>): Promise<ReadonlyArray<KubeObject>> =>
  waitFor(
    `fences and Sidecars ${names.join(', ')}`,
    async () => {
      const found = await fences();
      const sidecars = await site.sidecars('testns');
      const all = [found, sidecars].map(each => each.map(({ metadata }) => metadata.name).sort());
      if (JSON.stringify(all) === JSON.stringify([names, names])) return found;
      throw new Error(JSON.stringify(all));
    },
    { seconds: 15 }
  );

describe('the walk of the tutorial: autoFence and defaultFence', () => {
  test('every Service has a fence that is marked as automatic, and its Sidecar', async () => {
    const found = await untilFenced(services);
    for (const fence of found) {
      const { metadata, spec } = fence;
      expect(metadata.labels).toEqual({ 'app.kubernetes.io/created-by': 'fence-controller' });
      expect(spec).toEqual({ enable: true, workloadSelector: { fromService: true } });
      expect(await site.sidecar('testns', metadata.name)).toMatchObject({
        metadata: {
          ownerReferences: [
            {
              apiVersion: fenceVersion,
              kind: 'ServiceFence',
              name: metadata.name,
              uid: uidOf(fence),
              controller: true,
              blockOwnerDeletion: true
            }
          ]
        },
        spec: {
          egress: [{ hosts: ['istio-system/*', 'mesh-operator/*'] }],
          workloadSelector: { labels: { app: metadata.name } }
        }
      });
    }
  });

  test('the Namespace says false: all fences vanish, and their Sidecars', async () => {
    await label(site.mesh, testns, { [fenced]: 'false' });
    await untilFenced([]);
  });

  test('a Service says true: its fence is there', async () => {
    await label(site.mesh, svc1, { [fenced]: 'true' });
    await untilFenced(['svc1']);
  });

  test('both labels go: all three fences are back', async () => {
    await label(site.mesh, svc1, { [fenced]: null });
    await untilFenced([]);
    await label(site.mesh, testns, { [fenced]: null });
    await untilFenced(services);
  });

  test('a Service goes: so does its fence', async () => {
    await site.remove([svc3]);
    await untilFenced(['svc1', 'svc2']);
    await site.apply([svc3]);
    await untilFenced(services);
  });
});

describe('the walk of the earlier tutorial: labels alone', () => {
  beforeAll(() => site.apply([slimeBoot({ autoFence: true, defaultFence: false })]));
  afterAll(() => site.apply([slimeBoot({ autoFence: true, defaultFence: true })]));

  test('nobody asks for fences: there are none but those by hand', async () => {
    await untilFenced([]);
    await site.apply([manual]);
    await untilFenced(['manual']);
  });

  test('the Namespace asks for them, one Service wants none', async () => {
    await label(site.mesh, testns, { [fenced]: 'true' });
    await untilFenced(['manual', ...services]);
    await label(site.mesh, svc2, { [fenced]: 'false' });
    await untilFenced(['manual', 'svc1', 'svc3']);
  });

  test('the labels go: only the fence by hand is left', async () => {
    await label(site.mesh, testns, { [fenced]: null });
    await untilFenced(['manual']);
    await label(site.mesh, svc2, { [fenced]: null });
  });
});

describe("a user's fence", () => {
  test('is what the user wrote: only its status was ever written', async () => {
    await untilFenced(['manual', ...services]);
    await controller.setEdges([edge('testns', 'manual', 'svc2.testns')]);
    await site.untilHosts('testns', 'manual', [
      '*/svc1.testns.svc.cluster.local',
      '*/svc2.testns.svc.cluster.local'
    ]);
    const { metadata, spec } = (await site.fence('testns', 'manual')) as KubeObject;
    expect(JSON.stringify(spec)).toBe(JSON.stringify(manual['spec']));
    expect(metadata).toMatchObject({
      labels: { team: 'red' },
      annotations: { 'example.org/why': 'because' }
    });
    const { managedFields } = metadata as unknown as { managedFields: ReadonlyArray<KubeObject> };
    expect(
      managedFields.filter(({ manager }) => manager === 'meshfence').map(({ subresource }) => subresource)
    ).toEqual(['status']);
    const written = Object.keys(await writtenSince(site.mesh, began)).filter(each =>
      /servicefences\S* testns\/manual$/.test(each)
    );
    expect(written).toEqual(['patch servicefences/status testns/manual']);
  });

  test('that is deleted takes its Sidecar along', async () => {
    const written = await writtenBecause(
      site.mesh,
      () => site.remove([manual]),
      () => untilFenced(services)
    );
    expect(Object.keys(written).filter(each => !each.includes('manual'))).toEqual([]);
  });
});

describe('an automatic fence', () => {
  test('keeps the host that a user adds to it', async () => {
    const host = { 'svc2.testns.svc.cluster.local': { stable: {} } };
    await patch(site.mesh, fenceObject('testns', 'svc1'), { spec: { host } });
    await site.untilHosts('testns', 'svc1', ['*/svc2.testns.svc.cluster.local']);
    await label(site.mesh, svc1, { other: 'label' });
    await controller.restart();
    await controller.setEdges([edge('testns', 'svc1', 'svc3.testns')]);
    await site.untilHosts('testns', 'svc1', [
      '*/svc2.testns.svc.cluster.local',
      '*/svc3.testns.svc.cluster.local'
    ]);
    expect(await site.fence('testns', 'svc1')).toMatchObject({ spec: { enable: true, host } });
  });

  test('that a user disables has no Sidecar, and is not enabled again', async () => {
    await patch(site.mesh, fenceObject('testns', 'svc2'), { spec: { enable: false } });
    await site.untilNoSidecar('testns', 'svc2');
    await waitFor('the fence to say so', async () => {
      expect(await site.fence('testns', 'svc2')).toMatchObject({
        spec: { enable: false },
        status: { conditions: saying({ type: 'Ready', status: 'False', reason: 'Disabled' }) }
      });
      return true;
    });
    await patch(site.mesh, fenceObject('testns', 'svc2'), { spec: { enable: true } });
    await site.untilHosts('testns', 'svc2', []);
  });

  test('comes again when it is deleted while its Service asks for it, and its Sidecar belongs to the new one', async () => {
    const before = uidOf(await site.fence('testns', 'svc3'));
    await site.remove([fenceObject('testns', 'svc3')]);
    const isOfTheNew = async (): Promise<true> => {
      const uid = uidOf(await site.fence('testns', 'svc3'));
      expect([undefined, before]).not.toContain(uid);
      expect(await site.sidecar('testns', 'svc3')).toMatchObject({
        metadata: { ownerReferences: [{ uid }] }
      });
      return true;
    };
    await waitFor('the fence and its Sidecar to be there again', isOfTheNew);
    // The garbage collector had time to take a Sidecar whose fence had gone.
    await sleep(1500);
    await isOfTheNew();
  });
});
