import { createHash } from 'node:crypto';
import { compile, keyOf } from '@meshfence/core';
import type { Mesh } from '@meshfence/core';
import { canonicalText, syntheticMesh } from '@meshfence/test-kit';
import { expect, test } from 'vitest';

const digest = (mesh: Mesh): string => createHash('sha256').update(canonicalText(mesh)).digest('hex');

const counts = (values: ReadonlyArray<string>): ReadonlyArray<number> => {
  const byValue = new Map<string, number>();
  for (const value of values) byValue.set(value, (byValue.get(value) ?? 0) + 1);
  return [...byValue.values()].sort((a, b) => b - a);
};

const sum = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0);

test('the same seed gives the same bytes, another one others', () => {
  const size = { services: 200, seed: 42 };
  expect(digest(syntheticMesh(size))).toBe(digest(syntheticMesh(size)));
  expect(digest(syntheticMesh({ ...size, seed: 43 }))).not.toBe(digest(syntheticMesh(size)));
});

test('seed 42 gives what it has always given', () => {
  expect(digest(syntheticMesh({ services: 100, seed: 42 }))).toMatchInlineSnapshot(
    `"d7c3c56a0bbea6f7f5811f59e166f0f57ea913d575b2b9cd34f188454bf29929"`
  );
});

test('sizes are as asked for', () => {
  const mesh = syntheticMesh({
    services: 300,
    fences: 450,
    edges: 5000,
    virtualServices: 70,
    namespaces: 9,
    labels: 6,
    seed: 1
  });
  expect(mesh.services).toHaveLength(300);
  expect(mesh.fences).toHaveLength(450);
  expect(mesh.edges).toHaveLength(5000);
  expect(mesh.virtualServices).toHaveLength(70);
  expect(mesh.namespaces).toHaveLength(9);
  expect(mesh.services.every(({ meta }) => Object.keys(meta.labels).length === 6)).toBe(true);
});

test('the other sizes follow from the number of Services', () => {
  const mesh = syntheticMesh({ services: 500 });
  expect(mesh.fences).toHaveLength(500);
  expect(mesh.edges).toHaveLength(10_000);
  expect(mesh.virtualServices).toHaveLength(250);
  expect(mesh.namespaces).toHaveLength(20);
});

test('keys and edges are unique', () => {
  const mesh = syntheticMesh({ services: 400, fences: 700, edges: 9000 });
  for (const list of [mesh.services, mesh.fences, mesh.virtualServices, mesh.serviceEntries, mesh.pods]) {
    expect(new Set(list.map(({ meta }) => keyOf(meta))).size).toBe(list.length);
  }
  expect(new Set(mesh.edges.map(({ from, to }) => JSON.stringify([from, to]))).size).toBe(9000);
});

test('there are no more edges than pairs, and a mesh of nothing is empty', () => {
  expect(syntheticMesh({ services: 3, edges: 1000 }).edges).toHaveLength(9);
  expect(syntheticMesh({ services: 0 }).services).toEqual([]);
});

test('few callees get most calls, most fences have few edges, few namespaces have most Services', () => {
  const mesh = syntheticMesh({ services: 2000 });
  const fanIn = counts(mesh.edges.map(({ to }) => to));
  expect(sum(fanIn.slice(0, 100)) / sum(fanIn)).toBeGreaterThan(0.4);
  const fanOut = counts(mesh.edges.map(({ from }) => JSON.stringify(from)));
  const median = fanOut[Math.floor(mesh.fences.length / 2)] ?? 0;
  expect(median).toBeLessThan(mesh.edges.length / mesh.fences.length);
  const sizes = counts(mesh.services.map(({ meta }) => meta.namespace));
  expect((sizes[0] ?? 0) / (sizes[Math.floor(sizes.length / 2)] ?? 1)).toBeGreaterThan(3);
});

test('ten thousand Services are made in no time', () => {
  const begin = performance.now();
  const mesh = syntheticMesh({ services: 10_000 });
  expect(mesh.edges).toHaveLength(200_000);
  expect(mesh.virtualServices).toHaveLength(5000);
  expect(performance.now() - begin).toBeLessThan(5000);
});

test('it compiles, with a Sidecar for nearly every fence', () => {
  const mesh = syntheticMesh({ services: 200 });
  const { value, diagnostics } = compile(mesh);
  expect(value.sidecars.length).toBeGreaterThan(190);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});
