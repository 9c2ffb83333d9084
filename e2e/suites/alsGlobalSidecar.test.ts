import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../harness/process/waitFor.js';
import { nameController } from './als/nameController.js';
import { controllerService, startReceiver } from './als/Receiver.js';
import type { Receiver } from './als/Receiver.js';
import { fence, service } from './support/inputs.js';
import { Shop } from './support/Shop.js';

let receiver: Receiver;
let shop: Shop;
let forget: (() => Promise<void>) | undefined;

beforeAll(async () => {
  shop = await Shop.open({
    objects: [
      ...['sleep', 'late', 'reviews', 'details', 'ratings', 'closed'].map(name =>
        service(`shop/${name}`, { http: 9080 })
      ),
      service('bank/vault', { http: 9080 }),
      ...controllerService
    ],
    fences: [
      fence('shop/sleep', ['reviews.shop.svc.cluster.local']),
      fence('shop/late'),
      fence('bank/teller')
    ],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'bank', name: 'teller' },
      ...['reviews', 'details', 'ratings'].map(name => ({
        namespace: 'shop',
        name,
        app: { http: [9080] }
      })),
      { namespace: 'shop', name: 'closed', proxy: false },
      { namespace: 'bank', name: 'vault', app: { http: [9080] } }
    ]
  });
  const { mesh } = shop;
  const { kubeconfig } = mesh.control.apiServer;
  receiver = await startReceiver(mesh, ['--kubeconfig', kubeconfig, '--global-sidecar', 'mesh-operator']);
  forget = await nameController(mesh);
  await shop.configure({ general: { wormholePort: ['9080'] } });
});

afterAll(async () => {
  await receiver?.stop();
  await forget?.();
  await shop?.mesh.stop();
});

const call = (pod: string, url: string, options = {}) => shop.mesh.call(shop.pod(pod), url, options);

const seen = (edge: string): Promise<unknown> =>
  waitFor(`the edge ${edge}`, async () => receiver.lastSeen(edge), { seconds: 15 });

test('callers are found by their pods, and their short names stay theirs', async () => {
  expect((await call('shop/sleep', 'http://details:9080/')).status).toBe(200);
  expect((await call('bank/teller', 'http://vault:9080/')).status).toBe(200);
  expect((await call('bank/teller', 'http://details.shop:9080/')).status).toBe(200);
  await seen('shop/sleep -> details:9080 http');
  await seen('bank/teller -> vault:9080 http');
  await seen('bank/teller -> details.shop:9080 http');
});

test('a pod that comes later is found, too', async () => {
  const late = await shop.mesh.pod({ namespace: 'shop', name: 'late' });
  await shop.mesh.settled(late);
  expect((await shop.mesh.call(late, 'http://details:9080/')).status).toBe(200);
  await seen('shop/late -> details:9080 http');
});

test('answers of an upstream count, the mesh’s own do not', async () => {
  const before = await receiver.entries('unreached');
  expect((await call('shop/sleep', 'http://ratings:9080/status/500')).status).toBe(500);
  await seen('shop/sleep -> ratings:9080 http');
  expect((await call('shop/sleep', 'http://closed:9080/')).status).toBe(503);
  await expect.poll(() => receiver.entries('unreached'), { timeout: 15_000 }).toBeGreaterThan(before);
  expect((await receiver.edges()).filter(edge => edge.includes('closed'))).toEqual([]);
});

test('what goes straight to its Service, a global-sidecar does not see', async () => {
  expect((await call('shop/sleep', 'http://reviews:9080/')).status).toBe(200);
  expect((await call('shop/sleep', 'http://details.shop:9080/')).status).toBe(200);
  await seen('shop/sleep -> details.shop:9080 http');
  expect((await receiver.edges()).filter(edge => edge.includes('reviews'))).toEqual([]);
});

test('nothing was left unexplained', async () => {
  for (const outcome of [
    'caller-unknown',
    'caller-contradicted',
    'caller-ambiguous',
    'malformed',
    'stranger'
  ])
    expect([outcome, await receiver.entries(outcome)]).toEqual([outcome, 0]);
  expect(await shop.complaints()).toEqual([]);
});
