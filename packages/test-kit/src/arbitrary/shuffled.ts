import fc from 'fast-check';
import type { Edge, Hearing, Mesh, Source } from '@meshfence/core';
import { random, shuffle } from '../synthetic/Random.js';
import type { Random } from '../synthetic/Random.js';

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same value with the keys of every map in another order; lists keep theirs. */
const rekeyed = (next: Random, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(each => rekeyed(next, each));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    shuffle(next, Object.entries(value)).map(([key, each]) => [key, rekeyed(next, each)])
  );
};

const shuffledEdge = (next: Random, edge: Edge): Edge => ({
  ...edge,
  evidence: shuffle(next, edge.evidence)
});
const shuffledSource = (next: Random, source: Source): Source => ({
  ...source,
  windows: shuffle(next, source.windows)
});

const shuffledHearing = (next: Random, hearing: Hearing): Hearing => ({
  ...hearing,
  unlearned: shuffle(next, hearing.unlearned)
});

const shuffledLists = (next: Random, mesh: Mesh): Mesh => ({
  ...mesh,
  namespaces: shuffle(next, mesh.namespaces),
  services: shuffle(next, mesh.services),
  serviceEntries: shuffle(next, mesh.serviceEntries),
  virtualServices: shuffle(next, mesh.virtualServices),
  fences: shuffle(next, mesh.fences),
  sidecars: shuffle(next, mesh.sidecars),
  pods: shuffle(next, mesh.pods),
  endpointSlices: shuffle(next, mesh.endpointSlices),
  edges: shuffle(next, mesh.edges).map(edge => shuffledEdge(next, edge)),
  sources: shuffle(next, mesh.sources).map(source => shuffledSource(next, source)),
  hearings: shuffle(next, mesh.hearings).map(hearing => shuffledHearing(next, hearing))
});

/** The same mesh in another order: of objects, edges, evidence and the keys of maps. */
export const reorder = (mesh: Mesh, seed: number): Mesh => {
  const next = random(seed);
  return rekeyed(next, shuffledLists(next, mesh)) as Mesh;
};

/** A mesh, and the same one in another order. */
export const reordered = (meshes: fc.Arbitrary<Mesh>): fc.Arbitrary<readonly [Mesh, Mesh]> =>
  fc.tuple(meshes, fc.nat()).map(([mesh, seed]) => [mesh, reorder(mesh, seed)]);
