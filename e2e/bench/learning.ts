// Measures how long a call takes to be learned from real Envoys' access logs, and prints a table.
import { afterAll, beforeAll, test } from 'vitest';
import { waitFor } from '../harness/process/waitFor.js';
import { startLearningSite } from '../suites/controller/learningSite.js';
import type { LearningSite } from '../suites/controller/learningSite.js';
import { quantile, seconds } from './controller/figures.js';
import { Sightings } from './controller/Sightings.js';

const count = Number(process.env['BENCH_CALLS'] ?? 60);

const names = Array.from({ length: count }, (_, at) => `c-${at}`);
const host = (name: string): string => `${name}.shop.svc.cluster.local`;

let there: LearningSite;
let sightings: Sightings;

beforeAll(async () => {
  there = await startLearningSite(['known', ...names], host('known'));
  sightings = new Sightings(there.site.mesh);
  await there.replica('only');
  await there.untilFallback();
});

afterAll(async () => {
  await sightings?.stop();
  await there?.stop();
});

/** Until the caller's Envoy goes straight to a Service, in milliseconds since the call. */
const untilKnown = async (name: string, began: number): Promise<number> => {
  const { mesh } = there.site;
  await waitFor(`the Envoy to know ${name}`, async () =>
    (await mesh.configDump(there.web)).clusters.includes(`outbound|9080||${host(name)}`) ? true : undefined
  );
  return performance.now() - began;
};

const row = (all: ReadonlyArray<number>) => ({
  calls: all.length,
  median: seconds(quantile(all, 0.5)),
  p99: seconds(quantile(all, 0.99)),
  most: seconds(Math.max(...all))
});

test('from a call to its Sidecar', async () => {
  const [sidecar, envoy]: [Array<number>, Array<number>] = [[], []];
  for (const name of names) {
    const began = performance.now();
    await there.site.mesh.call(there.web, `http://${name}:9080/`);
    sidecar.push((await sightings.of('shop/web', `*/${host(name)}`)) - began);
    envoy.push(await untilKnown(name, began));
  }
  console.log(
    '\nFrom a call that takes the fallback route, in seconds; Envoys gather their logs for up to 1 s.'
  );
  console.table({ 'to the Sidecar': row(sidecar), "to the caller's Envoy": row(envoy) });
});
