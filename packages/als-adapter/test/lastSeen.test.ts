import { expect, test } from 'vitest';
import { epoch, http, httpMessage, identifier, tcp, encodeMessage } from './support/envoy.js';
import { now, open } from './support/given.js';

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
