import { definitions } from '@meshfence/core';
import type { Json, JsonObject } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { Mesh } from '../harness/Mesh.js';
import { boot, decided, fence, kept, refusal, table, writeStatus } from './support/definitions.js';
import { ownManifests } from './support/ownManifests.js';
import type { OwnManifest } from './support/ownManifests.js';
import { slimeDefinitions } from './support/slimeDefinitions.js';

let mesh: Mesh;

const host = 'reviews.shop.svc.cluster.local';
const withState = (status: Json): JsonObject => ({ domains: { [host]: { hosts: [host], status } } });
const oldFence = fence('old', { enable: true, host: { 'details.shop': { stable: {} } } });
const oldBoot = boot('old', { wormholePort: ['9080'] });
/** As Slime's operator leaves it: without a reason and a message. */
const deployed = {
  conditions: [{ type: 'Initialized', status: 'True', lastTransitionTime: '2026-03-01T08:00:00Z' }],
  deployedRelease: { name: 'lazyload' }
};
let underSlimes: { readonly number: KubeObject; readonly refused: string };

const ours = definitions.map(({ object }) => object);

beforeAll(async () => {
  mesh = await Mesh.start({ only: 'api' });
  await mesh.apply(slimeDefinitions);
  await mesh.apply([oldFence, oldBoot]);
  await writeStatus(mesh, oldBoot, deployed);
  const number = await writeStatus(mesh, oldFence, withState(1));
  const refused = await writeStatus(mesh, oldFence, withState('EXPIREWAIT')).then(
    () => '',
    (error: Error) => error.message
  );
  underSlimes = { number, refused };
  await mesh.apply(ours);
  await decided(mesh);
});

afterAll(async () => {
  await mesh?.stop();
});

test('Slime’s definitions take states by number only; ours take the place of Slime’s, and what is there stays', async () => {
  expect(underSlimes.refused).toContain('422');
  expect(underSlimes.number['status']).toEqual(withState(1));
  const [read, settings] = [await kept(mesh, oldFence), await kept(mesh, oldBoot)];
  expect([read['spec'], read['status']]).toEqual([oldFence['spec'], withState(1)]);
  expect([settings['spec'], settings['status']]).toEqual([oldBoot['spec'], deployed]);
});

test('an object that Slime’s definitions took can be changed under ours, and its status written', async () => {
  const labels = { 'istio.io/rev': 'canary' };
  const changed = (each: KubeObject): KubeObject => ({ ...each, metadata: { ...each.metadata, labels } });
  const [read, settings] = await mesh.apply([changed(oldFence), changed(oldBoot)]);
  expect([read?.['status'], settings?.['status']]).toEqual([withState(1), deployed]);
  const status = { ...deployed, observedGeneration: 1 };
  expect((await writeStatus(mesh, oldBoot, status))['status']).toEqual(status);
});

test('applied again, the definitions are what they were', async () => {
  const versions = async (): Promise<ReadonlyArray<Json>> =>
    (await mesh.apply(ours)).map(({ metadata }) => metadata as Json);
  expect(await versions()).toEqual(await versions());
});

/** Every manifest under a name of its own: to apply one over another would merge the two. */
const manifests = ownManifests.map(({ file, object }, index): OwnManifest => {
  const metadata = { ...object.metadata, name: `m${index}`, namespace: 'shop' };
  return { file, object: { ...object, metadata } };
});

test('every manifest is accepted, and comes back as it was written', async () => {
  const kinds = manifests.map(({ object }) => object.kind);
  expect(kinds.filter(kind => kind === 'ServiceFence').length).toBeGreaterThan(200);
  expect(kinds.filter(kind => kind === 'SlimeBoot').length).toBeGreaterThan(100);
  const applied = await mesh.apply(manifests.map(({ object }) => object));
  const differing = applied.flatMap((after, index) => {
    const { file, object } = manifests[index] as OwnManifest;
    return JSON.stringify(sorted(after['spec'])) === JSON.stringify(sorted(object['spec'])) ? [] : [file];
  });
  expect(differing).toEqual([]);
});

/** Maps by key, so that values can be compared as texts. */
const sorted = (value: Json | undefined): Json => {
  if (Array.isArray(value)) return value.map(each => sorted(each as Json));
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value as JsonObject)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)])
  );
};

test('so does every status that a fence has had', async () => {
  const remembering = manifests.filter(
    ({ object }) => object.kind === 'ServiceFence' && object['status'] !== undefined
  );
  expect(remembering.length).toBeGreaterThan(50);
  for (const { file, object } of remembering) {
    const after = await writeStatus(mesh, object, object['status'] ?? null);
    expect([file, after['status']]).toEqual([file, object['status']]);
  }
});

test.each<[string, KubeObject]>([
  [
    'null, wherever it may stand',
    fence('f', { host: { a: null, b: { stable: null } }, labelSelector: null })
  ],
  ['null for everything', fence('f', null)],
  ['a time as a text', fence('f', { host: { a: { deadline: { expire: '2026-03-01T08:00:00+01:00' } } } })],
  ['seconds as a text', fence('f', { host: { a: { auto: { duration: { seconds: '60' } } } } })],
  ['a duration as a text', fence('f', { host: { a: { auto: { duration: '72h' } } } })],
  ['ports in both forms', boot('b', { wormholePort: [80, '9080'] })],
  ['an unquoted no', boot('b', { globalSidecarMode: false })],
  ['settings that are null', boot('b', { egressHosts: null, dispatches: null, expiry: null })],
  ['a module without settings', boot('b', null, { component: null, volumes: null })],
  ['fields of the user’s own', boot('b', {}, { foo: 'bar', more: { of: [1, 'it'] } })],
  ['a tag that looks like a number', boot('b', {}, { image: { tag: 1.25 }, replicaCount: '2' })]
])('%s: accepted and kept', async (_, object) => {
  const [after] = await mesh.apply([object]);
  expect(after?.['spec']).toEqual(object['spec']);
  await mesh.remove([object]);
});

