import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { pathOf } from '../harness/api/objects.js';
import { namespaceObject } from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { bindPod, setPodStatus } from '../harness/pod/status.js';
import { waitFor } from '../harness/process/waitFor.js';
import { Lookout } from './controller/Lookout.js';
import { applyAs } from './controller/patch.js';
import { Site } from './controller/Site.js';
import { createAsSlime, filterOfSlime, globalSidecarOfSlime } from './controller/slimes.js';
import { told } from './controller/told.js';
import { writtenBecause, writtenSince } from './controller/written.js';
import { slimeBoot } from './support/inputs.js';
import { slimeDefinitions } from './support/slimeDefinitions.js';

let site: Site;
let lookout: Lookout;
let controller: Controller;

const slimesFilters = [
  filterOfSlime('istio-system', 'to-global-sidecar'),
  filterOfSlime('mesh-operator', 'global-sidecar-accesslog'),
  filterOfSlime('mesh-operator', 'global-sidecar-metadata-exchange-remove')
];
/** What somebody compiled earlier, and applied by hand. */
const given: KubeObject = {
  ...filterOfSlime('istio-system', 'meshfence-fallback-7777'),
  metadata: {
    namespace: 'istio-system',
    name: 'meshfence-fallback-7777',
    labels: { 'app.kubernetes.io/managed-by': 'meshfence' }
  }
};
const filterVersion = 'networking.istio.io/v1alpha3';
const [, , deployment] = globalSidecarOfSlime as [KubeObject, KubeObject, KubeObject];

const boot = (values: JsonObject): KubeObject =>
  slimeBoot({
    general: { wormholePort: ['9080'] },
    mode: 'cluster',
    values
  }) as unknown as KubeObject;

beforeAll(async () => {
  site = await Site.start(boot({ nodeSelector: { disk: 'fast' } }), { audit: true }, slimeDefinitions);
  await site.apply([namespaceObject('mesh-operator')]);
  for (const each of [...slimesFilters, ...globalSidecarOfSlime]) await createAsSlime(site.mesh, each);
  await applyAs(site.mesh, 'kubectl', given);
  await runPods();
  lookout = await Lookout.start(site.mesh, `/apis/${filterVersion}/envoyfilters`);
  controller = await site.controller();
});
afterAll(async () => {
  await lookout?.stop();
  await site.stop();
});

interface Pod extends JsonObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: ReadonlyArray<{ readonly image: string }>;
  };
}

const pods = async (): Promise<ReadonlyArray<KubeObject & Pod>> =>
  (await site.mesh.list('v1', 'Pod', 'mesh-operator')) as ReadonlyArray<KubeObject & Pod>;

const imagesOf = async (): Promise<ReadonlyArray<string>> =>
  (await pods())
    .filter(({ metadata }) => !('deletionTimestamp' in metadata))
    .map(({ spec }) => spec.containers[0]?.image ?? '');

/** Does what a scheduler and a kubelet would: the pod that waits is on its way, and answers. */
const runPods = (): Promise<unknown> =>
  waitFor('a pod to wait', async () => {
    const waiting = (await pods()).filter(({ spec }) => spec.nodeName === undefined);
    for (const { metadata } of waiting) {
      const key = { namespace: 'mesh-operator', name: metadata.name };
      await bindPod(site.mesh.control.objects, key);
      await setPodStatus(site.mesh.control.objects, key, '10.99.0.1', true);
    }
    return waiting.length > 0 ? true : undefined;
  });

/** What users and manifests say of an object: neither its status, nor what an API server keeps. */
const saidOf = async (object: KubeObject): Promise<JsonObject> => {
  const { metadata, data = null, spec = null } = (await site.mesh.get(object)) ?? object;
  const { annotations = {}, labels = {} } = metadata;
  const own = Object.fromEntries(
    Object.entries(annotations).filter(([name]) => !name.startsWith('deployment.kubernetes.io/'))
  );
  const { managedFields = [] } = metadata as { readonly managedFields?: ReadonlyArray<JsonObject> };
  const managers = managedFields.filter(({ manager }) => manager === 'meshfence');
  return { labels, annotations: own, data, spec, managers };
};

const filterNames = async (): Promise<ReadonlyArray<string>> =>
  (await site.mesh.list(filterVersion, 'EnvoyFilter')).map(({ metadata }) => metadata.name).sort();

const isSlimes = (name: string): boolean => slimesFilters.some(({ metadata }) => metadata.name === name);

const warnings = async (): Promise<ReadonlyArray<string>> =>
  (await controller.log()).filter(({ reason }) => reason === 'ForeignObject').map(({ msg }) => msg);

