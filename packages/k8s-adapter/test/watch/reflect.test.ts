import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Client } from '../../src/client/Client.js';
import { custom, FakeApi } from '../support/FakeApi.js';
import { fences, reflecting } from './reflection.js';

let api: FakeApi;
let client: Client;
let reflection: ReturnType<typeof reflecting>;

beforeEach(async () => {
  api = await FakeApi.start();
  client = api.connect();
});

afterEach(async () => {
  await reflection.stop();
  await client.close();
  await api.stop();
});

const service = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name }
});

const until = (check: () => void, seconds = 30) =>
  vi.waitFor(check, { timeout: seconds * 1000, interval: 5 });
const watched = () => until(() => expect(api.watches).toHaveLength(1));
const lists = () =>
  api.requests.filter(({ path, query }) => path.endsWith('s') && query['limit'] !== undefined);

test('all that is there is told, and then what happens, each with its kind', async () => {
  api.make(service('a'));
  reflection = reflecting(client);
  await watched();
  api.make(service('b'));
  api.erase('Service', 'shop', 'a');
  await until(() => expect(reflection.told).toEqual(['= Service a', '+ Service b', '- a']));
  expect(await reflection.value('meshfence_relists_total{kind="services",reason="start"}')).toMatch(/ 1$/);
  expect(await reflection.value('meshfence_kind_served{kind="services"}')).toMatch(/ 1$/);
});

test('a watch that breaks is taken up where it was, by its bookmark, and nothing is listed again', async () => {
  reflection = reflecting(client);
  await watched();
  api.make({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' } });
  api.bookmark();
  await new Promise(resolve => setTimeout(resolve, 50));
  api.cutWatches();
  await watched();
  api.make(service('a'));
  await until(() => expect(reflection.told).toEqual(['=', '+ Service a']));
  expect(lists()).toHaveLength(1);
  const versions = api.requests.flatMap(({ query }) => query['resourceVersion'] ?? []);
  expect(Number(versions[1])).toBe(Number(versions[0]) + 1);
  expect(await reflection.value('meshfence_watch_errors_total{kind="services",status="0"}')).toMatch(/ 1$/);
});

test('a watch that is too old is a new list, at once', async () => {
  reflection = reflecting(client);
  await watched();
  api.cutWatches();
  api.make(service('a'));
  api.make(service('b'));
  api.erase('Service', 'shop', 'b');
  api.compact();
  await until(() => expect(reflection.told).toEqual(['=', '= Service a']), 2);
  expect(await reflection.value('meshfence_relists_total{kind="services",reason="expired"}')).toMatch(/ 1$/);
  expect(reflection.said('warn')).toEqual([]);
});

test('a server that forgets again and again is not asked in a storm', async () => {
  api.fail({ path: /watch=1/, trouble: { status: 410 } });
  reflection = reflecting(client);
  await new Promise(resolve => setTimeout(resolve, 1500));
  expect(lists().length).toBeGreaterThanOrEqual(2);
  expect(lists().length).toBeLessThanOrEqual(5);
});

test('trouble is told once, as long as it is the same, and so is its end', async () => {
  api.fail({ times: 5, path: /services/, trouble: { status: 500, message: 'etcd is gone' } });
  reflection = reflecting(client);
  await until(() => expect(reflection.troubles.get('services')).toBe('etcd is gone'));
  await until(() => expect(reflection.said('info')).toEqual(['listed and watched again']), 15);
  expect(reflection.lines.filter(([level]) => level === 'warn')).toEqual([
    [
      'warn',
      'cannot list or watch: what is known of it stays in force',
      {
        kind: 'services',
        server: api.url,
        error: 'etcd is gone',
        retryInSeconds: expect.any(Number),
        remedy: 'See what is wrong with the API server. It is asked again by itself.'
      }
    ]
  ]);
  expect(await reflection.value('meshfence_watch_errors_total{kind="services",status="500"}')).toMatch(/ 5$/);
  expect(reflection.troubles.size).toBe(0);
}, 20_000);

test('nothing is asked sooner than the server wishes', async () => {
  api.fail({ times: 1, path: /services/, trouble: { status: 429, retryAfter: '2' } });
  reflection = reflecting(client);
  await watched();
  const [first, second] = lists().map(({ at }) => at);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1990);
});

test('a kind without a definition is waited for, patiently, and found when it comes', async () => {
  api.withdraw('ServiceFence');
  reflection = reflecting(client, fences);
  await until(() => expect(reflection.told).toEqual(['absent']));
  expect(reflection.troubles.get('servicefences.microservice.slime.io')).toBe(
    'its definition is not installed'
  );
  expect(await reflection.value('meshfence_kind_served{kind="servicefences.microservice.slime.io"}')).toMatch(
    / 0$/
  );
  api.serve(custom('microservice.slime.io', 'ServiceFence', ['v1alpha1']));
  await until(() => expect(reflection.told).toEqual(['absent', '=']));
  expect(reflection.lines).toEqual([
    [
      'warn',
      'a definition is not installed: it is waited for',
      {
        kind: 'servicefences.microservice.slime.io',
        versions: ['v1alpha1'],
        remedy: 'Install it, if it is to be used: it is found by itself.'
      }
    ],
    [
      'info',
      'a definition has been installed',
      { kind: 'servicefences.microservice.slime.io', version: 'microservice.slime.io/v1alpha1' }
    ]
  ]);
});

test('a definition that is removed is noticed, and waited for again', async () => {
  reflection = reflecting(client, fences);
  await watched();
  api.withdraw('ServiceFence');
  await until(() => expect(reflection.told).toEqual(['=', 'absent']));
  api.serve(custom('microservice.slime.io', 'ServiceFence', ['v1alpha1']));
  await until(() => expect(reflection.told).toEqual(['=', 'absent', '=']));
  expect(
    await reflection.value(
      'meshfence_relists_total{kind="servicefences.microservice.slime.io",reason="gone"}'
    )
  ).toMatch(/ 1$/);
});

test('it ends at once, though the server never answers', async () => {
  api.fail({ trouble: { hang: true } });
  reflection = reflecting(client);
  await until(() => expect(api.requests).toHaveLength(1));
  const began = performance.now();
  await reflection.stop();
  expect(performance.now() - began).toBeLessThan(500);
  expect(reflection.said('warn')).toEqual([]);
});
