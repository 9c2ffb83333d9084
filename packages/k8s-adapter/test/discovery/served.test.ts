import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/Client.js';
import { collectionPath, nameOf, objectPath } from '../../src/discovery/Resource.js';
import type { Wanted } from '../../src/discovery/Resource.js';
import { served, sharedDiscovery } from '../../src/discovery/served.js';
import { custom, FakeApi } from '../support/FakeApi.js';

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

const sidecars: Wanted = {
  group: 'networking.istio.io',
  versions: ['v1', 'v1beta1'],
  kind: 'Sidecar',
  plural: 'sidecars',
  namespaced: true
};

const services: Wanted = {
  group: '',
  versions: ['v1'],
  kind: 'Service',
  plural: 'services',
  namespaced: true
};

test('a kind is found in the first of its versions that is served', async () => {
  expect(await served(client, sidecars)).toMatchObject({ apiVersion: 'networking.istio.io/v1' });
  api.serve({ ...custom('networking.istio.io', 'Sidecar', ['v1beta1']) });
  expect(await served(client, sidecars)).toEqual({
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'Sidecar',
    plural: 'sidecars',
    namespaced: true
  });
  expect(await served(client, services)).toMatchObject({ apiVersion: 'v1' });
});

test('a kind whose definition is not there is undefined, alone or with its whole group', async () => {
  api.withdraw('Sidecar');
  expect(await served(client, sidecars)).toBeUndefined();
  expect(await served(client, { ...sidecars, group: 'example.io' })).toBeUndefined();
  api.serve(custom('networking.istio.io', 'Sidecar', ['v1']));
  expect(await served(client, sidecars)).toMatchObject({ apiVersion: 'networking.istio.io/v1' });
});

test('a server that does not tell is an error, never a kind that is not there', async () => {
  api.fail({ times: 1, trouble: { status: 503 } });
  await expect(served(client, sidecars)).rejects.toMatchObject({ status: 503 });
  api.fail({ times: 1, trouble: { reset: 'body' } });
  await expect(served(client, sidecars)).rejects.toMatchObject({ name: 'Unreachable' });
});

test('many who ask for the same at the same time cost one request for each version', async () => {
  let now = 0;
  const discover = sharedDiscovery(client, () => now);
  const others = ['VirtualService', 'ServiceEntry'].map(kind => ({ ...sidecars, kind, plural: 'none' }));
  const found = await Promise.all([sidecars, sidecars, ...others].map(discover));
  expect(found.map(each => each?.kind)).toEqual(['Sidecar', 'Sidecar', undefined, undefined]);
  const asked = () => api.requests.map(({ path }) => path.replace('/apis/networking.istio.io/', ''));
  expect(asked()).toEqual(['v1', 'v1beta1']);
  now = 999;
  await discover(sidecars);
  expect(asked()).toHaveLength(2);
  now = 1000;
  await discover(sidecars);
  expect(asked()).toEqual(['v1', 'v1beta1', 'v1']);
});

test("a failure is nobody else's", async () => {
  const discover = sharedDiscovery(client);
  api.fail({ times: 1, trouble: { status: 503 } });
  await expect(discover(sidecars)).rejects.toMatchObject({ status: 503 });
  expect(await discover(sidecars)).toMatchObject({ apiVersion: 'networking.istio.io/v1' });
});

test('paths are those that the server knows', async () => {
  api.make({
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { namespace: 'shop', name: 'web' }
  });
  const found = await served(client, sidecars);
  const core = await served(client, services);
  if (found === undefined || core === undefined) throw new Error('not served');
  expect(objectPath(found, 'shop', 'web')).toBe('/apis/networking.istio.io/v1/namespaces/shop/sidecars/web');
  expect(await client.ask({ path: objectPath(found, 'shop', 'web') })).toMatchObject({ kind: 'Sidecar' });
  expect(await client.ask({ path: collectionPath(found) })).toMatchObject({ items: [{ kind: 'Sidecar' }] });
  expect(await client.ask({ path: collectionPath(found, 'default') })).toMatchObject({ items: [] });
  expect(await client.ask({ path: collectionPath(core, 'shop') })).toMatchObject({ kind: 'ServiceList' });
  expect([nameOf(sidecars), nameOf(services)]).toEqual(['sidecars.networking.istio.io', 'services']);
});
