import fc from 'fast-check';
import { compile, decodeMesh, toObjects } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';
import { plainMesh } from '@meshfence/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { examples, manifestsOf } from '../harness/examples.js';
import { analyze, validate } from '../harness/istioctl.js';
import { Mesh } from '../harness/Mesh.js';

let mesh: Mesh;

beforeAll(async () => {
  mesh = await Mesh.start({ only: 'api' });
});

afterAll(async () => {
  await mesh?.stop();
});

/** Kinds that only meshfence's own definitions would make known to a cluster. */
const isOwn = ({ apiVersion }: JsonObject): boolean =>
  typeof apiVersion === 'string' && /slime\.io|netease\.com/.test(apiVersion);

const foreign = (objects: ReadonlyArray<JsonObject>): ReadonlyArray<KubeObject> =>
  objects.filter(object => !isOwn(object)) as ReadonlyArray<JsonObject> as ReadonlyArray<KubeObject>;

const compiled = (example: string): ReadonlyArray<KubeObject> =>
  foreign(toObjects(compile(decodeMesh(manifestsOf(example)).value).value, { statuses: true }));

/** What the API server would make of objects, as it says it. */
const refusals = async (objects: ReadonlyArray<KubeObject>): Promise<ReadonlyArray<string>> => {
  const said: Array<string> = [];
  for (const object of objects)
    await mesh.apply([object], { dryRun: true }).catch((error: Error) => said.push(error.message));
  return said;
};

test('there are examples, and some of them bring more than Sidecars', () => {
  expect(examples.length).toBeGreaterThan(20);
  const kinds = new Set(examples.flatMap(compiled).map(({ kind }) => kind));
  for (const kind of ['Sidecar', 'EnvoyFilter', 'Service', 'Deployment']) expect(kinds).toContain(kind);
});

for (const example of examples)
  test(`Istio and the API server accept all that examples/${example} compiles to`, async () => {
    const objects = compiled(example);
    if (objects.length > 0) {
      expect((await validate(objects)).output).not.toContain('rror');
      expect(await analyze(objects)).toMatchObject({ code: 0 });
    }
    expect(await refusals(objects)).toEqual([]);
  });

test('Istio and the API server accept what generated meshes compile to', async () => {
  const meshes = fc.sample(plainMesh(), { numRuns: 300, seed: 42 });
  const objects = meshes.flatMap(each => foreign(toObjects(compile(each).value, { statuses: true })));
  expect(objects.length).toBeGreaterThan(300);
  expect((await validate(objects)).output).not.toContain('rror');
  expect(await refusals(objects)).toEqual([]);
});

test('the judges of this suite do refuse', async () => {
  const bad = (spec: JsonObject): KubeObject => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { namespace: 'shop', name: 'bad' },
    spec
  });
  expect((await validate([bad({ egress: [{ hosts: ['*/reviews'] }] })])).rejected).toEqual(
    new Set(['shop/bad'])
  );
  expect(await refusals([bad({ egress: 'none' })])).toHaveLength(1);
  expect(await refusals([bad({ egress: [{ hosts: ['./*'], hots: [] }] })])).toHaveLength(1);
});
