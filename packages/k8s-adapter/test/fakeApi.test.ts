import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { steps } from './support/conformance/steps.js';
import { transcript } from './support/conformance/transcript.js';
import { custom, FakeApi } from './support/FakeApi.js';

let api: FakeApi;

beforeEach(async () => {
  api = await FakeApi.start();
});

afterEach(async () => {
  await api.stop();
});

test('it answers as the real API server did', async () => {
  const real = readFileSync(new URL('support/conformance/transcript.txt', import.meta.url), 'utf8');
  api.compact();
  const asked = await transcript(async ({ method, path, body, contentType }) => {
    const answer = await fetch(`${api.url}${path}`, {
      method,
      headers: { 'content-type': contentType, 'user-agent': 'e2e' },
      ...(body === undefined ? {} : { body })
    });
    return { status: answer.status, text: await answer.text() };
  }, steps);
  expect(asked).toBe(real);
});

const sidecars = '/apis/networking.istio.io/v1/namespaces/default/sidecars';
const sidecar = (name: string, metadata = {}) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'Sidecar',
  metadata: { name, namespace: 'default', ...metadata }
});

const ask = async (path: string, init: RequestInit = {}): Promise<{ status: number; body: string }> => {
  const answer = await fetch(`${api.url}${path}`, init);
  return { status: answer.status, body: await answer.text() };
};

const json = async <A>(path: string): Promise<A> => JSON.parse((await ask(path)).body) as A;

test('a page that comes too late has expired', async () => {
  ['a', 'b', 'c'].forEach(name => api.make(sidecar(name)));
  const { metadata } = await json<{ metadata: { continue: string } }>(`${sidecars}?limit=2`);
  api.make(sidecar('aa'));
  const next = `${sidecars}?limit=2&continue=${metadata.continue}`;
  expect(await json(next)).toMatchObject({ items: [{ metadata: { name: 'c' } }] });
  expect(await ask(next)).toMatchObject({ status: 410 });
  const { metadata: again } = await json<{ metadata: { continue: string } }>(`${sidecars}?limit=2`);
  api.compact();
  expect(await ask(`${sidecars}?limit=2&continue=${again.continue}`)).toMatchObject({ status: 410 });
});

test('a watch tells on request up to where it has told all, and when time is up', async () => {
  const watch = ask(`${sidecars}?watch=1&allowWatchBookmarks=true&timeoutSeconds=1`);
  await vi.waitFor(() => expect(api.watches).toHaveLength(1));
  const bookmark = (version: number): string =>
    JSON.stringify({
      type: 'BOOKMARK',
      object: {
        kind: 'Sidecar',
        apiVersion: 'networking.istio.io/v1',
        metadata: { resourceVersion: String(version), creationTimestamp: null }
      }
    });
  api.bookmark();
  api.make({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'elsewhere' } });
  expect((await watch).body).toBe(`${bookmark(2)}\n${bookmark(3)}\n`);
});

test('a kind comes and goes: its paths, its objects, its watches', async () => {
  expect(await ask('/apis/example.io/v1')).toEqual({ status: 404, body: '404 page not found\n' });
  api.serve(custom('example.io', 'Thing', ['v1']));
  expect(await json('/apis/example.io/v1')).toMatchObject({
    resources: [{ name: 'things', kind: 'Thing' }, { name: 'things/status' }]
  });
  api.make({ apiVersion: 'example.io/v1', kind: 'Thing', metadata: { name: 'a' } });
  const watch = ask('/apis/example.io/v1/things?watch=1');
  await vi.waitFor(() => expect(api.watches).toHaveLength(1));
  api.withdraw('Thing');
  expect((await watch).body).toContain('"type":"ADDED"');
  expect((await ask('/apis/example.io/v1/things')).status).toBe(404);
  api.serve(custom('example.io', 'Thing', ['v1']));
  expect(await json('/apis/example.io/v1/things')).toMatchObject({ items: [] });
});

test('a schema refuses what it does not know', async () => {
  const things = custom('example.io', 'Thing', ['v1']);
  const flaw = { field: 'spec.size', message: 'Invalid value: "string"' };
  api.serve({ ...things, flawOf: ({ spec }) => (spec === 'bad' ? flaw : undefined) });
  const body = JSON.stringify({ metadata: { name: 'a' }, spec: 'bad' });
  const path = '/apis/example.io/v1/namespaces/default/things';
  const { status, body: refusal } = await ask(path, { method: 'POST', body });
  expect(status).toBe(422);
  expect(JSON.parse(refusal)).toMatchObject({
    message: 'Thing.example.io "a" is invalid: spec.size: Invalid value: "string"',
    details: { causes: [{ reason: 'FieldValueInvalid', ...flaw }] }
  });
});

test('what belonged to a deleted object goes with it, where that is wanted', async () => {
  await api.stop();
  api = await FakeApi.start({ collects: true });
  const owner = api.make(sidecar('owner'));
  const other = api.make(sidecar('other'));
  const reference = ({ metadata: { uid, name } }: typeof owner) => ({
    apiVersion: 'v1',
    kind: 'X',
    name,
    uid
  });
  api.make(sidecar('owned', { ownerReferences: [reference(owner)] }));
  api.make(sidecar('shared', { ownerReferences: [reference(owner), reference(other)] }));
  api.make(sidecar('elsewhere', { namespace: 'gone' }));
  api.erase('Sidecar', 'default', 'owner');
  api.erase('Namespace', undefined, 'gone');
  const names = () => api.all('Sidecar').map(({ metadata }) => metadata.name);
  await vi.waitFor(() => expect(names()).toEqual(['other', 'shared']));
});

test('a write whose answer is lost was done all the same, and one that is reset was not', async () => {
  const post = (name: string) => ask(sidecars, { method: 'POST', body: JSON.stringify(sidecar(name)) });
  api.fail({ method: 'POST', times: 1, trouble: { reset: 'before' } });
  await expect(post('before')).rejects.toThrow();
  api.fail({ method: 'POST', times: 1, trouble: { reset: 'after' } });
  await expect(post('after')).rejects.toThrow();
  expect(api.all('Sidecar').map(({ metadata }) => metadata.name)).toEqual(['after']);
  expect(api.writes.map(({ code }) => code)).toEqual([undefined, undefined]);
});

test('what is stored stays while nobody is answered', async () => {
  api.make(sidecar('a'));
  const { url } = api;
  await api.close();
  await expect(ask(sidecars)).rejects.toThrow();
  await api.open();
  expect(api.url).toBe(url);
  expect(await json(`${sidecars}/a`)).toMatchObject({ metadata: { name: 'a' } });
});
