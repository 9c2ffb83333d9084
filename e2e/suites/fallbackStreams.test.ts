import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Pod } from '../harness/pod/Pod.js';
import { must } from '../harness/process/run.js';
import { ask, logged } from './support/ask.js';
import type { Seen } from './support/ask.js';
import { clusterIpOf } from './support/clusterIpOf.js';
import { globalSidecar } from './support/fallback.js';
import { fence, service } from './support/inputs.js';
import { growthDuring } from './support/memory.js';
import { Shop } from './support/Shop.js';

let shop: Shop;
let slow: Promise<Seen>;

const gigabyte = 2 ** 30;
const limit = 100 * 2 ** 20;
const toDetails = 'Host: details.shop:9080';

beforeAll(async () => {
  shop = await Shop.open({
    objects: [service('shop/sleep', { http: 9080 }), service('shop/details', { http: 9080 })],
    fences: [fence('shop/sleep')],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'shop', name: 'details', app: { http: [9080] } }
    ]
  });
  // A rule, since its route has no timeout of Istio's that could hide ours.
  const dispatches = [{ name: 'all', domains: ['*'], cluster: '_GLOBAL_SIDECAR' }];
  await shop.configure({ general: { wormholePort: ['9080'], dispatches } });
  // Meanwhile, the others.
  slow = ask(shop.mesh, client(), 'http://details:9080', { path: '/slow?ms=16000', timeout: 60 });
  slow.catch(() => {});
});

afterEach(async () => {
  expect(await shop.complaints()).toEqual([]);
});

afterAll(async () => {
  await shop?.mesh.stop();
});

const client = (): Pod => shop.pod('shop/sleep');

const inSleep = (command: string): Promise<string> =>
  must(client().network.inside(['bash', '-o', 'pipefail', '-c', command]), { seconds: 120 });

const megabytes = (growth: ReadonlyArray<number>): string =>
  growth.map(each => `${(each / 2 ** 20).toFixed(0)} MB`).join(', ');

test('a gigabyte goes up, and nobody on the way holds it', async () => {
  const url = `http://${await clusterIpOf(shop.mesh, 'shop/details')}:9080/upload`;
  const curl = `curl -sS --noproxy '*' -H '${toDetails}' -H Expect: -T - ${url}`;
  let answer = '';
  const growth = await growthDuring(shop.globalSidecar, async () => {
    answer = await inSleep(`head -c ${gigabyte} /dev/zero | ${curl}`);
  });
  expect(JSON.parse(answer)).toMatchObject({ by: 'details', method: 'PUT', bodyBytes: gigabyte });
  expect((await logged(shop.mesh, client(), '/upload')).cluster).toBe(globalSidecar);
  console.log(`up: the global-sidecar and its proxy grew by ${megabytes(growth)}`);
  expect(growth).toHaveLength(2);
  for (const each of growth) expect(each).toBeLessThan(limit);
});

test('a gigabyte comes down, even when it is read slowly at first', async () => {
  const path = `/bytes/${gigabyte}`;
  const url = `http://${await clusterIpOf(shop.mesh, 'shop/details')}:9080${path}`;
  const curl = `curl -sS --noproxy '*' -H '${toDetails}' ${url}`;
  let bytes = '';
  const growth = await growthDuring(shop.globalSidecar, async () => {
    bytes = await inSleep(`${curl} | { head -c 1000 | wc -c; sleep 2; cat | wc -c; }`);
  });
  expect(
    bytes
      .split('\n')
      .map(Number)
      .reduce((a, b) => a + b)
  ).toBe(gigabyte);
  expect((await logged(shop.mesh, client(), path)).cluster).toBe(globalSidecar);
  console.log(`down: the global-sidecar and its proxy grew by ${megabytes(growth)}`);
  for (const each of growth) expect(each).toBeLessThan(limit);
});

test('a hundred connections are kept open, and every request is answered', async () => {
  const url = `http://${await clusterIpOf(shop.mesh, 'shop/details')}:9080/kept`;
  const total = 'listener.0.0.0.0_9080.downstream_cx_total';
  const before = (await shop.mesh.stats(client(), total)).get(total) ?? 0;
  const report = await inSleep(
    `wrk --threads 1 --connections 100 --duration 3s --header '${toDetails}' ${url}`
  );
  expect(report).not.toMatch(/Non-2xx|Socket errors/);
  expect(Number(/(\d+) requests in/.exec(report)?.[1])).toBeGreaterThan(500);
  expect(((await shop.mesh.stats(client(), total)).get(total) ?? 0) - before).toBe(100);
});

test('an answer that takes 16 s is waited for', async () => {
  const seen = await slow;
  expect(seen).toMatchObject({ status: 200, by: 'details', cluster: globalSidecar });
  expect(seen.response.seconds).toBeGreaterThan(16);
});
