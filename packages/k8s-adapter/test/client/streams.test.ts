import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Client } from '../../src/client/Client.js';
import { Unreachable } from '../../src/client/Refusal.js';
import { FakeApi } from '../support/FakeApi.js';

interface Event {
  readonly type: string;
  readonly object: { readonly metadata: { readonly name: string; readonly resourceVersion: string } };
}

let api: FakeApi;
let client: Client;

beforeEach(async () => {
  api = await FakeApi.start({ expiredBy: 'status' });
  client = api.connect();
});

afterEach(async () => {
  await client.close();
  await api.stop();
});

const path = '/api/v1/namespaces/default/configmaps?watch=1&allowWatchBookmarks=true';
const map = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
const watching = () => vi.waitFor(() => expect(api.watches).toHaveLength(1));

/** What a watch tells, until it ends; and how it does. */
const read = async (signal?: AbortSignal): Promise<{ heard: ReadonlyArray<string>; end: unknown }> => {
  const heard: Array<string> = [];
  try {
    const question = { path, timeout: 1000, ...(signal === undefined ? {} : { signal }) };
    for await (const { type, object } of client.stream<Event>(question))
      heard.push(`${type} ${object.metadata.name ?? object.metadata.resourceVersion}`);
    return { heard, end: 'well' };
  } catch (end) {
    return { heard, end };
  }
};

test('a watch tells what is there and what happens, until the server ends it', async () => {
  api.make(map('a'));
  const reading = read();
  await watching();
  api.make(map('b'));
  api.erase('ConfigMap', 'default', 'a');
  const [watch] = api.watches;
  watch?.end();
  expect(await reading).toEqual({ heard: ['ADDED a', 'ADDED b', 'DELETED a', 'BOOKMARK 5'], end: 'well' });
});

test('a watch may be silent for longer than an answer may take', async () => {
  const reading = read();
  await watching();
  await new Promise(resolve => setTimeout(resolve, 1200));
  api.make(map('late'));
  api.watches[0]?.end();
  expect(await reading).toMatchObject({ heard: ['ADDED late', expect.any(String)], end: 'well' });
});

test('a watch that is cut, between lines or in the middle of one, is an answer that broke off', async () => {
  for (const inTheMiddle of [false, true]) {
    const reading = read();
    await watching();
    api.make(map(`a-${inTheMiddle}`));
    await new Promise(resolve => setTimeout(resolve, 50));
    api.cutWatches({ inTheMiddle });
    const { heard, end } = await reading;
    expect(heard).toContain(`ADDED a-${inTheMiddle}`);
    expect(end).toBeInstanceOf(Unreachable);
    await vi.waitFor(() => expect(api.watches).toHaveLength(0));
  }
});

test('a line that is no JSON ends a watch', async () => {
  const reading = read();
  await watching();
  api.watches[0]?.write('{"type":\n');
  expect((await reading).end).toMatchObject({
    name: 'Unreachable',
    message: 'what came is no JSON, in 8 characters'
  });
});

test('a watch that may not begin is a refusal', async () => {
  api.make(map('a'));
  api.compact();
  const watch = client.stream({ path: `${path}&resourceVersion=1` })[Symbol.asyncIterator]();
  await expect(watch.next()).rejects.toMatchObject({ name: 'Refusal', status: 410, reason: 'Expired' });
});

test('a watch whose head does not come in time is given up', async () => {
  api.fail({ trouble: { hang: true } });
  const watch = client.stream({ path, timeout: 50 })[Symbol.asyncIterator]();
  await expect(watch.next()).rejects.toThrow('no answer within 0.05 s');
});

test('breaking off closes the connection, and lets go of the signal', async () => {
  const life = new AbortController();
  api.make(map('a'));
  for await (const { type } of client.stream<Event>({ path, signal: life.signal })) {
    expect(type).toBe('ADDED');
    break;
  }
  await vi.waitFor(() => expect(api.watches).toHaveLength(0));
  expect(getEventListeners(life.signal, 'abort')).toEqual([]);
});

test('a signal ends a watch that is silent', async () => {
  const life = new AbortController();
  const reading = read(life.signal);
  await watching();
  life.abort();
  expect((await reading).end).toMatchObject({ message: `the request to ${api.url} was given up` });
  await vi.waitFor(() => expect(api.watches).toHaveLength(0));
});

test('however many watches are open, questions are answered', async () => {
  const ending = new AbortController();
  const watches = Array.from({ length: 100 }, () => read(ending.signal));
  await vi.waitFor(() => expect(api.watches).toHaveLength(100), { timeout: 30_000 });
  await client.ask({ path: '/api/v1/namespaces/default/configmaps', timeout: 2000 });
  ending.abort();
  await Promise.all(watches);
});
