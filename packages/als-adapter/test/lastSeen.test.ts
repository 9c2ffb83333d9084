import { streamsMetric } from '@meshfence/core';
import { expect, test } from 'vitest';
import { epoch, http, httpMessage, identifier, tcp, encodeMessage } from './support/envoy.js';
import { now, open } from './support/given.js';
import type { Site } from './support/given.js';

const series = async (registry: { metrics(): Promise<string> }): Promise<ReadonlyArray<string>> =>
  (await registry.metrics())
    .split('\n')
    .filter(line => line.startsWith('meshfence_edge_last_seen_timestamp_seconds{'));

const line = (destination: string, more: string, seconds: number): string =>
  `meshfence_edge_last_seen_timestamp_seconds{caller_namespace="shop",caller="web",destination="${destination}",${more}} ${seconds}`;

test('edges are metrics, by when they were last seen', async () => {
  const { edges, proxy, registry } = await open({ settings: { exposeFor: 3_600_000 } });
  await proxy.report(
    httpMessage([http('details')], identifier('shop/web')),
    encodeMessage({ tcp_logs: { log_entry: [tcp('10.96.0.9')] } })
  );
  await expect.poll(() => edges).toHaveLength(2);
  expect(await series(registry)).toEqual([
    line('details.shop.svc.cluster.local', 'port="9080",protocol="http"', epoch + 0.52),
    line('10.96.0.9', 'port="9000",protocol="tcp"', epoch + 2)
  ]);
});

test('generations of a workload are one caller, and the last to be seen counts', async () => {
  const { edges, proxy, registry } = await open({ settings: { exposeFor: 3_600_000 } });
  const later = http('details', { start_time: { seconds: epoch + 9 } });
  await proxy.report(httpMessage([later], identifier('shop/web', { version: 'v1' })));
  await proxy.report(httpMessage([http('details')], identifier('shop/web', { version: 'v2' })));
  await expect.poll(() => edges).toHaveLength(2);
  expect(await series(registry)).toEqual([
    line('details.shop.svc.cluster.local', 'port="9080",protocol="http"', epoch + 9.02)
  ]);
});

test('an edge that was not seen for so long is no metric any more', async () => {
  let time = now;
  const settings = { exposeFor: 3_600_000 };
  const { edges, proxy, registry } = await open({ settings, clock: () => time });
  await proxy.report(httpMessage([http('details')], identifier('shop/web')));
  await expect.poll(() => edges).toHaveLength(1);
  time += 3_600_000;
  expect(await series(registry)).toEqual([]);
});

test('nothing is exposed unless somebody asks for it', async () => {
  const { edges, proxy, registry } = await open();
  await proxy.report(httpMessage([http('details')], identifier('shop/web')));
  await expect.poll(() => edges).toHaveLength(1);
  expect(await series(registry)).toEqual([]);
});

const report = async ({ edges, proxy }: Site, name: string): Promise<void> => {
  const before = edges.length;
  await proxy.report(httpMessage([http(name)], identifier('shop/web')));
  await expect.poll(() => edges).toHaveLength(before + 1);
};

test('where nobody reads edges, there is nothing to wait for', async () => {
  const site = await open({ settings: { exposeFor: 3_600_000 } });
  await report(site, 'details');
  expect(await site.source.readOut(60_000)).toBe(true);
});

test('where somebody does, it is told when all have been read', async () => {
  const site = await open({ settings: { exposeFor: 3_600_000 } });
  const read = () => site.source.read(() => series(site.registry));
  await read();
  expect(await site.source.readOut(60_000)).toBe(true);
  await report(site, 'details');
  expect(await site.source.readOut(10)).toBe(false);
  const reading = site.source.readOut(60_000);
  await site.source.stop();
  expect(await read()).toHaveLength(1);
  expect(await reading).toBe(true);
});

test('what is heard while somebody reads is still to be read', async () => {
  const site = await open({ settings: { exposeFor: 3_600_000 } });
  await site.source.read(() => report(site, 'details'));
  expect(await site.source.readOut(10)).toBe(false);
});

test('how many callers report is a metric by the name that readers know', async () => {
  const { metric, proxy } = await open();
  proxy.open().send(httpMessage([http('details')], identifier('shop/web')));
  await expect.poll(() => metric(`${streamsMetric}{kind="caller"}`)).toBe(1);
});
