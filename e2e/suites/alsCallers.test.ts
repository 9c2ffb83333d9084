import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from '../harness/process/waitFor.js';
import { callersMeshConfig, callersReport } from './als/callers.js';
import { startReceiver } from './als/Receiver.js';
import type { Receiver } from './als/Receiver.js';
import { callers, host, shopOptions } from './als/shop.js';
import { clusterIpOf } from './support/clusterIpOf.js';
import { Shop } from './support/Shop.js';

let receiver: Receiver;
let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({ ...shopOptions, meshConfig: callersMeshConfig });
  receiver = await startReceiver(shop.mesh);
  await shop.configure(callersReport);
});

afterAll(async () => {
  await receiver?.stop();
  await shop?.mesh.stop();
});

const seen = (edge: string): Promise<unknown> =>
  waitFor(`the edge ${edge}`, async () => receiver.lastSeen(edge), { seconds: 15 });

/** Waits until an entry with this outcome has come, and asserts that no edge came of it. */
const notSeen = async (outcome: string, before: number, destination: string): Promise<void> => {
  await expect.poll(() => receiver.entries(outcome), { timeout: 15_000 }).toBeGreaterThan(before);
  expect((await receiver.edges()).filter(edge => edge.includes(destination))).toEqual([]);
};

describe.each(callers)('of %s', caller => {
  const pod = () => shop.pod(`shop/${caller}`);
  const call = (url: string, options = {}) => shop.mesh.call(pod(), url, options);

  test('HTTP that goes straight to its Service is seen by its full name, whatever it was called by', async () => {
    const began = Date.now() / 1000;
    for (const name of ['reviews', 'reviews.shop', host('reviews')])
      expect((await call(`http://${name}:9080/`)).status).toBe(200);
    const address = await clusterIpOf(shop.mesh, 'shop/reviews');
    expect((await call(`http://${address}:9080/`)).status).toBe(200);
    const edge = `shop/${caller} -> ${host('reviews')}:9080 http`;
    await seen(edge);
    const edges = (await receiver.edges()).filter(each => each.startsWith(`shop/${caller} -> reviews`));
    expect(edges).toEqual([edge]);
    const lastSeen = (await receiver.lastSeen(edge)) ?? 0;
    expect(lastSeen).toBeGreaterThan(began - 1);
    expect(lastSeen).toBeLessThanOrEqual(Date.now() / 1000);
  });

  test('HTTP that takes the fallback is seen by the name that the caller used', async () => {
    expect((await call('http://details:9080/')).status).toBe(200);
    await seen(`shop/${caller} -> details:9080 http`);
  });

  test('HTTP/2 and gRPC are seen, whatever gRPC answers', async () => {
    expect((await call('http://echo:9081/', { http2: true })).status).toBe(200);
    const question = { host: 'echo', port: 9082, method: 'Fail', say: ['x'] } as const;
    expect((await shop.mesh.grpc(pod(), question)).code).toBe(5);
    await seen(`shop/${caller} -> ${host('echo')}:9081 http`);
    await seen(`shop/${caller} -> ${host('echo')}:9082 http`);
  });

  test('TCP is seen by its host where the proxy knows it, else by its address', async () => {
    const talk = (name: string, port: number) =>
      shop.mesh.tcp(pod(), { host: name, port, say: 'hello', until: 'hello' });
    expect(await talk('db', 9000)).toMatchObject({ end: 'enough' });
    await seen(`shop/${caller} -> ${host('db')}:9000 tcp`);
    expect(await talk('cache', 9001)).toMatchObject({ end: 'enough' });
    await seen(`shop/${caller} -> ${await clusterIpOf(shop.mesh, 'shop/cache')}:9001 tcp`);
  });

  test('errors that an upstream answers are calls', async () => {
    expect((await call('http://ratings:9080/status/404')).status).toBe(404);
    await seen(`shop/${caller} -> ${host('ratings')}:9080 http`);
    expect((await call('http://ratings.shop:9080/status/503')).status).toBe(503);
  });

  test('a request that its caller gives up is a call', async () => {
    expect((await call('http://slow:9080/slow?ms=5000', { timeout: 1 })).status).toBe(0);
    await seen(`shop/${caller} -> ${host('slow')}:9080 http`);
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
      await shop.mesh.tcp(pod(), { host: 'x', address: ip, port, say: 'x', until: 'y', timeout: 2 });
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
});

test('only the callers are heard: what callees receive is no log of theirs', async () => {
  const isCallers = (edge: string): boolean => callers.some(each => edge.startsWith(`shop/${each} -> `));
  expect((await receiver.edges()).filter(edge => !isCallers(edge))).toEqual([]);
  expect(await receiver.entries('inbound')).toBe(0);
  expect(await receiver.entries('malformed')).toBe(0);
  expect(await shop.complaints()).toEqual([]);
});