test("Slime's global-sidecar is never touched, and that it is in the way is told", async () => {
  const before = await Promise.all(globalSidecarOfSlime.map(saidOf));
  await waitFor('three warnings', async () => ((await warnings()).length === 3 ? true : undefined));
  await sleep(1000);
  expect(await Promise.all(globalSidecarOfSlime.map(saidOf))).toEqual(before);
  expect(before.map(({ managers }) => managers)).toEqual([[], [], []]);
  for (const { kind } of globalSidecarOfSlime) {
    const more = kind === 'Deployment' ? ' --cascade=orphan' : '';
    const remedy = `kubectl delete ${kind.toLowerCase()} global-sidecar -n mesh-operator${more}.`;
    expect(await warnings()).toContain(
      `${kind} mesh-operator/global-sidecar is not meshfence's and is left as it is, so meshfence's own cannot be made. ` +
        `Stop what keeps it, and delete it: ${remedy} Meshfence's own is made then.`
    );
  }
});

test('the SlimeBoot hears of it, too', async () => {
  await waitFor('an event for each', async () => {
    const events = (await told(site.mesh, 'mesh-operator')).filter(
      ({ reason }) => reason === 'ForeignObject'
    );
    expect(new Set(events.map(({ kind, note }) => `${kind}: ${note}`))).toEqual(
      new Set((await warnings()).map(each => `SlimeBoot: ${each}`))
    );
    return true;
  });
});

test('while it is there, traffic takes the way that Slime made for it', async () => {
  expect((await filterNames()).filter(isSlimes)).toHaveLength(3);
  expect((await filterNames()).filter(name => name.startsWith('meshfence-fallback'))).toEqual([
    given.metadata.name
  ]);
});

test('it is deleted but for its pods: ours is made, and they go on until ours is ready', async () => {
  const [old] = await imagesOf();
  const path = await pathOf(site.mesh.control.objects, deployment);
  await site.mesh.api.json(`${path}?propagationPolicy=Orphan`, { method: 'DELETE' });
  await site.remove(globalSidecarOfSlime.filter(({ kind }) => kind !== 'Deployment'));
  await waitFor('a new pod beside the old one', async () => {
    expect(await imagesOf()).toEqual(expect.arrayContaining([old, expect.stringContaining('envoy')]));
    return true;
  });
  expect((await filterNames()).filter(isSlimes)).toHaveLength(3);
});

test("it is ready: our routes come first, then Slime's go, then its pods", async () => {
  await runPods();
  await waitFor("Slime's filters to go", async () => {
    expect((await filterNames()).filter(isSlimes)).toEqual([]);
    return true;
  });
  const story = lookout.story;
  const ours = (await filterNames())
    .filter(name => name !== given.metadata.name)
    .map(name => story.findIndex(each => each.startsWith('ADDED') && each.endsWith(`/${name}`)));
  const first = story.findIndex(each => each.startsWith('DELETED'));
  expect(ours.length).toBeGreaterThanOrEqual(3);
  expect(ours).not.toContain(-1);
  expect(Math.max(...ours)).toBeLessThan(first);
  await waitFor('the old pod to go', async () => ((await imagesOf()).length === 1 ? true : undefined));
  expect(await imagesOf()).toEqual([expect.stringContaining('envoy')]);
});

test('what somebody applied by hand stays, though nothing asks for it, and the log says so', async () => {
  expect(await site.mesh.get(given)).toBeDefined();
  expect(await controller.log()).toContainEqual(
    expect.objectContaining({
      reason: 'NotRemoved',
      msg: expect.stringContaining('EnvoyFilter istio-system/meshfence-fallback-7777')
    })
  );
});

test('a restart writes nothing', async () => {
  const since = Date.now();
  await controller.restart();
  await sleep(2000);
  expect(await writtenSince(site.mesh, since)).toEqual({});
});

test('a setting that is taken away is taken out of what followed from it, and nothing else is written', async () => {
  const selects = async (): Promise<unknown> =>
    (
      (await site.mesh.get(deployment)) as {
        readonly spec?: { readonly template: { readonly spec: JsonObject } };
      }
    ).spec?.template.spec['nodeSelector'];
  expect(await selects()).toEqual({ disk: 'fast' });
  const written = await writtenBecause(
    site.mesh,
    () => site.apply([boot({})]),
    () => waitFor('the setting to go', async () => ((await selects()) === undefined ? true : undefined))
  );
  expect(written).toEqual({
    'patch deployments mesh-operator/global-sidecar': 1,
    'patch slimeboots/status mesh-operator/lazyload': 1
  });
});
