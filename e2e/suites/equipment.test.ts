import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connect } from '../harness/api/Api.js';
import type { Api } from '../harness/api/Api.js';
import { AuditLog } from '../harness/controller/AuditLog.js';
import {
  createAll,
  deleteAll,
  namespaceObject,
  numbered,
  serviceObject
} from '../harness/controller/bulk.js';
import { FaultProxy } from '../harness/controller/FaultProxy.js';
import { serviceAccountToken } from '../harness/controller/serviceAccountKubeconfig.js';
import { startController } from '../harness/controller/startController.js';
import { writeCounts, writesBetween } from '../harness/controller/writeCounts.js';
import { restartApiServer, restartEtcd } from '../harness/control/restart.js';
import { Mesh } from '../harness/Mesh.js';
import { must } from '../harness/process/run.js';
import { waitFor } from '../harness/process/waitFor.js';

const maps = '/api/v1/namespaces/default/configmaps';
const map = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

let mesh: Mesh;
let proxy: FaultProxy;
let through: Api;

beforeAll(async () => {
  mesh = await Mesh.start({ only: 'api', audit: true, admission: ['OwnerReferencesPermissionEnforcement'] });
  proxy = await FaultProxy.start(mesh, { keepBodies: true });
  through = connect(proxy.access);
});

afterEach(async () => {
  await proxy.set({ kind: 'pass' });
});

afterAll(async () => {
  through?.close();
  await proxy?.stop();
  await mesh?.stop();
});

const statusOf = async (path: string, method = 'GET') => (await through.ask(path, { method })).status;

test('a proxy passes on what is asked, and remembers it', async () => {
  const before = Date.now();
  await through.json(maps, { method: 'POST', body: map('passed') });
  expect((await mesh.api.ask(`${maps}/passed`)).status).toBe(200);
  expect(proxy.writes({ since: before })).toMatchObject([
    { method: 'POST', path: maps, status: 201, body: JSON.stringify(map('passed')) }
  ]);
  expect(await statusOf(`${maps}/none`)).toBe(404);
  expect(proxy.count({ path: /none/, since: before })).toBe(1);
  expect((await through.ask(maps, { token: 'wrong' })).status).toBe(401);
});

test('a proxy refuses, by any status, all or only writes', async () => {
  await proxy.set({ kind: 'refuse', status: 500, of: 'writes' });
  expect(await statusOf(maps)).toBe(200);
  expect(await statusOf(`${maps}/passed`, 'DELETE')).toBe(500);
  await proxy.set({ kind: 'refuse', status: 429, retryAfter: 7 });
  const { headers } = await rawly(maps);
  expect(headers).toMatch(/^HTTP\/1.1 429[^]*retry-after: 7\r\n/i);
  await proxy.set({ kind: 'refuse', status: 401 });
  expect(await statusOf(maps)).toBe(401);
});

/** The head of an answer, as curl prints it. */
const rawly = async (path: string): Promise<{ headers: string }> => {
  const headers = await must([
    'curl',
    '-sk',
    '--http1.1',
    '-D',
    '-',
    '-o',
    '/dev/null',
    `${proxy.url}${path}`
  ]);
  return { headers };
};

test('a proxy breaks connections before and after the API server has heard', async () => {
  await proxy.set({ kind: 'reset', of: 'writes' });
  await expect(through.ask(maps, { method: 'POST', body: map('reset') })).rejects.toThrow(
    /hang up|ECONNRESET/
  );
  expect((await mesh.api.ask(`${maps}/reset`)).status).toBe(404);
  await proxy.set({ kind: 'lose', of: 'writes' });
  await expect(through.ask(maps, { method: 'POST', body: map('lost') })).rejects.toThrow(
    /hang up|ECONNRESET/
  );
  expect((await mesh.api.ask(`${maps}/lost`)).status).toBe(200);
});

test('a proxy is slow, silent or not there at all', async () => {
  await proxy.set({ kind: 'delay', milliseconds: 300 });
  const started = performance.now();
  expect(await statusOf(maps)).toBe(200);
  expect(performance.now() - started).toBeGreaterThanOrEqual(299);
  await proxy.set({ kind: 'blackHole' });
  const silent = await Promise.race([statusOf(maps).catch(() => 'broken'), delayed('nothing', 400)]);
  expect(silent).toBe('nothing');
  await proxy.set({ kind: 'closed' });
  await expect(through.ask(maps)).rejects.toThrow('ECONNREFUSED');
  await proxy.set({ kind: 'pass' });
  expect(await statusOf(maps)).toBe(200);
});

const delayed = <A>(value: A, milliseconds: number): Promise<A> =>
  new Promise(resolve => setTimeout(() => resolve(value), milliseconds));

test('a proxy streams watches, and cuts them', async () => {
  const watch = through.ask(`${maps}?watch=1&resourceVersion=0`).then(
    ({ text }) => text,
    (error: Error) => error.message
  );
  await waitFor('the watch', async () => (proxy.count({ path: /watch=1/ }) > 0 ? true : undefined));
  await delayed(undefined, 200);
  proxy.cutWatches();
  expect(await watch).toMatch(/aborted|ECONNRESET|hang up/);
});

