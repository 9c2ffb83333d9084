import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Client } from '../../src/client/Client.js';
import { follow } from '../../src/watch/follow.js';
import { FakeApi } from '../support/FakeApi.js';

let api: FakeApi;
let client: Client;
let ending: AbortController;

beforeEach(async () => {
  api = await FakeApi.start();
  client = api.connect();
  ending = new AbortController();
});

afterEach(async () => {
  ending.abort();
  await client.close();
  await api.stop();
});

const service = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name }
});

const following = (more: { resourceVersion?: string; limit?: number } = {}) => {
  const told: Array<string> = [];
  const ended = follow({
    client,
    path: '/api/v1/services',
    query: {},
    resourceVersion: api.make(service('first')).metadata.resourceVersion ?? '',
    signal: ending.signal,
    answered: () => void told.push('open'),
    heard: version => void told.push(version),
    event: ({ object, type }) => void told.push(`${type} ${object.metadata.name}`),
    ...more
  });
  // Those that nobody waits for end with the test.
  ended.catch(() => {});
  return { told, ended };
};

const open = () => vi.waitFor(() => expect(api.watches).toHaveLength(1));

test('what happens is handed over with the versions up to which all is known, bookmarks too', async () => {
  const { ended, told } = following();
  await open();
  const { resourceVersion } = api.make(service('a')).metadata;
  api.make({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' } });
  api.bookmark();
  api.erase('Service', 'shop', 'a');
  api.watches.forEach(watch => watch.end());
  await ended;
  const at = Number(resourceVersion);
  expect(told).toEqual([
    'open',
    'ADDED a',
    String(at),
    String(at + 1),
    'DELETED a',
    String(at + 2),
    String(at + 2)
  ]);
});

test('the server is asked for bookmarks, and to end it after half a minute', async () => {
  following();
  await open();
  const { query = {} } = api.requests[0] ?? {};
  expect(query).toMatchObject({ watch: '1', allowWatchBookmarks: 'true' });
  expect(Number(query['timeoutSeconds'])).toBeGreaterThanOrEqual(25);
  expect(Number(query['timeoutSeconds'])).toBeLessThan(40);
});

test("a version that is too old is the server's refusal, in the watch as well as before it", async () => {
  api.make(service('a'));
  api.make(service('b'));
  api.compact();
  await expect(following({ resourceVersion: '1' }).ended).rejects.toMatchObject({ status: 410 });
});

test('an error in the middle is a refusal, without a code one of the server itself', async () => {
  const { ended } = following();
  await open();
  api.watches[0]?.write('{"type":"ERROR","object":{"message":"etcd is gone"}}\n');
  await expect(ended).rejects.toMatchObject({ status: 500, message: 'etcd is gone' });
});

test('a line that is cut off is no event, and a broken connection is an error', async () => {
  const { ended, told } = following();
  await open();
  api.cutWatches({ inTheMiddle: true });
  await expect(ended).rejects.toMatchObject({ name: 'Unreachable' });
  expect(told).toEqual(['open']);
});

test('a watch that does not end when it should is given up, which is no error', async () => {
  const began = performance.now();
  await following({ limit: 100 }).ended;
  expect(performance.now() - began).toBeGreaterThan(90);
  await vi.waitFor(() => expect(api.watches).toHaveLength(0));
});

test('what happens does not make a watch last longer', async () => {
  const { ended, told } = following({ limit: 700 });
  await open();
  const bookmarks = setInterval(() => api.bookmark(), 200);
  await ended;
  clearInterval(bookmarks);
  expect(told.length).toBeGreaterThan(2);
});
