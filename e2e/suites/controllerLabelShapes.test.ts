import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inParallel } from '../harness/api/inParallel.js';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { namespaceObject, serviceObject } from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { podObject } from '../harness/pod/status.js';
import { waitFor } from '../harness/process/waitFor.js';
import { fenceVersion, Site, slimeBoot } from './controller/Site.js';

let site: Site;
let controller: Controller;

/** Letters at the ends of a label's value, and between them. */
const ends = [...'ABCXYZabcxyz0189'];
const inner = [...'AZaz09-_.'];

/** Every shape that a label's value may have: of one letter to 63, with what is no name's letter in between, or empty. */
const value = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'a', 'A', '0', 'a..b', 'a__b', 'a--b', 'A.b-C_d', 'x'.repeat(63))
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...ends),
        fc.string({ unit: fc.constantFrom(...inner), maxLength: 61 }),
        fc.constantFrom(...ends)
      )
      .map(parts => parts.join(''))
  }
);

const keys = ['app', 'example.org/Team_Name.v1', 'a'.repeat(63)] as const;

/** One label each: a workload that has several belongs to the fence of one of them. */
const some = (count: number): ReadonlyArray<Readonly<Record<string, string>>> =>
  fc.sample(
    fc.tuple(fc.constantFrom(...keys), value).map(([key, each]) => ({ [key]: each })),
    { seed: 42, numRuns: count }
  );

const podsLabels = some(120);
const selectors = some(180).slice(120);

const services: ReadonlyArray<KubeObject> = selectors.map((selector, at) => {
  const service = serviceObject('shop', `service-${at}`, selector);
  return { ...service, spec: { ...(service['spec'] as object), selector } };
});

/** A fence is asked for by each key and value of a pod, or of a selector, that is not empty. */
const wanted = new Set(
  [...podsLabels, ...selectors].flatMap(labels =>
    Object.entries(labels)
      .filter(([, each]) => each !== '')
      .map(([key, each]) => JSON.stringify({ [key]: each }))
  )
);

beforeAll(async () => {
  site = await Site.start(
    slimeBoot({ autoFence: true, defaultFence: true, fenceLabelKeyAlias: keys.join(',') })
  );
  const namespaceLabels = Object.assign({}, ...some(5)) as Readonly<Record<string, string>>;
  await site.apply([namespaceObject('shop', namespaceLabels), ...services]);
  await inParallel(podsLabels, 16, (labels, at = podsLabels.indexOf(labels)) =>
    site.mesh.api.json('/api/v1/namespaces/shop/pods', {
      method: 'POST',
      body: podObject({ namespace: 'shop', name: `pod-${at}` }, labels)
    })
  );
  controller = await site.controller();
});
afterAll(() => site.stop());

test('each value of a label has a fence of its own, whatever its letters, and the server takes its Sidecar', async () => {
  const found = await waitFor(
    `${wanted.size} Sidecars`,
    async () => {
      const live = (await site.sidecars('shop')).filter(({ metadata }) =>
        metadata.name.endsWith('.workload.identity')
      );
      if (live.length >= wanted.size) return live;
      throw new Error(`there are ${live.length}`);
    },
    { seconds: 60, every: 500 }
  );
  const selected = found.map(({ spec }) => JSON.stringify(spec.workloadSelector?.labels));
  expect(new Set(selected)).toEqual(wanted);
  expect(selected).toHaveLength(wanted.size);
});

test('fences are called as objects may be, and each Sidecar as its fence', async () => {
  const fences = await site.mesh.list(fenceVersion, 'ServiceFence', 'shop');
  const sidecars = await site.sidecars('shop');
  const namesOf = (all: ReadonlyArray<KubeObject>) => all.map(({ metadata }) => metadata.name).sort();
  expect(namesOf(fences)).toEqual(namesOf(sidecars));
  for (const name of namesOf(fences)) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]+)*$/);
});

test('nothing was refused', async () => {
  const refused = [...(await controller.metrics())].filter(
    ([name]) => name.startsWith('meshfence_writes_total') && /refused|failed/.test(name)
  );
  expect(refused).toEqual([]);
});
