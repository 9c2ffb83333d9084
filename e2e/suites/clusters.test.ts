import fc from 'fast-check';
import { compile, decodeMesh, printYaml, toSidecarObject } from '@meshfence/core';
import type { DesiredSidecar } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Estate } from '../estate/Estate.js';
import { anyEstate } from '../estate/anyEstate.js';
import { expectedClusters } from '../estate/expectedClusters.js';
import { clusterManifests, manifests } from '../estate/manifests.js';
import { isVisible } from '../estate/isVisible.js';
import { registryOf } from '../estate/Registry.js';
import { inParallel } from '../harness/api/inParallel.js';
import { Mesh } from '../harness/Mesh.js';
import { askForClusters } from '../harness/pod/askForClusters.js';

interface Compiled {
  readonly estate: Estate;
  readonly sidecars: ReadonlyArray<DesiredSidecar>;
  /** Sidecars with nothing but what a user wrote, so that it is Istio who follows the routes. */
  readonly bare: ReadonlyArray<DesiredSidecar>;
}

const bareSidecars = ({ fences }: Estate): ReadonlyArray<DesiredSidecar> =>
  fences.slice(0, 1).map(({ namespace }) => ({
    namespace,
    name: 'bare',
    labels: {},
    owner: undefined,
    selector: { app: 'bare' },
    egressHosts: [
      ...new Set(fences.flatMap(({ hosts }) => hosts.map(host => (host.includes('/') ? host : `*/${host}`))))
    ]
  }));

const compiled = (one: Estate): Compiled => {
  const { value } = decodeMesh([{ file: 'estate.yaml', text: printYaml(manifests(one)) }]);
  return { estate: one, sidecars: compile(value).value.sidecars, bare: bareSidecars(one) };
};

/** `FC_SEED=.. npm run test:e2e -- suites/clusters` looks in other places. */
const seed = Number(process.env['FC_SEED'] ?? 42);

const all: ReadonlyArray<Compiled> = Array.from({ length: 100 }, (_, index) =>
  fc.sample(anyEstate(index), { numRuns: 1, seed: seed + index })
)
  .flat()
  .map(compiled);

let mesh: Mesh;

beforeAll(async () => {
  mesh = await Mesh.start();
  await mesh.apply([
    ...all.flatMap(each => clusterManifests(each.estate)),
    ...all.flatMap(({ sidecars, bare }) => [...sidecars, ...bare].map(toSidecarObject))
  ]);
  await mesh.settled(await mesh.pod({ namespace: 'onlooker', name: 'onlooker' }));
});

afterAll(async () => {
  await mesh?.stop();
});

interface Judged {
  readonly one: Estate;
  readonly sidecar: DesiredSidecar;
  readonly got: ReadonlyArray<string>;
  readonly expected: ReadonlyArray<string>;
}

/** What the Envoy of a Sidecar's workload gets, and what it should get. */
const judge = async (one: Estate, sidecar: DesiredSidecar, index: number): Promise<Judged> => {
  const { namespace, name, selector: labels, egressHosts } = sidecar;
  const ip = `10.98.${Math.floor(index / 250)}.${1 + (index % 250)}`;
  const { xds } = mesh.istiod;
  const pod = { namespace, name: `${name}-0`, ip, labels, workload: name, serviceAccount: 'default', xds };
  const got = await askForClusters(pod, mesh.workplace.logs);
  return { one, sidecar, got, expected: expectedClusters(registryOf(one), namespace, egressHosts) };
};

/** Judges of each mesh the Sidecars that are asked for. */
const judgeAll = (
  sidecarsOf: (one: Compiled) => ReadonlyArray<DesiredSidecar>
): Promise<ReadonlyArray<Judged>> => {
  const pairs = all.flatMap(one => sidecarsOf(one).map(sidecar => ({ one: one.estate, sidecar })));
  return inParallel([...pairs.entries()], 4, ([index, { one, sidecar }]) => judge(one, sidecar, index));
};

const expectAsExpected = (judged: ReadonlyArray<Judged>): void => {
  for (const { one, sidecar, got, expected } of judged)
    expect(got, JSON.stringify({ sidecar, estate: one })).toEqual(expected);
};

let judged: ReadonlyArray<Judged>;

test('an Envoy gets the clusters that follow from what its workload may reach, no more and no fewer', async () => {
  judged = await judgeAll(({ sidecars }) => sidecars);
  expectAsExpected(judged);
});

test('the model knows which destinations of routes Istio adds by itself', async () => {
  const bare = await judgeAll(each => each.bare);
  expectAsExpected(bare);
  expect(bare.filter(each => added(each).length > 0).length).toBeGreaterThan(20);
});

test('the meshes are worth the trouble', () => {
  const sizes = judged.map(({ got }) => got.length);
  expect(sizes.length).toBeGreaterThan(100);
  expect(sizes.filter(size => size > 3).length).toBeGreaterThan(50);
  expect(sizes.filter(size => size === 0).length).toBeLessThan(50);
});

const hostsIn = (clusters: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(clusters.map(cluster => cluster.split('|')[3] ?? ''))
];

/** The hosts that a workload has only because Istio adds the destinations of routes by itself. */
const added = ({ one, sidecar, got }: Judged): ReadonlyArray<string> => {
  const { namespace, egressHosts } = sidecar;
  const named = expectedClusters({ ...registryOf(one), virtualServices: [] }, namespace, egressHosts);
  return hostsIn(got).filter(host => !hostsIn(named).includes(host));
};

/** Of its own namespace, and exported elsewhere only: no scope can name it, but routes lead there all the same. */
const isHidden = ({ one, sidecar: { namespace } }: Judged, host: string): boolean =>
  registryOf(one).registered.some(
    each => each.host === host && each.namespace === namespace && !isVisible(each, namespace)
  );

/** A namespace that is imported as a whole brings VirtualServices whose hosts nobody named. */
const hasNamespace = ({ sidecar }: Judged): boolean =>
  sidecar.egressHosts.some(host => /^[abc]-\d+\/\*$/.test(host));

test('a scope names where its routes lead, before Istio adds it', () => {
  const unnamed = judged
    .filter(each => !hasNamespace(each))
    .flatMap(each => added(each).filter(host => !isHidden(each, host)));
  expect(unnamed).toEqual([]);
});