test('a mapping that is emptied by server-side apply is still one', async () => {
  const name = 'emptied';
  await mesh.apply([fence(name, { enable: true, host: { a: { stable: {} } } })]);
  const [after] = await mesh.apply([fence(name, { enable: true, host: {} })]);
  const { host, ...rest } = (after?.['spec'] ?? {}) as JsonObject;
  expect([rest, Object.keys((host ?? {}) as JsonObject)]).toEqual([{ enable: true }, []]);
});

test.each<[string, KubeObject]>([
  ['spec.enable in body must be of type boolean', fence('f', { enable: 'yes' })],
  ['spec.host.a in body must be of type object', fence('f', { host: { a: 'b' } })],
  [
    'spec.host.a.deadline.expire in body should match',
    fence('f', { host: { a: { deadline: { expire: 'soon' } } } })
  ],
  ['spec.namespaceSelector in body must be of type array', fence('f', { namespaceSelector: 'shop' })],
  ['unknown field "spec.hosts"', fence('f', { hosts: {} })],
  ['spec.module[0].general.wormholePort[0] in body should match', boot('b', { wormholePort: ['http'] })],
  ['spec.module[0].general.autoFence in body must be of type boolean', boot('b', { autoFence: 'true' })],
  [
    'spec.module[0].general.globalSidecarMode in body should match',
    boot('b', { globalSidecarMode: 'nowhere' })
  ],
  [
    'spec.module[0].general.dispatches[0].cluster: Required value',
    boot('b', { dispatches: [{ name: 'a' }] })
  ],
  ['spec.replicaCount in body should be greater than or equal to 0', boot('b', {}, { replicaCount: -1 })]
])('what is malformed is refused: %s', async (message, object) => {
  expect(await refusal(mesh, object)).toContain(message);
});

test('states are kept in both forms, others are refused', async () => {
  const states = fence('states', { enable: true });
  await mesh.apply([states]);
  for (const state of ['ACTIVE', 'EXPIREWAIT', 'EXPIRE', 0, 1, 2])
    expect((await writeStatus(mesh, states, withState(state)))['status']).toEqual(withState(state));
  for (const state of ['GONE', 3, true])
    await expect(writeStatus(mesh, states, withState(state))).rejects.toThrow('422');
});

const bare = {
  type: 'Ready',
  status: 'False',
  message: 'One host is left out.',
  lastTransitionTime: '2026-03-01T08:00:00Z',
  observedGeneration: 1
};
const condition = { ...bare, reason: 'HostInvalid' };

test('what expiry remembers and what conditions say is kept, and shown in columns', async () => {
  const [shown, settings] = [fence('shown', { enable: true }), boot('shown', {})];
  await mesh.apply([shown, settings]);
  const status = {
    conditions: [condition],
    observedGeneration: 1,
    lastSeen: { [host]: '2026-03-01T08:00:00Z', b: { seconds: 5 } },
    lastShrink: '2026-03-01T08:00:00.123Z'
  };
  expect((await writeStatus(mesh, shown, status))['status']).toEqual(status);
  await writeStatus(mesh, settings, { conditions: [condition] });
  const ready = { Ready: 'False', Reason: 'HostInvalid', Message: 'One host is left out.' };
  const age = expect.stringMatching(/^\d+s$/) as unknown;
  expect(await table(mesh, 'ServiceFence')).toContainEqual({
    Name: 'shown',
    Enabled: true,
    Age: age,
    'Created-By': null,
    ...ready
  });
  expect(await table(mesh, 'SlimeBoot')).toContainEqual({ Name: 'shown', Age: age, ...ready });
});

test('of each type there is one condition, with all that a condition of a fence has', async () => {
  const twice = fence('twice', { enable: true });
  await mesh.apply([twice]);
  await expect(writeStatus(mesh, twice, { conditions: [condition, condition] })).rejects.toThrow('Duplicate');
  await expect(writeStatus(mesh, twice, { conditions: [bare] })).rejects.toThrow('reason: Required value');
});

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
}

test('kubectl explain has something to say of every kind and field', async () => {
  const explained = async (groupVersion: string, schema: string): Promise<Described | undefined> => {
    const { components } = await mesh.api.json<{
      readonly components: { readonly schemas: Readonly<Record<string, Described>> };
    }>(`/openapi/v3/apis/${groupVersion}`);
    return components.schemas[schema];
  };
  const ofFence = await explained(
    'microservice.slime.io/v1alpha1',
    'io.slime.microservice.v1alpha1.ServiceFence'
  );
  const ofBoot = await explained('config.netease.com/v1alpha1', 'com.netease.config.v1alpha1.SlimeBoot');
  expect(ofFence?.description).toContain('The wish that one workload');
  expect(ofFence?.properties?.['spec']?.properties?.['host']?.description).toContain('Static dependencies');
  expect(ofBoot?.properties?.['spec']?.properties?.['module']?.description).toContain('The modules');
});
