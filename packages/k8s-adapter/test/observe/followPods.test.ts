import type { PodChange } from '@meshfence/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Client } from '../../src/client/Client.js';
import { newMetrics } from '../../src/metrics/Metrics.js';
import { followPods } from '../../src/observe/followPods.js';
import { FakeApi } from '../support/FakeApi.js';
import { memoryLog } from '../support/memoryLog.js';

let api: FakeApi;
let client: Client;
let ending: AbortController;
let followed: Promise<void>;
const told: Array<string> = [];
const now = Date.UTC(2026, 2, 1);

const pod = (name: string, ip: string | undefined, status: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    namespace: 'shop',
    name,
    labels: { app: 'web' },
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-7d4', uid: '1' }]
  },
  spec: {},
  status: { phase: 'Running', ...(ip === undefined ? {} : { podIP: ip }), ...status }
});

const show = (change: PodChange): string => {
  if (change._tag === 'Removed') return `- ${change.key}`;
  const { addresses, meta } = change.pod;
  const since = change.since === undefined ? 'always' : new Date(change.since).toISOString().slice(11, 19);
  return `+ ${meta.namespace}/${meta.name} of ${meta.ownerReferences[0]?.name} ${addresses.join()} ${since}`;
};

const follow = (): void => {
  followed = followPods({
    client,
    log: memoryLog().log,
    metrics: newMetrics({ process: false }),
    now: () => now,
    signal: ending.signal,
    told: (changes, isWhole) => void told.push(...(isWhole ? ['='] : []), ...changes.map(show))
  });
};

beforeEach(async () => {
  told.length = 0;
  ending = new AbortController();
  api = await FakeApi.start();
  client = api.connect();
});

afterEach(async () => {
  ending.abort();
  await followed;
  await client.close();
  await api.stop();
});

const until = (expected: ReadonlyArray<string>) =>
  vi.waitFor(() => expect(told).toEqual(expected), { timeout: 30_000, interval: 5 });

test('pods that are there are told at once, since their start; others since they were heard of', async () => {
  api.make(pod('a', '10.1.0.1', { startTime: '2026-02-03T04:05:06Z' }));
  api.make(pod('b', '10.1.0.2'));
  follow();
  const first = ['=', '+ shop/a of web-7d4 10.1.0.1 04:05:06', '+ shop/b of web-7d4 10.1.0.2 always'];
  await until(first);
  await vi.waitFor(() => expect(api.watches).toHaveLength(1));
  api.make(pod('c', '10.1.0.3', { startTime: '2026-02-03T04:05:06Z' }));
  api.erase('Pod', 'shop', 'a');
  // A pod has its address only when its machine has given it one.
  await until([
    ...first,
    '+ shop/c of web-7d4  00:00:00',
    '+ shop/c of web-7d4 10.1.0.3 00:00:00',
    '- shop/a'
  ]);
});