test('a controller is started, looked at, halted, restarted and stopped', async () => {
  const program = [execPath, fileURLToPath(new URL('support/standIn.mjs', import.meta.url))];
  const controller = await startController(mesh, {
    program,
    edges: [{ from: 'a/b', to: 'c' }],
    env: { COLOUR: 'red' }
  });
  try {
    const metrics = await controller.metrics();
    expect([...metrics]).toEqual([
      ['stand_in_edges{file="\\"one\\"",up="1"}', 1],
      ['stand_in_inf', Number.POSITIVE_INFINITY]
    ]);
    await controller.setEdges([]);
    expect([...(await controller.metrics()).values()][0]).toBe(0);
    const { kubeconfig } = mesh.control.apiServer;
    expect(await controller.log()).toEqual([{ level: 'info', msg: 'started', kubeconfig, colour: 'red' }]);
    expect((await controller.usage()).peakMiB).toBeGreaterThan(10);
    controller.kill('SIGSTOP');
    const { pid } = controller.process;
    await controller.restart('SIGKILL');
    expect(controller.process.pid).not.toBe(pid);
    expect(controller.process.ended()).toBeUndefined();
  } finally {
    await controller.stop();
  }
  expect(controller.process.ended()).toBe('exit 0');
  expect((await controller.log()).map(({ msg }) => msg)).toEqual(['started', 'started', 'stopped']);
});

test('a thousand objects are made in a few seconds, and the API server counts them', async () => {
  const before = await writeCounts(mesh.api);
  await createAll(mesh.api, [namespaceObject('bulk', { a: 'b' })]);
  const services = numbered('s', 1000).map(name => serviceObject('bulk', name));
  const started = performance.now();
  await createAll(mesh.api, services);
  const seconds = (performance.now() - started) / 1000;
  console.log(`1,000 Services made in ${seconds.toFixed(1)} s`);
  const between = writesBetween(before, await writeCounts(mesh.api));
  expect(between).toMatchObject({ 'POST services': 1000, 'POST namespaces': 1 });
  expect(seconds).toBeLessThan(10);
  await deleteAll(mesh.api, services);
  expect(await mesh.list('v1', 'Service', 'bulk')).toEqual([]);
});

test('the audit log tells who wrote what', async () => {
  await mesh.apply([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace: 'audit', name: 'someone' } }
  ]);
  const token = await serviceAccountToken(mesh, 'audit', 'someone', { seconds: 600 });
  const since = Date.now();
  const refused = await mesh.api.ask('/api/v1/namespaces/audit/configmaps', {
    method: 'POST',
    body: map('x'),
    token
  });
  expect(refused.status).toBe(403);
  const user = 'system:serviceaccount:audit:someone';
  expect(await new AuditLog(mesh).writes({ since, user, userAgent: '' })).toMatchObject([
    { verb: 'create', resource: 'configmaps', namespace: 'audit', code: 403, user }
  ]);
  expect(await new AuditLog(mesh).events({ since, userAgent: 'nobody' })).toEqual([]);
});

test('a token dies with what it is bound to', async () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { namespace: 'audit', name: 'bond' } };
  await mesh.apply([secret]);
  const boundTo = { apiVersion: 'v1', kind: 'Secret', name: 'bond' };
  const token = await serviceAccountToken(mesh, 'audit', 'someone', { boundTo });
  const ask = async () => (await mesh.api.ask(maps, { token })).status;
  expect(await ask()).toBe(403);
  await mesh.remove([secret]);
  await waitFor('the token to be worth nothing', async () => ((await ask()) === 401 ? true : undefined));
});

test('an owner needs rights over what it blocks', async () => {
  const rules = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'get'] }];
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { namespace: 'audit', name: 'maker' }
  };
  const subject = { kind: 'ServiceAccount', namespace: 'audit', name: 'someone' };
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'maker' };
  await mesh.apply([
    { ...role, rules },
    { ...role, kind: 'RoleBinding', roleRef, subjects: [subject] }
  ]);
  const token = await serviceAccountToken(mesh, 'audit', 'someone');
  const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'o', uid: 'o', blockOwnerDeletion: true };
  const owned = { ...map('owned'), metadata: { name: 'owned', ownerReferences: [owner] } };
  const asked = { method: 'POST', body: owned, token };
  const answer = await waitFor('the role to be known', async () => {
    const { status, text } = await mesh.api.ask('/api/v1/namespaces/audit/configmaps', asked);
    return text.includes('blockOwnerDeletion') ? { status, text } : undefined;
  });
  expect(answer.status).toBe(403);
});

test('etcd and the API server come back with what they had', async () => {
  await mesh.api.json(maps, { method: 'POST', body: map('kept') });
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    await restartEtcd(mesh.control, { signal });
    expect((await mesh.api.ask(`${maps}/kept`)).status).toBe(200);
    await restartApiServer(mesh.control, { signal });
    expect((await mesh.api.ask(`${maps}/kept`)).status).toBe(200);
  }
});
