import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyPatch } from '../../src/client/Client.js';
import type { Client } from '../../src/client/Client.js';
import { connect } from '../../src/client/connect.js';
import { isFieldConflict, isRefusal, refusalOf, Unreachable } from '../../src/client/Refusal.js';
import { FakeApi } from '../support/FakeApi.js';
import { kubeconfigOf } from '../support/kubeconfig.js';
import { newFolder } from './support/Folder.js';

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

const path = '/api/v1/namespaces/default/configmaps';
const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };

test('two hundred requests, one after the other, share one or two connections', async () => {
  for (let count = 0; count < 200; count += 1) await client.ask({ path });
  expect(api.requests).toHaveLength(200);
  expect(api.connections).toBeLessThanOrEqual(2);
});

test('requests at once have connections of their own, and never more than 64', async () => {
  api.fail({ trouble: { delay: 50 } });
  await Promise.all(Array.from({ length: 200 }, () => client.ask({ path })));
  expect(api.connections).toBe(64);
});

test('a request says who, what, and of which type', async () => {
  await client.ask({ method: 'POST', path, body: map });
  const again = { ...map, data: { a: 'b' } };
  const target = `${path}/a?fieldManager=meshfence`;
  expect(
    await client.ask({ method: 'PATCH', path: target, body: again, contentType: applyPatch })
  ).toMatchObject(again);
  await client.ask({ method: 'DELETE', path: `${path}/a`, body: { preconditions: {} } });
  expect(api.requests).toMatchObject([
    {
      method: 'POST',
      path,
      body: map,
      contentType: 'application/json',
      token: 'fake',
      userAgent: 'meshfence'
    },
    { method: 'PATCH', path: `${path}/a`, query: { fieldManager: 'meshfence' }, contentType: applyPatch },
    { method: 'DELETE', path: `${path}/a`, body: { preconditions: {} } }
  ]);
});

test('a refusal is what the server said', async () => {
  await expect(client.ask({ path: `${path}/none` })).rejects.toMatchObject({
    name: 'Refusal',
    status: 404,
    reason: 'NotFound',
    message: 'configmaps "none" not found'
  });
  api.make({ ...map, data: { x: '1' } }, 'other');
  const body = { ...map, data: { x: '2' } };
  const asked = client.ask({
    method: 'PATCH',
    path: `${path}/a?fieldManager=meshfence`,
    body,
    contentType: applyPatch
  });
  const error: unknown = await asked.catch((refusal: unknown) => refusal);
  expect(isFieldConflict(error) && error.causes).toEqual([
    { reason: 'FieldManagerConflict', message: 'conflict with "other"', field: '.data.x' }
  ]);
  expect(isRefusal(error, 409)).toBe(true);
  expect(isRefusal(error, 404, 410)).toBe(false);
});

const refusedWith = async (retryAfter: string): Promise<unknown> => {
  const stop = api.fail({ trouble: { status: 429, retryAfter } });
  const error: unknown = await client.ask({ path }).catch((refusal: unknown) => refusal);
  stop();
  return isRefusal(error, 429) ? error.retryAfter : error;
};

test('Retry-After comes in seconds, as a date, or not at all', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-07T12:00:00.250Z') });
  expect(await refusedWith('7')).toBe(7000);
  expect(await refusedWith('Sat, 07 Mar 2026 12:00:10 GMT')).toBe(9750);
  expect(await refusedWith('Sat, 07 Mar 2026 11:00:00 GMT')).toBe(0);
  expect(await refusedWith('soon')).toBeUndefined();
  vi.useRealTimers();
});

test('what no API server would say is refused or unreachable all the same', async () => {
  api.fail({ path: /\/a$/, trouble: { body: '<html>' } });
  await expect(client.ask({ path: `${path}/a` })).rejects.toThrow('what came is no JSON, in 6 characters');
  await expect(client.ask({ path: '/apis/none/v1' })).rejects.toMatchObject({
    status: 404,
    reason: '',
    message: '404 page not found'
  });
});

test.each(['before', 'body', 'after'] as const)('a connection that breaks (%s) is no answer', async when => {
  api.fail({ times: 1, trouble: { reset: when } });
  await expect(client.ask({ path })).rejects.toBeInstanceOf(Unreachable);
  await expect(client.ask({ path })).resolves.toMatchObject({ kind: 'ConfigMapList' });
});

test('a server that is not there is said to be so, and found again when it is', async () => {
  await api.close();
  await expect(client.ask({ path })).rejects.toThrow(`${api.url} does not answer: connect ECONNREFUSED`);
  await api.open();
  await expect(client.ask({ path })).resolves.toMatchObject({ kind: 'ConfigMapList' });
});

test('of a server with several addresses, each failure is told', async () => {
  const folder = newFolder();
  await api.close();
  const cluster = { server: api.url.replace('127.0.0.1', 'localhost'), 'insecure-skip-tls-verify': true };
  const other = connect({ kubeconfig: folder.write('config', kubeconfigOf(cluster, { token: 'x' })) });
  await expect(other.ask({ path })).rejects.toThrow(/does not answer: connect ECONNREFUSED/);
  await other.close();
  folder.remove();
});

test('an answer that does not come in time is given up, and the next one comes', async () => {
  api.fail({ times: 1, trouble: { hang: true } });
  await expect(client.ask({ path, timeout: 50 })).rejects.toThrow(
    `${api.url} does not answer: no answer within 0.05 s`
  );
  await expect(client.ask({ path, timeout: 1000 })).resolves.toMatchObject({ kind: 'ConfigMapList' });
});

test('a signal ends a request, before it began or while it waits', async () => {
  const away = new AbortController();
  api.fail({ trouble: { hang: true } });
  const asked = client.ask({ path, signal: away.signal });
  await vi.waitFor(() => expect(api.requests).toHaveLength(1));
  away.abort();
  await expect(asked).rejects.toThrow(`the request to ${api.url} was given up`);
  await expect(client.ask({ path, signal: away.signal })).rejects.toThrow('was given up');
  expect(api.requests).toHaveLength(1);
});

test('a signal that lives long is let go of by each request, and may be shared by many', async () => {
  const warnings = vi.spyOn(process, 'emitWarning');
  const life = new AbortController();
  const ask = () => client.ask({ path, signal: life.signal });
  await Promise.all(Array.from({ length: 30 }, ask));
  api.fail({ times: 1, trouble: { status: 500 } });
  await ask().catch(() => undefined);
  expect(getEventListeners(life.signal, 'abort')).toEqual([]);
  expect(warnings).not.toHaveBeenCalled();
});

test('when a client is closed, so are its connections', async () => {
  api.fail({ path: /watch/, trouble: { silent: true } });
  const watch = client.stream({ path: `${path}?watch=1` })[Symbol.asyncIterator]();
  const ended = watch.next().catch((error: unknown) => error);
  await vi.waitFor(() => expect(api.requests).toHaveLength(1));
  await client.close();
  expect(await ended).toBeInstanceOf(Unreachable);
});

test('however far away the time is that Retry-After names, it is a minute at most', () => {
  expect(refusalOf(503, '', '86400').retryAfter).toBe(60_000);
  expect(refusalOf(503, '', 'Fri, 31 Dec 2100 23:59:59 GMT').retryAfter).toBe(60_000);
});
