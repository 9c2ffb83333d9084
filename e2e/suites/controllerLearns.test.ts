import type { JsonObject } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fenceObject } from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import type { Pod } from '../harness/pod/Pod.js';
import { waitFor } from '../harness/process/waitFor.js';
import { startLearningSite } from './controller/learningSite.js';
import type { LearningSite } from './controller/learningSite.js';
import { untilMetric } from './controller/looks.js';
import { saying } from './controller/saying.js';
import { hostsOf } from './controller/Site.js';
import type { Site } from './controller/Site.js';
import { count } from './prom/calls.js';
import { newSite } from './prom/Site.js';
import type { Site as Metrics } from './prom/Site.js';

const callees = ['cart', 'stock', 'mail', 'rates', 'bank'];
const host = (name: string): string => `${name}.shop.svc.cluster.local`;

let there: LearningSite;
let site: Site;
let web: Pod;
let first: Controller;
let second: Controller;
let metrics: Metrics;

beforeAll(async () => {
  there = await startLearningSite(callees, host('bank'));
  ({ site, web } = there);
  metrics = await newSite();
  first = await there.replica('first');
  second = await there.replica('second');
  await there.untilFallback();
});

afterAll(async () => {
  await there?.stop();
  await metrics?.stop();
});

const learned = async (): Promise<ReadonlyArray<string>> =>
  hostsOf((await site.sidecar('shop', 'web')) ?? { ...fenceObject('shop', 'web'), spec: { egress: [] } });

const untilLearned = (name: string): Promise<unknown> =>
  waitFor(
    `${name} to be in the Sidecar`,
    async () => ((await learned()).includes(`*/${host(name)}`) ? true : undefined),
    { seconds: 40 }
  );

const edgesOf = async ({ url }: Controller): Promise<JsonObject> =>
  (await (await fetch(`${url}/edges`)).json()) as JsonObject;

const edgeTo = (name: string, source: string): unknown =>
  expect.objectContaining({
    to: expect.stringMatching(new RegExp(`^${name}\\b`)),
    evidence: expect.arrayContaining([expect.objectContaining({ source })])
  });

test('a call that takes the fallback route is learned: the next one goes straight', async () => {
  expect(await learned()).toEqual([`*/${host('bank')}`]);
  expect((await site.mesh.call(web, 'http://cart:9080/')).status).toBe(200);
  await untilLearned('cart');
  await site.mesh.settled(web);
  const { clusters } = await site.mesh.configDump(web);
  expect(clusters).toContain(`outbound|9080||${host('cart')}`);
  expect((await site.mesh.call(web, 'http://cart:9080/')).status).toBe(200);
});

test('a call that goes straight is known, as its caller reports it', async () => {
  expect((await site.mesh.call(web, 'http://bank:9080/')).status).toBe(200);
  await expect
    .poll(async () => (await edgesOf(first))['edges'], { timeout: 15_000 })
    .toContainEqual(edgeTo('bank', 'als'));
  expect((await edgesOf(first))['sources']).toMatchObject([{ name: 'als', direct: true }]);
});

test('the fence and the SlimeBoot say who observes', async () => {
  const observed = saying({ type: 'Observed', status: 'True', message: 'Observed by als.' });
  // It is looked at every ten seconds, and a receiver is well once a proxy reports to it.
  const soon = { timeout: 20_000 };
  await expect
    .poll(() => site.fence('shop', 'web'), soon)
    .toMatchObject({ status: { conditions: observed } });
  await expect.poll(() => there.slimeBoot(), soon).toMatchObject({ status: { conditions: observed } });
});

test('a follower says who knows better', async () => {
  const answer = await fetch(`${second.url}/edges`);
  expect([answer.status, await answer.text()]).toEqual([
    503,
    'This replica does not lead: the one that does observes calls.\n'
  ]);
});

test('the leader is killed: another one listens in its place, and goes on learning', async () => {
  first.kill('SIGKILL');
  await untilMetric(second, 'meshfence_source_up{source="als"}', up => up === 1);
  await waitFor('a call to be learned after the fail-over', async () => {
    expect((await site.mesh.call(web, 'http://stock:9080/')).status).toBe(200);
    return (await learned()).includes(`*/${host('stock')}`) ? true : undefined;
  });
  expect(await learned()).toContain(`*/${host('cart')}`);
});

test('the SlimeBoot names Prometheus: it is asked from then on, and nothing learned is lost', async () => {
  const exporter = await metrics.exporter();
  await metrics.scrape(exporter);
  const prometheus = { address: metrics.prometheus.url, interval: '1s' };
  await there.configure({ metrics: 'prometheus' }, { prometheus });
  await untilMetric(second, 'meshfence_source_up{source="prometheus"}', up => up === 1);
  await waitFor('access logs not to be received any more', async () =>
    (await second.metrics()).has('meshfence_source_up{source="als"}') ? undefined : true
  );
  count(exporter, { from: 'shop/web', to: host('mail') });
  await untilLearned('mail');
  expect([...(await learned())].sort()).toEqual(
    ['bank', 'cart', 'mail', 'stock'].map(name => `*/${host(name)}`)
  );
  expect((await edgesOf(second))['edges']).toContainEqual(edgeTo('mail', 'prometheus'));
});

test('access logs again: what is told by then is learned, as before', async () => {
  await there.configure();
  await untilMetric(second, 'meshfence_source_up{source="als"}', up => up === 1);
  await waitFor('a call to be learned', async () => {
    expect((await site.mesh.call(web, 'http://rates:9080/')).status).toBe(200);
    return (await learned()).includes(`*/${host('rates')}`) ? true : undefined;
  });
});
