import { defaultConfig } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callerTelemetry, meshConfigFragment } from '../../packages/core/src/lower/accessLog/callers.js';
import { waitFor } from '../harness/process/waitFor.js';
import { controllerService, startReceiver } from './als/Receiver.js';
import type { Receiver } from './als/Receiver.js';
import { clusterIpOf } from './support/clusterIpOf.js';
import { fence, service } from './support/inputs.js';
import { Shop } from './support/Shop.js';

let receiver: Receiver;
let shop: Shop;

const general = { ...defaultConfig.general, accessLogger: 'callers' } as const;
const config = { ...defaultConfig, general };
const host = (name: string): string => `${name}.shop.svc.cluster.local`;

beforeAll(async () => {
  shop = await Shop.open({
    meshConfig: meshConfigFragment(config),
    objects: [
      ...['sleep', 'reviews', 'details', 'ratings', 'slow', 'closed', 'empty'].map(name =>
        service(`shop/${name}`, { http: 9080 })
      ),
      service('shop/echo', { http2: 9081, grpc: 9082 }),
      service('shop/db', { tcp: 9000 }),
      service('shop/cache', { tcp: 9001 }),
      ...controllerService
    ],
    fences: [fence('shop/sleep', ['reviews', 'ratings', 'slow', 'closed', 'empty', 'echo', 'db'].map(host))],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      ...['reviews', 'details', 'ratings', 'slow'].map(name => ({
        namespace: 'shop',
        name,
        app: { http: [9080] }
      })),
      { namespace: 'shop', name: 'closed', proxy: false },
      { namespace: 'shop', name: 'echo', app: { h2c: [9081], grpc: [9082] } },
      { namespace: 'shop', name: 'db', app: { tcp: [9000] } },
      { namespace: 'shop', name: 'cache', app: { tcp: [9001] } }
    ]
  });
  receiver = await startReceiver(shop.mesh);
  await shop.configure({ general: { wormholePort: ['9080'], accessLogger: 'callers' } });
  await shop.mesh.apply(callerTelemetry(config).map(({ object }) => object));
  await shop.mesh.settled();
});

afterAll(async () => {
  await receiver?.stop();
  await shop?.mesh.stop();
});

const sleep = () => shop.pod('shop/sleep');
const call = (url: string, options = {}) => shop.mesh.call(sleep(), url, options);

const seen = (edge: string): Promise<unknown> =>
  waitFor(`the edge ${edge}`, async () => receiver.lastSeen(edge), { seconds: 15 });

/** Waits until an entry with this outcome has come, and asserts that no edge came of it. */
const notSeen = async (outcome: string, before: number, destination: string): Promise<void> => {
  await expect.poll(() => receiver.entries(outcome), { timeout: 15_000 }).toBeGreaterThan(before);
  expect((await receiver.edges()).filter(edge => edge.includes(destination))).toEqual([]);
};

test('HTTP that goes straight to its Service is seen by its full name, whatever it was called by', async () => {
  const began = Date.now() / 1000;
  for (const name of ['reviews', 'reviews.shop', host('reviews')])
    expect((await call(`http://${name}:9080/`)).status).toBe(200);
  const address = await clusterIpOf(shop.mesh, 'shop/reviews');
  expect((await call(`http://${address}:9080/`)).status).toBe(200);
  const edge = `shop/sleep -> ${host('reviews')}:9080 http`;
  await seen(edge);
  expect((await receiver.edges()).filter(each => each.includes('reviews'))).toEqual([edge]);
  const lastSeen = (await receiver.lastSeen(edge)) ?? 0;
  expect(lastSeen).toBeGreaterThan(began - 1);
  expect(lastSeen).toBeLessThanOrEqual(Date.now() / 1000);
});

test('HTTP that takes the fallback is seen by the name that the caller used', async () => {
  expect((await call('http://details:9080/')).status).toBe(200);
  await seen('shop/sleep -> details:9080 http');
});

test('HTTP/2 and gRPC are seen, whatever gRPC answers', async () => {
  expect((await call('http://echo:9081/', { http2: true })).status).toBe(200);
  const question = { host: 'echo', port: 9082, method: 'Fail', say: ['x'] } as const;
  expect((await shop.mesh.grpc(sleep(), question)).code).toBe(5);
  await seen(`shop/sleep -> ${host('echo')}:9081 http`);
  await seen(`shop/sleep -> ${host('echo')}:9082 http`);
});

