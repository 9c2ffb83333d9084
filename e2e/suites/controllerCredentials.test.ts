import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { fenceObject, namespaceObject } from '../harness/controller/bulk.js';
import { pass } from '../harness/controller/Fault.js';
import { FaultProxy } from '../harness/controller/FaultProxy.js';
import { serviceAccountToken } from '../harness/controller/serviceAccountKubeconfig.js';
import { startController } from '../harness/controller/startController.js';
import type { Controller } from '../harness/controller/startController.js';
import { waitFor } from '../harness/process/waitFor.js';
import { logged, metric, readiness, untilMetric, untilSaid } from './controller/looks.js';
import { Site } from './controller/Site.js';

let site: Site;
let proxy: FaultProxy;
let controller: Controller;

const interrupted = 'cannot list or watch: what is known of it stays in force';
const remedy = 'Put credentials that hold where the kubeconfig has them: they are read again by themselves.';
const unauthorized = 'meshfence_watch_errors_total{kind="services",status="401"}';

const account: KubeObject = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { namespace: 'shop', name: 'controller' }
};

const binding: KubeObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'controller' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ kind: 'ServiceAccount', namespace: 'shop', name: 'controller' }]
};

const file = (name: string): string => join(site.mesh.workplace.folder, name);

/** A file is there as a whole or not at all, as the kubelet puts it. */
const put = async (name: string, text: string): Promise<void> => {
  await writeFile(file(`${name}.new`), text, { mode: 0o600 });
  await rename(file(`${name}.new`), file(name));
};

const newToken = (): Promise<string> => serviceAccountToken(site.mesh, 'shop', 'controller');

const kubeconfig = (user: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'e2e', cluster: { server: proxy.url, 'certificate-authority': proxy.access.ca } }],
    users: [{ name: 'user', user }],
    contexts: [{ name: 'e2e', context: { cluster: 'e2e', user: 'user' } }],
    'current-context': 'e2e'
  });

/** The account is deleted, and one of the same name made: tokens of the first are worth nothing then. */
const revoke = async (token: string): Promise<void> => {
  await site.remove([account]);
  // An API server believes a token for some seconds after it has looked at it.
  await waitFor('the token to be refused', async () =>
    (await site.mesh.api.ask('/api/v1/namespaces', { token })).status === 401 ? true : undefined
  );
  proxy.cutAll();
  await site.apply([account]);
};

const expectRefused = async (before: number): Promise<void> => {
  expect(
    await untilSaid(controller, interrupted, { kind: 'services', error: 'Unauthorized' }, before)
  ).toMatchObject({
    level: 'warn',
    server: proxy.url,
    remedy
  });
  expect(await metric(controller, unauthorized)).toBeGreaterThan(0);
  expect((await readiness(controller)).status).toBe(200);
};

beforeAll(async () => {
  site = await Site.start();
  await site.apply([namespaceObject('shop'), account, binding, fenceObject('shop', 'web')]);
  proxy = await FaultProxy.start(site.mesh);
});
afterAll(async () => {
  await controller.stop();
  await site.stop();
  await proxy.stop();
});

test('a token in a file that is worth nothing any more is followed by the next one', async () => {
  const token = await newToken();
  await put('token', token);
  await put('file.kubeconfig', kubeconfig({ tokenFile: 'token' }));
  controller = await startController(site.mesh, { kubeconfig: file('file.kubeconfig') });
  const sidecar = await site.untilHosts('shop', 'web', []);
  const before = await logged(controller);
  await revoke(token);
  await expectRefused(before);
  expect(await site.sidecar('shop', 'web')).toEqual(sidecar);
  await site.apply([fenceObject('shop', 'cart')]);
  await put('token', await newToken());
  await site.untilHosts('shop', 'cart', [], 45);
  await untilSaid(controller, 'listed and watched again', { kind: 'services' }, before);
  await controller.stop();
});

test('a kubeconfig file that is replaced is read again', async () => {
  const token = await newToken();
  await put('written.kubeconfig', kubeconfig({ token }));
  controller = await startController(site.mesh, { kubeconfig: file('written.kubeconfig') });
  const before = await logged(controller);
  await revoke(token);
  await expectRefused(before);
  await put('written.kubeconfig', '{"half": a kubeconfig');
  await site.apply([fenceObject('shop', 'stock')]);
  await untilSaid(controller, interrupted, { kind: 'services' }, await logged(controller));
  await put('written.kubeconfig', kubeconfig({ token: await newToken() }));
  await site.untilHosts('shop', 'stock', [], 45);
  await untilSaid(controller, 'listed and watched again', { kind: 'services' }, before);
});

test('a token that expires between a change and its write is told of, and the write is done later', async () => {
  const before = await logged(controller);
  await proxy.set({ kind: 'refuse', status: 401, of: 'writes' });
  const host = { 'cart.shop.svc.cluster.local': { stable: {} } };
  await site.apply([fenceObject('shop', 'web', { enable: true, host })]);
  expect(await untilSaid(controller, 'cannot write', {}, before)).toMatchObject({
    level: 'warn',
    write: 'status ServiceFence shop/web',
    error: 'Unauthorized',
    remedy
  });
  const failed = 'meshfence_writes_total{kind="ServiceFence",verb="status",result="failed"}';
  await untilMetric(controller, failed, value => value > 0);
  await proxy.set(pass);
  await site.untilHosts('shop', 'web', ['*/cart.shop.svc.cluster.local']);
  await untilSaid(controller, 'all is written that could not be', {}, before);
});
