import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import fc from 'fast-check';
import { compile, decodeMesh, toObjects, toSidecarObject } from '@meshfence/core';
import type { DesiredSidecar, JsonObject, SourceText } from '@meshfence/core';
import { hostileHost, mesh, syntheticMesh, validateSidecar } from '@meshfence/test-kit';
import { expect, test } from 'vitest';
import { analyze, validate } from '../harness/istioctl.js';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));

const textsIn = (folder: string): ReadonlyArray<SourceText> =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name))
    .map(entry => ({ file: entry.name, text: readFileSync(join(folder, entry.name), 'utf8') }));

const isSidecar = (object: JsonObject): boolean => object['kind'] === 'Sidecar';

const sidecarsOf = (texts: ReadonlyArray<SourceText>): ReadonlyArray<JsonObject> =>
  toObjects(compile(decodeMesh(texts).value).value).filter(isSidecar);

/** Names that a validator can tell apart, whatever the mesh called them. */
const numbered = (objects: ReadonlyArray<JsonObject>): ReadonlyArray<JsonObject> =>
  objects.map((object, index) => ({ ...object, metadata: { name: `s${index}`, namespace: 'e2e' } }));

const sidecar = (host: string): DesiredSidecar => ({
  namespace: 'e2e',
  name: 'x',
  labels: {},
  owner: undefined,
  selector: { app: 'x' },
  egressHosts: [host]
});

for (const name of ['bookinfo', 'shop', 'cluster-dump/yaml']) {
  test(`Istio accepts every Sidecar of examples/${name}, and finds nothing in them`, async () => {
    const objects = sidecarsOf(textsIn(join(examples, name)));
    expect(objects.length).toBeGreaterThan(0);
    expect((await validate(objects)).output).not.toContain('rror');
    expect((await analyze(objects)).code).toBe(0);
  });
}

test('Istio accepts every Sidecar of two thousand hostile meshes', async () => {
  const meshes = fc.sample(mesh(), { numRuns: 2000, seed: 42 });
  const objects = numbered(meshes.flatMap(each => compile(each).value.sidecars.map(toSidecarObject)));
  expect(objects.length).toBeGreaterThan(500);
  expect((await validate(objects)).output).not.toContain('rror');
});

test('Istio accepts every Sidecar of a large mesh, in both forms of egress hosts', async () => {
  const wildcard = syntheticMesh({ seed: 7, services: 1000 });
  const { config } = wildcard;
  const exact = {
    ...wildcard,
    config: { ...config, general: { ...config.general, egressHosts: 'exact' as const } }
  };
  for (const each of [wildcard, exact]) {
    const objects = numbered(compile(each).value.sidecars.map(toSidecarObject));
    expect(objects.length).toBeGreaterThan(500);
    expect((await validate(objects)).output).not.toContain('rror');
  }
});

test("the test-kit's model of Istio's validation agrees with Istio about every host", async () => {
  const odd = [
    '*/*',
    '~/*',
    './*',
    'a/*',
    '*/foo',
    '*/a.b',
    '*/*.com',
    '*/a.*.com',
    '*/1.2.3.4',
    'A/b.c',
    '*/a.b.',
    '*/A.b'
  ];
  const hosts = [
    ...new Set([...odd, ...fc.sample(hostileHost, { numRuns: 500, seed: 7 }).map(host => `*/${host}`)])
  ].filter(host => /^[\x20-\x7e]*$/.test(host));
  const objects = numbered(hosts.map(host => toSidecarObject(sidecar(host))));
  const judged = await validate(objects);
  const wrong = hosts.filter(
    (host, index) =>
      validateSidecar(toSidecarObject(sidecar(host))).length > 0 !== judged.rejected.has(`e2e/s${index}`)
  );
  expect(wrong).toEqual([]);
  expect(judged.rejected.size).toBeGreaterThan(5);
});
