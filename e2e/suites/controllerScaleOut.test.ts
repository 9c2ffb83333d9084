import type { JsonObject } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAnswering } from '../harness/process/isAnswering.js';
import { waitFor } from '../harness/process/waitFor.js';
import { untilMetric } from './controller/looks.js';
import { saying } from './controller/saying.js';
import { startScaledSite } from './controller/scaledSite.js';
import type { ScaledSite } from './controller/scaledSite.js';
import { hostsOf } from './controller/Site.js';
import { pause } from './prom/Site.js';

const callees = ['bank', 'cart', 'stock', 'mail', 'rates', 'late'];
const host = (name: string): string => `${name}.shop.svc.cluster.local`;

let there: ScaledSite;

beforeAll(async () => {
  there = await startScaledSite(callees, host('bank'));
});

afterAll(() => there?.stop());

const call = async (name: string): Promise<void> => {
  const { site, web } = there;
  expect((await site.mesh.call(web, `http://${name}:9080/`)).status).toBe(200);
};

const scope = async (): Promise<ReadonlyArray<string>> => {
  const sidecar = await there.site.sidecar('shop', 'front');
  return sidecar === undefined ? [] : [...hostsOf(sidecar)].sort();
};

const hosts = (...names: ReadonlyArray<string>): ReadonlyArray<string> =>
  names.map(name => `*/${host(name)}`).sort();

const untilScope = (...names: ReadonlyArray<string>): Promise<unknown> =>
  waitFor(
    `the scope to have ${names.join(', ')}`,
    async () => {
      const now = await scope();
      if (JSON.stringify(now) === JSON.stringify(hosts(...names))) return true;
      throw new Error(`it has ${now.join(', ')}`);
    },
    { seconds: 40 }
  );

const observed = async (): Promise<JsonObject> =>
  (await (await fetch(`${there.controller.url}/edges`)).json()) as JsonObject;

const watching = (is: boolean): Promise<number> =>
  untilMetric(there.controller, 'meshfence_prometheus_watching{source="als"}', value => value === Number(is));

test('a call that takes the fallback route is learned, by way of a receiver and Prometheus', async () => {
  expect(await scope()).toEqual(hosts('bank'));
  await call('cart');
  await untilScope('bank', 'cart');
  const { site, web } = there;
  await site.mesh.settled(web);
  const { clusters } = await site.mesh.configDump(web);
  expect(clusters).toContain(`outbound|9080||${host('cart')}`);
  await call('cart');
});

test('the controller itself receives nothing, and says who does', async () => {
  const { controller, receivers, site } = there;
  const metrics = await controller.metrics();
  expect([...metrics.keys()].filter(name => name.startsWith('meshfence_als_'))).toEqual([]);
  const calls = await Promise.all(receivers.map(each => each.entries('call')));
  expect(Math.max(...calls)).toBeGreaterThan(0);
  expect(await site.fence('shop', 'front')).toMatchObject({
    status: { conditions: saying({ type: 'Observed', status: 'True', message: 'Observed by als.' }) }
  });
});

test('what goes straight is known as its caller reports it, and so it is known when it would be missed', async () => {
  await call('bank');
  await expect
    .poll(async () => (await observed())['edges'], { timeout: 15_000 })
    .toContainEqual(
      expect.objectContaining({
        to: host('bank'),
        evidence: [expect.objectContaining({ source: 'als' })]
      })
    );
  await expect
    .poll(async () => (await observed())['sources'], { timeout: 15_000 })
    .toMatchObject([{ name: 'als', direct: true, windows: [{ from: expect.any(String) }] }]);
  await watching(true);
});

test('a receiver is killed: nothing leaves, the other one goes on, and nothing would be missed until it is back', async () => {
  const [first, second] = there.receivers;
  const victim = (await first.entries('call')) > 0 ? first : second;
  await victim.process.end('SIGKILL');
  await watching(false);
  await waitFor('a call to be learned', async () => {
    await call('stock');
    return (await scope()).includes(`*/${host('stock')}`) ? true : undefined;
  });
  expect(await scope()).toEqual(hosts('bank', 'cart', 'stock'));
  victim.process.startAgain();
  await victim.ready();
  await watching(true);
});

test('Prometheus is killed: what is said meanwhile is learned afterwards', async () => {
  const { process, url } = there.metrics.prometheus;
  await process.end('SIGKILL');
  await watching(false);
  await call('mail');
  expect(await scope()).toEqual(hosts('bank', 'cart', 'stock'));
  process.startAgain();
  await waitFor('Prometheus to be ready', isAnswering(`${url}/-/ready`), { needs: [process] });
  await untilScope('bank', 'cart', 'stock', 'mail');
  await watching(true);
});

test('the controller is killed: what is said meanwhile is learned afterwards, too', async () => {
  const { controller } = there;
  await controller.process.end('SIGKILL');
  await call('rates');
  controller.process.startAgain();
  await controller.ready();
  await untilScope('bank', 'cart', 'stock', 'mail', 'rates');
});

test('receivers are begun anew one after the other: what they were told right before is learned', async () => {
  await call('late');
  // Within a second proxies report.
  await pause(1500);
  for (const receiver of there.receivers) await receiver.restart();
  await untilScope('bank', 'cart', 'stock', 'mail', 'rates', 'late');
});
