// Measures the controller against a real API server, and prints tables.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createAll,
  fenceObject,
  namespaceObject,
  numbered,
  serviceObject
} from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { writeCounts, writesBetween } from '../harness/controller/writeCounts.js';
import { edge, Site } from '../suites/controller/Site.js';
import { quantile, seconds } from './controller/figures.js';
import { Sightings } from './controller/Sightings.js';

const single = Number(process.env['BENCH_SINGLE'] ?? 200);
const many = Number(process.env['BENCH_MANY'] ?? 1000);
const large = Number(process.env['BENCH_LARGE'] ?? 10_000);

let site: Site;
let sightings: Sightings;
let controller: Controller;

const services = (namespace: string, count: number): Promise<unknown> =>
  createAll(
    site.mesh.api,
    numbered('s', count).map(name => serviceObject(namespace, name))
  );

const host = (namespace: string, name: string): string => `*/${name}.${namespace}.svc.cluster.local`;

/** Kubernetes' own components renew their leases all the time. */
const ofController = (writes: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(writes).filter(([what]) => !what.endsWith(' leases')));

/** What happens costs: time, writes by the API server's own count, the controller's CPU and memory. */
const measured = async (what: () => Promise<number>): Promise<Record<string, unknown>> => {
  const [usage, writes, began] = [
    await controller.usage(),
    await writeCounts(site.mesh.api),
    performance.now()
  ];
  const ended = await what();
  await sleep(1500);
  const [after, written] = [await controller.usage(), await writeCounts(site.mesh.api)];
  return {
    seconds: seconds(ended - began),
    cpuSeconds: Math.round((after.cpuSeconds - usage.cpuSeconds) * 100) / 100,
    peakMiB: Math.round(after.peakMiB),
    writes: ofController(writesBetween(writes, written))
  };
};

const times = async (one: (name: string) => Promise<number>): Promise<Record<string, unknown>> => {
  const all: Array<number> = [];
  for (const name of numbered('s', single)) {
    const began = performance.now();
    all.push((await one(name)) - began);
  }
  return {
    changes: single,
    median: seconds(quantile(all, 0.5)),
    p99: seconds(quantile(all, 0.99)),
    most: seconds(Math.max(...all))
  };
};

beforeAll(async () => {
  site = await Site.start();
  sightings = new Sightings(site.mesh);
  await site.apply(['single', 'many', 'large', 'callee'].map(name => namespaceObject(name)));
  await services('single', single);
  await services('many', many);
  await services('callee', 1);
  controller = await site.controller();
});
afterAll(async () => {
  await sightings.stop();
  await site.stop();
});

test('single changes', async () => {
  const fences = await times(async name => {
    await createAll(site.mesh.api, [fenceObject('single', name)]);
    return sightings.of(`single/${name}`);
  });
  const edges: Array<ReturnType<typeof edge>> = [];
  const calls = await times(async name => {
    edges.push(edge('single', name, 's-1.callee'));
    await controller.setEdges(edges);
    return sightings.of(`single/${name}`, host('callee', 's-1'));
  });
  console.log('\nFrom one change to its Sidecar, in seconds.');
  console.table({ fence: fences, edge: calls });
});

test('many at once', async () => {
  const fences = await measured(async () => {
    await createAll(
      site.mesh.api,
      numbered('s', many).map(name => fenceObject('many', name))
    );
    return sightings.last(many, key => key.startsWith('many/'));
  });
  const edges = await measured(async () => {
    await controller.setEdges([
      ...numbered('s', single).map(name => edge('single', name, 's-1.callee')),
      ...numbered('s', many).map(name => edge('many', name, 's-1.callee'))
    ]);
    return sightings.last(
      many,
      (key, hosts) => key.startsWith('many/') && hosts.includes(host('callee', 's-1'))
    );
  });
  const restart = await measured(async () => {
    await controller.restart();
    return performance.now();
  });
  const quiet = await measured(async () => {
    await sleep(60_000);
    return performance.now();
  });
  console.log(
    `\n${many} fences made at once, ${many} calls observed at once, a restart, a minute in which nothing happens.`
  );
  console.log(JSON.stringify({ fences, edges, restart, quiet }, null, 2));
  expect(quiet['writes']).toEqual({});
});

test('large', async () => {
  await services('large', large);
  await createAll(
    site.mesh.api,
    numbered('s', large).map(name => fenceObject('large', name))
  );
  await sightings.last(large, key => key.startsWith('large/'));
  await sleep(5000);
  const grown = await controller.usage();
  await controller.restart();
  await sleep(5000);
  const fresh = await controller.usage();
  console.log(
    `\nMemory with ${large} Services and ${large} fences, in MiB: after they came, and after a restart.`
  );
  console.table({ grown, fresh });
});
