import { decodeMesh, encodeMesh, keyOf, printYaml } from '@meshfence/core';
import type { Mesh } from '@meshfence/core';
import { difference, mesh, plainMesh, reorder } from '@meshfence/test-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const meshes: ReadonlyArray<Mesh> = fc.sample(mesh(), { seed: 1, numRuns: 400 });

/** How many of the meshes are such. */
const count = (is: (each: Mesh) => boolean): number => meshes.filter(is).length;

const hostsOf = ({ fences }: Mesh): ReadonlyArray<string> =>
  fences.flatMap(({ hosts }) => Object.keys(hosts));

test('the hard corners are reached', () => {
  const corners: Readonly<Record<string, (each: Mesh) => boolean>> = {
    'a hostile host': each => hostsOf(each).some(host => /[ _]|^$|^\*$/.test(host)),
    'a prototype key': each => hostsOf(each).includes('__proto__'),
    'an alias without end': each =>
      each.config.general.domainAliases.some(({ templates }) => templates.includes('a.$1')),
    'an invalid expression': each => each.config.general.domainAliases.some(({ pattern }) => pattern === '('),
    'a deny rule': each => each.config.general.denyHosts.length > 0,
    'namespace mode': each => each.config.mode === 'namespace',
    'strict revisions': each => each.config.global.strictRev && each.config.global.istioRev !== undefined,
    'an expiry that can be noticed': each =>
      each.config.general.expiry !== undefined &&
      each.now !== undefined &&
      each.sources.some(({ direct }) => direct),
    'a headless Service': each => each.services.some(({ headless }) => headless),
    'an ExternalName': each => each.services.some(({ type }) => type === 'ExternalName'),
    'an empty selector': each => each.services.some(({ selector }) => Object.keys(selector).length === 0),
    'a delegate in another namespace': each =>
      each.virtualServices.some(({ meta, routes }) =>
        routes.some(
          ({ delegate }) => delegate?.namespace !== undefined && delegate.namespace !== meta.namespace
        )
      ),
    'automatic fences': each => each.config.general.autoFence,
    "a user's own Sidecar beside a fence": each =>
      each.sidecars.some(one => each.fences.some(({ meta }) => meta.namespace === one.meta.namespace)),
    'no time': each => each.now === undefined
  };
  const missed = Object.entries(corners).filter(([, is]) => count(is) === 0);
  expect(missed.map(([corner]) => corner)).toEqual([]);
});

test('things meet: edges have callers that are fenced, and callees that are there', () => {
  const meets = (each: Mesh): boolean => {
    const fenced = new Set(each.fences.map(({ meta }) => keyOf(meta)));
    return each.edges.some(({ from }) => from._tag === 'Named' && fenced.has(keyOf(from)));
  };
  expect(count(meets)).toBeGreaterThan(meshes.length / 10);
});

test('plain meshes are read without errors', () => {
  fc.assert(
    fc.property(plainMesh(), each => {
      const { diagnostics } = decodeMesh([{ file: 'mesh.yaml', text: printYaml(encodeMesh(each)) }]);
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    }),
    { numRuns: 60 }
  );
});

test('a reordered mesh is the same mesh, differently ordered', () => {
  const [given] = fc.sample(plainMesh(), { seed: 3, numRuns: 1 });
  const other = given && reorder(given, 7);
  expect(difference(given?.config, other?.config)).toBeUndefined();
  expect(other?.services).toHaveLength(given?.services.length ?? -1);
});
