import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAll, fenceObject, namespaceObject, numbered } from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { writeCounts, writesBetween } from '../harness/controller/writeCounts.js';
import { untilMetric } from './controller/looks.js';
import { Site } from './controller/Site.js';

let site: Site;
let controller: Controller;

const many = 5000;

beforeAll(async () => {
  site = await Site.start();
  await site.apply([namespaceObject('shop')]);
  controller = await site.controller();
});
afterAll(() => site.stop());

test('five thousand fences at once have a status and a Sidecar each, with one write for each', async () => {
  const before = await writeCounts(site.mesh.api);
  await createAll(
    site.mesh.api,
    numbered('fence', many).map(name => fenceObject('shop', name))
  );
  const applied = 'meshfence_writes_total{kind="Sidecar",verb="apply",result="done"}';
  await untilMetric(controller, applied, value => value === many, 150);
  await untilMetric(controller, 'meshfence_write_queue_length', value => value === 0);
  const written = writesBetween(before, await writeCounts(site.mesh.api));
  expect(written).toMatchObject({ 'POST servicefences': many, 'APPLY sidecars': many });
  const statuses = Object.entries(written).filter(([key]) => key.endsWith(' servicefences/status'));
  expect(statuses.map(([, count]) => count)).toEqual([many]);
  const live = await site.sidecars('shop');
  expect(new Set(live.map(({ metadata }) => metadata.name)).size).toBe(many);
});
