import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../harness/process/waitFor.js';
import { callersMeshConfig, callersReport } from './als/callers.js';
import { controllerService, startReceiver } from './als/Receiver.js';
import type { Receiver } from './als/Receiver.js';
import { fence, service } from './support/inputs.js';
import { Shop } from './support/Shop.js';

let receiver: Receiver;
let shop: Shop;

const reviews = 'reviews.shop.svc.cluster.local';

beforeAll(async () => {
  shop = await Shop.open({
    objects: [
      service('shop/sleep', { http: 9080 }),
      service('shop/reviews', { http: 9080 }),
      ...controllerService
    ],
    fences: [fence('shop/sleep', [reviews])],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'shop', name: 'reviews', app: { http: [9080] } }
    ],
    meshConfig: callersMeshConfig
  });
  receiver = await startReceiver(shop.mesh);
  await shop.configure(callersReport);
});

afterAll(async () => {
  await receiver?.stop();
  await shop?.mesh.stop();
});

const sleep = () => shop.pod('shop/sleep');

/** What Envoy itself counts: entries handed over or still kept, and those that it has dropped. */
const ofEnvoy = async (): Promise<{ readonly written: number; readonly dropped: number }> => {
  const found = await shop.mesh.stats(sleep(), 'access_logs.grpc_access_log');
  return {
    written: found.get('access_logs.grpc_access_log.logs_written') ?? 0,
    dropped: found.get('access_logs.grpc_access_log.logs_dropped') ?? 0
  };
};

/** Waits until everything that Envoy has written is there; gives how much that is. */
const settled = async (): Promise<number> => {
  let last = -1;
  return waitFor('entries to come no more', async () => {
    const now = await receiver.entries('call');
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
    await callReviews(1);
    const before = await settled();
    const envoyBefore = await ofEnvoy();
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
    expect(await receiver.edges()).toEqual([`shop/sleep -> ${reviews}:9080 http`]);
  }
);