test('TCP is seen by its host where the proxy knows it, else by its address', async () => {
  const talk = (name: string, port: number) =>
    shop.mesh.tcp(sleep(), { host: name, port, say: 'hello', until: 'hello' });
  expect(await talk('db', 9000)).toMatchObject({ end: 'enough' });
  await seen(`shop/sleep -> ${host('db')}:9000 tcp`);
  expect(await talk('cache', 9001)).toMatchObject({ end: 'enough' });
  await seen(`shop/sleep -> ${await clusterIpOf(shop.mesh, 'shop/cache')}:9001 tcp`);
});

test('errors that an upstream answers are calls', async () => {
  expect((await call('http://ratings:9080/status/404')).status).toBe(404);
  await seen(`shop/sleep -> ${host('ratings')}:9080 http`);
  expect((await call('http://ratings.shop:9080/status/503')).status).toBe(503);
});

test('a request that its caller gives up is a call', async () => {
  expect((await call('http://slow:9080/slow?ms=5000', { timeout: 1 })).status).toBe(0);
  await seen(`shop/sleep -> ${host('slow')}:9080 http`);
});

test('whoever does not listen, or is not there, is not called', async () => {
  const before = await receiver.entries('unreached');
  expect((await call('http://closed:9080/')).status).toBe(503);
  await notSeen('unreached', before, 'closed');
  expect((await call('http://empty:9080/')).status).toBe(503);
  await notSeen('unreached', before + 1, 'empty');
});

test('a scan of ports makes no edges', async () => {
  const before = await receiver.entries('unreached');
  const edges = await receiver.edges();
  const { ip } = shop.pod('shop/closed');
  for (const port of [1024, 1025, 1026, 1027])
    await shop.mesh.tcp(sleep(), { host: 'x', address: ip, port, say: 'x', until: 'y', timeout: 2 });
  await expect
    .poll(() => receiver.entries('unreached'), { timeout: 15_000 })
    .toBeGreaterThanOrEqual(before + 4);
  expect(await receiver.edges()).toEqual(edges);
});

test('probes are nobody’s wish', async () => {
  const before = await receiver.entries('probe');
  const { ip } = shop.pod('shop/details');
  expect((await call(`http://${ip}:9080/`, { headers: { 'User-Agent': 'kube-probe/1.31' } })).status).toBe(
    200
  );
  await notSeen('probe', before, ip);
});

test('only the caller is heard: what callees receive is no log of theirs', async () => {
  expect((await receiver.edges()).filter(edge => !edge.startsWith('shop/sleep ->'))).toEqual([]);
  expect(await receiver.entries('inbound')).toBe(0);
  expect(await receiver.entries('malformed')).toBe(0);
  expect(await shop.complaints()).toEqual([]);
});

/** What Envoy itself counts: entries handed over or still kept, and those that it has dropped. */
const ofEnvoy = async (): Promise<{ readonly written: number; readonly dropped: number }> => {
  const found = await shop.mesh.stats(sleep(), 'access_logs.grpc_access_log');
  return {
    written: found.get('access_logs.grpc_access_log.logs_written') ?? 0,
    dropped: found.get('access_logs.grpc_access_log.logs_dropped') ?? 0
  };
};

/** Each request is one call; what the TCP log shows of it is none. */
const outcomes = (): Promise<number> => receiver.entries('call');

/** Waits until everything that Envoy has written is there; gives how much that is. */
const settled = async (): Promise<number> => {
  let last = -1;
  return waitFor('entries to come no more', async () => {
    const now = await outcomes();
    const isSame = now === last && now > 0;
    last = now;
    await new Promise(resolve => setTimeout(resolve, 1500));
    return isSame ? now : undefined;
  });
};

const callReviews = (count: number): Promise<unknown> =>
  shop.mesh.calls(sleep(), 'http://reviews:9080/', { count });

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'a restart in the middle (%s) loses at most what is told meanwhile, and Envoy finds the new receiver by itself',
  { timeout: 120_000 },
  async signal => {
    const envoyBefore = await ofEnvoy();
    const before = await settled();
    await callReviews(30);
    expect((await settled()) - before).toBe(30);
    await receiver.process.end(signal);
    await callReviews(30);
    receiver.process.startAgain();
    await receiver.ready();
    await callReviews(30);
    const heard = await settled();
    const envoyAfter = await ofEnvoy();
    const [written, dropped] = [
      envoyAfter.written - envoyBefore.written,
      envoyAfter.dropped - envoyBefore.dropped
    ];
    console.log(
      `${signal}: ${written} written, ${dropped} dropped, ${60 - heard} of 30 in the meantime lost`
    );
    expect(heard).toBeGreaterThanOrEqual(30);
    expect(heard).toBeLessThanOrEqual(60);
    await seen(`shop/sleep -> ${host('reviews')}:9080 http`);
  }
);
