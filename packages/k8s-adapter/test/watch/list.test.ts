import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/Client.js';
import { list } from '../../src/watch/list.js';
import { FakeApi } from '../support/FakeApi.js';

let api: FakeApi;
let client: Client;

beforeEach(async () => {
  api = await FakeApi.start();
  client = api.connect();
});

afterEach(async () => {
  await client.close();
  await api.stop();
});

const path = '/api/v1/services';

const make = (count: number): void => {
  for (let at = 0; at < count; at += 1)
    api.make({ apiVersion: 'v1', kind: 'Service', metadata: { namespace: 'shop', name: `s-${1000 + at}` } });
};

const names = (query: Readonly<Record<string, string>> = {}) =>
  list({
    client,
    path,
    query,
    project: page => page.map(({ metadata }) => metadata.name),
    signal: new AbortController().signal
  });

const asked = () =>
  api.requests.map(({ query }) => [query['limit'], query['continue'] === undefined ? 'first' : 'next']);

test('a long list is read in pages of five hundred, and has the version of its beginning', async () => {
  make(1001);
  const { items, resourceVersion } = await names();
  expect(items).toHaveLength(1001);
  expect(new Set(items).size).toBe(1001);
  expect(asked()).toEqual([
    ['500', 'first'],
    ['500', 'next'],
    ['500', 'next']
  ]);
  expect(resourceVersion).toBe(api.find('Service', 'shop', 's-2000')?.metadata.resourceVersion);
});

test('what is asked for is asked for on every page', async () => {
  make(501);
  await names({ labelSelector: 'app!=x' });
  expect(api.requests.map(({ query }) => query['labelSelector'])).toEqual(['app!=x', 'app!=x']);
});

test('pages that the server has forgotten are asked for all at once', async () => {
  make(600);
  api.fail({ path: /continue=/, times: 1, trouble: { status: 410 } });
  expect((await names()).items).toHaveLength(600);
  expect(asked()).toEqual([
    ['500', 'first'],
    ['500', 'next'],
    [undefined, 'first']
  ]);
});

test("any other refusal is the caller's, and so is a list that cannot be had at once either", async () => {
  make(600);
  api.fail({ path: /continue=/, times: 1, trouble: { status: 500 } });
  await expect(names()).rejects.toMatchObject({ status: 500 });
  api.fail({ trouble: { status: 410 } });
  await expect(names()).rejects.toMatchObject({ status: 410 });
});

test('an empty list is one, whatever the server writes for it', async () => {
  api.fail({ times: 1, trouble: { body: '{"metadata":{"resourceVersion":"7"},"items":null}' } });
  expect(await names()).toEqual({ items: [], resourceVersion: '7' });
});
