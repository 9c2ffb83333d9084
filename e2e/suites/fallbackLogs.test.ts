import { setTimeout as sleep } from 'node:timers/promises';
import { decodeObjects, meshConfigFragment } from '@meshfence/core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ask, freshPath } from './support/ask.js';
import type { AskOptions, Seen } from './support/ask.js';
import { clusterIpOf } from './support/clusterIpOf.js';
import { fallback } from './support/fallback.js';
import { fence, service, slimeBoot } from './support/inputs.js';
import { startLogReceiver } from './support/LogReceiver.js';
import type { LogReceiver } from './support/LogReceiver.js';
import { Shop } from './support/Shop.js';

let shop: Shop;
let receiver: LogReceiver;

const app = { http: [9080] };
const boot = { general: { wormholePort: ['9080'] } };

beforeAll(async () => {
  shop = await Shop.open({
    objects: ['sleep', 'reviews', 'details'].map(name => service(`shop/${name}`, { http: 9080 })),
    fences: [fence('shop/sleep', ['reviews.shop.svc.cluster.local'])],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'shop', name: 'reviews', app },
      { namespace: 'shop', name: 'details', app }
    ]
  });
  receiver = await startLogReceiver(shop.mesh);
});

afterEach(async () => {
  expect(await shop.complaints()).toEqual([]);
});

afterAll(async () => {
  await receiver?.stop();
  await shop?.mesh.stop();
});

const fromSleep = (url: string, options: AskOptions = {}): Promise<Seen> =>
  ask(shop.mesh, shop.pod('shop/sleep'), url, options);

const addressOf = (key: string): Promise<string> => clusterIpOf(shop.mesh, key);

describe("the global-sidecar's reports", () => {
  beforeAll(async () => {
    await shop.configure(boot);
  });

  test('tell who called whom, and where the caller meant to go', async () => {
    const { path } = await fromSleep('http://details:9080');
    const said = await receiver.heard(path);
    for (const text of [
      'details:9080',
      'slime-source-ns',
      'shop',
      'slime-orig-dest',
      `${await addressOf('shop/details')}:9080`
    ])
      expect(said).toContain(text);
    expect(said).toContain(shop.pod('shop/sleep').ip);
  });

  test('say nothing of requests that did not come by the fallback', async () => {
    const direct = await fromSleep('http://reviews:9080');
    const straight = await fromSleep('http://global-sidecar.mesh-operator:9080');
    expect(straight.status).toBe(400);
    const { path } = await fromSleep('http://details:9080');
    await receiver.heard(path);
    const all = (await receiver.messages()).join('\n');
    expect(all).not.toContain(direct.path);
    expect(all).not.toContain(straight.path);
  });
});

test('with prometheus as the source, nobody reports anything', async () => {
  await shop.configure({ ...boot, metrics: 'prometheus' });
  const { path, status } = await fromSleep('http://details:9080');
  expect(status).toBe(200);
  await sleep(2000);
  expect((await receiver.messages()).join('\n')).not.toContain(path);
});

describe("the callers' own reports", () => {
  const general = { ...boot.general, accessLogger: 'callers' };

  beforeAll(async () => {
    const { value } = decodeObjects([slimeBoot({ general })]);
    const fragment = meshConfigFragment(value.config);
    expect(fragment).toHaveProperty('extensionProviders');
    await shop.mesh.configure(fragment);
    await shop.configure({ general });
  });

  test.each([
    ['details', fallback.route, fallback.cluster],
    ['reviews', 'default', 'outbound|9080||reviews.shop.svc.cluster.local']
  ])('tell of calls to %s', async (name, route, cluster) => {
    const path = freshPath();
    const { status } = await shop.mesh.call(shop.pod('shop/sleep'), `http://${name}:9080${path}`);
    expect(status).toBe(200);
    const address = await addressOf(`shop/${name}`);
    await receiver.heard(path, `${name}:9080`, route, cluster, address);
  });

  test('say who the caller is, at the beginning of each stream', async () => {
    await receiver.heard('sidecar~', 'sleep.shop', 'WORKLOAD_NAME', 'meshfence');
  });

  test('come from nobody else: neither callees nor the global-sidecar report what they receive', async () => {
    const path = freshPath();
    await shop.mesh.call(shop.pod('shop/sleep'), `http://details:9080${path}`);
    await receiver.heard(path, 'to-global-sidecar');
    await sleep(1500);
    const all = (await receiver.messages()).filter(message => message.includes(path));
    expect(all.filter(message => message.includes('inbound|'))).toEqual([]);
  });
});
