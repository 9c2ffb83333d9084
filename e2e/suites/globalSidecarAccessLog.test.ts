import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { nodeAddress } from '../harness/network/Node.js';
import { startLogReceiver } from './globalSidecar/LogReceiver.js';
import type { LogReceiver } from './globalSidecar/LogReceiver.js';
import { ask } from './support/ask.js';
import { fence, service } from './support/inputs.js';
import { Shop } from './support/Shop.js';

let receiver: LogReceiver;
let shop: Shop;

/** No DNS answers proxies here; so the name of the controller becomes the address at which this process listens. */
const resolved = (objects: ReadonlyArray<KubeObject>): ReadonlyArray<KubeObject> =>
  JSON.parse(
    JSON.stringify(objects).replaceAll('lazyload.mesh-operator.svc.cluster.local', nodeAddress)
  ) as ReadonlyArray<KubeObject>;

beforeAll(async () => {
  receiver = await startLogReceiver('0.0.0.0:8082');
  shop = await Shop.open({
    objects: ['sleep', 'reviews', 'details'].map(name => service(`shop/${name}`, { http: 9080 })),
    fences: [fence('shop/sleep', ['reviews.shop.svc.cluster.local'])],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'shop', name: 'reviews', app: { http: [9080] } },
      { namespace: 'shop', name: 'details', app: { http: [9080] } }
    ]
  });
  const { objects } = await shop.compile({ general: { wormholePort: ['9080'] } });
  await shop.apply(resolved(objects));
});

afterAll(async () => {
  await shop?.mesh.stop();
  receiver?.stop();
});

test('the global-sidecar reports who asked it for what', async () => {
  const seen = await ask(shop.mesh, shop.pod('shop/sleep'), 'http://details:9080');
  expect(seen).toMatchObject({ status: 200, by: 'details' });
  await expect.poll(receiver.text, { timeout: 10_000 }).toContain('details:9080');
  const text = receiver.text();
  expect(text).toMatch(/slime-source-ns[^a-z]+shop/);
  expect(text).toMatch(/slime-orig-dest[^a-z]+10\.\d+\.\d+\.\d+:9080/);
  expect(text).toContain(shop.pod('shop/sleep').ip);
  expect(text).toContain('global-sidecar');
});

test('what went straight to its Service is not reported', async () => {
  const seen = await ask(shop.mesh, shop.pod('shop/sleep'), 'http://reviews:9080');
  expect(seen).toMatchObject({ status: 200, by: 'reviews' });
  await new Promise(resolve => setTimeout(resolve, 2000));
  expect(receiver.text()).not.toContain('reviews:9080');
});

test('no proxy has refused anything', async () => {
  expect(await shop.complaints()).toEqual([]);
});
