import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeObjects, definitions, install, keyOf, compile } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';
import { connect, fenceConditions, newMetrics, nextConditions, recorder } from '@meshfence/k8s-adapter';
import type { Client, Log, Question, Report } from '@meshfence/k8s-adapter';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { kubeconfigOf } from '../harness/control/startApiServer.js';
import { Mesh } from '../harness/Mesh.js';
import { waitFor } from '../harness/process/waitFor.js';

let mesh: Mesh;
let client: Client;

const account = { namespace: 'mesh-operator', name: 'teller' };

const slimeBoot = {
  apiVersion: 'config.netease.com/v1alpha1',
  kind: 'SlimeBoot',
  metadata: { name: 'lazyload', namespace: 'mesh-operator' },
  spec: {
    module: [{ name: 'lazyload', kind: 'lazyload', enable: true, general: { globalSidecarMode: 'no' } }]
  }
};

interface Rule extends JsonObject {
  readonly apiGroups: ReadonlyArray<string>;
}

/** The rules about events that `meshfence install` grants everywhere. */
const rulesAboutEvents = (): ReadonlyArray<Rule> => {
  const { value: resources } = install(decodeObjects([slimeBoot]).value);
  const role = resources.find(({ kind }) => kind === 'ClusterRole')?.object as {
    readonly rules: ReadonlyArray<Rule>;
  };
  return role.rules.filter(({ apiGroups }) => apiGroups.includes('events.k8s.io'));
};

const rbac = (kind: string, fields: JsonObject): JsonObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name: 'teller' },
  ...fields
});

const permitted = (): ReadonlyArray<JsonObject> => [
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: account },
  rbac('ClusterRole', { rules: rulesAboutEvents() }),
  rbac('ClusterRoleBinding', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'teller' },
    subjects: [{ kind: 'ServiceAccount', ...account }]
  })
];

/** A client that is the ServiceAccount and has no right but these. */
const asTeller = async (): Promise<Client> => {
  const { status } = await mesh.api.json<{ readonly status: { readonly token: string } }>(
    `/api/v1/namespaces/${account.namespace}/serviceaccounts/${account.name}/token`,
    { method: 'POST', body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} } }
  );
  const kubeconfig = join(mesh.workplace.folder, 'teller.kubeconfig');
  await writeFile(kubeconfig, kubeconfigOf({ ...mesh.api.access, token: status.token }));
  return connect({ kubeconfig });
};

const fence: KubeObject = {
  apiVersion: 'microservice.slime.io/v1alpha1',
  kind: 'ServiceFence',
  metadata: { namespace: 'shop', name: 'web' },
  spec: { enable: true, host: { cart: {} } }
};

const service = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name },
  spec: { selector: { app: name }, ports: [{ name: 'http', port: 80 }] }
});

const silent: Log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {}, with: () => silent };

beforeAll(async () => {
  mesh = await Mesh.start({ only: 'api' });
  await mesh.apply(definitions.map(({ object }) => object));
  await mesh.apply([service('web'), service('cart'), fence, ...permitted()]);
  client = await asTeller();
});

afterAll(async () => {
  await client?.close();
  await mesh?.stop();
});

/** A recorder that keeps what it asks. */
const telling = () => {
  const asked: Array<Question> = [];
  const metrics = newMetrics({ process: false });
  const counting: Client = {
    ...client,
    ask: question => {
      asked.push(question);
      return client.ask(question);
    }
  };
  const options = { client: counting, component: 'meshfence', instance: 'meshfence-0', log: silent, metrics };
  const errors = async () => (await metrics.eventErrors.get()).values[0]?.value;
  return { asked, errors, events: recorder(options) };
};

/** The object as something to tell of. */
const regarding = async (object: KubeObject): Promise<Report['regarding']> => {
  const live = (await mesh.get(object)) as KubeObject & { readonly metadata: { readonly uid: string } };
  const { name, namespace, uid } = live.metadata;
  return { apiVersion: object.apiVersion, kind: object.kind, namespace, name, uid };
};

const report = async (object: KubeObject, parts: Partial<Report> = {}): Promise<Report> => ({
  regarding: await regarding(object),
  type: 'Warning',
  reason: 'SelectorOverlap',
  action: 'Compiling',
  note: 'Two fences select the same workload.',
  ...parts
});

interface Event {
  readonly note: string;
  readonly reason: string;
  readonly type: string;
  readonly reportingController: string;
  readonly reportingInstance: string;
  readonly series?: { readonly count: number };
}

const found = async (
  namespace: string,
  selector: Readonly<Record<string, string>>
): Promise<ReadonlyArray<Event>> => {
  const words = Object.entries(selector).map(([field, value]) => `${field}=${value}`);
  const query = new URLSearchParams({ fieldSelector: words.join(',') }).toString();
  const path = `/apis/events.k8s.io/v1/namespaces/${namespace}/events?${query}`;
  return (await mesh.api.json<{ readonly items: ReadonlyArray<Event> }>(path)).items;
};

test('the rights that install gives suffice for events, and for nothing else', async () => {
  expect(rulesAboutEvents()).toEqual([
    { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] }
  ]);
  await expect(client.ask({ path: '/apis/events.k8s.io/v1/namespaces/shop/events' })).rejects.toMatchObject({
    status: 403
  });
});

test('what is told is found by its object, as kubectl describe looks for it, and counted on', async () => {
  const { errors, events } = telling();
  const told = await report(fence);
  const uid = told.regarding.uid ?? '';
  events.record(told);
  const byObject = { 'regarding.name': 'web', 'regarding.kind': 'ServiceFence', 'regarding.uid': uid };
  const [first] = await waitFor('the event', async () => {
    const all = await found('shop', byObject);
    return all.length > 0 ? all : undefined;
  });
  expect(first).toMatchObject({
    note: told.note,
    reason: 'SelectorOverlap',
    type: 'Warning',
    reportingController: 'meshfence',
    reportingInstance: 'meshfence-0'
  });
  expect(first?.series).toBeUndefined();
  for (let count = 0; count < 4; count += 1) events.record(told);
  await events.stop();
  const again = await found('shop', byObject);
  expect(again.map(({ series }) => series?.count)).toEqual([5]);
  const old = `/api/v1/namespaces/shop/events?fieldSelector=involvedObject.name%3Dweb%2CinvolvedObject.uid%3D${uid}`;
  const { items } = await mesh.api.json<{ readonly items: ReadonlyArray<{ readonly message: string }> }>(old);
  expect(items.map(({ message }) => message)).toEqual([told.note]);
  expect(await errors()).toBe(0);
});

test('what does not fit is cut, and objects of no namespace are told of in "default"', async () => {
  const { errors, events } = telling();
  const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
  const long = { reason: 'R'.repeat(300), action: 'A'.repeat(300), note: 'ü'.repeat(5000) };
  events.record(await report(namespace, long));
  await events.stop();
  const [event] = await found('default', { 'regarding.name': 'shop', 'regarding.kind': 'Namespace' });
  expect(event?.note).toBe(`${'ü'.repeat(510)}…`);
  expect(await errors()).toBe(0);
});

test('ten thousand calls are a few writes, whether they say the same or not', async () => {
  const { asked, errors, events } = telling();
  const same = await report(fence, { reason: 'Same' });
  const other = await report(service('cart'), { reason: 'Other' });
  for (let count = 0; count < 10_000; count += 1) {
    events.record(same);
    events.record({ ...other, note: `Note ${count}.` });
  }
  await events.stop(30_000);
  expect(asked.length).toBeLessThanOrEqual(30);
  expect((await found('shop', { reason: 'Same' })).map(({ series }) => series?.count)).toEqual([10_000]);
  expect(await found('shop', { reason: 'Other' })).toHaveLength(25);
  expect(await errors()).toBe(0);
});

test('an event that was removed is made anew when it is told again', async () => {
  const { errors, events } = telling();
  const told = await report(fence, { reason: 'Removed' });
  events.record(told);
  const one = () => found('shop', { reason: 'Removed' });
  await waitFor('the event', async () => ((await one()).length === 1 ? true : undefined));
  await mesh.api.json('/apis/events.k8s.io/v1/namespaces/shop/events', { method: 'DELETE' });
  expect(await one()).toEqual([]);
  events.record(told);
  await events.stop();
  expect((await one()).map(({ series }) => series?.count)).toEqual([2]);
  expect(await errors()).toBe(0);
});

test('a namespace that goes, or is gone, takes its events with it, and costs others nothing', async () => {
  const { errors, events } = telling();
  const finalizers = ['meshfence.io/e2e'];
  const held = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: 'leaving', name: 'held', finalizers }
  };
  await mesh.apply([held]);
  await mesh.api.json('/api/v1/namespaces/leaving', { method: 'DELETE' });
  const told = await report(fence, { reason: 'Leaving' });
  for (const namespace of ['leaving', 'nowhere'])
    events.record({ ...told, regarding: { ...told.regarding, namespace } });
  events.record(told);
  await events.stop();
  expect(await errors()).toBe(2);
  expect(await found('shop', { reason: 'Leaving' })).toHaveLength(1);
  const contentType = 'application/merge-patch+json';
  const body = { metadata: { finalizers: [] } };
  await mesh.api.json('/api/v1/namespaces/leaving/configmaps/held', { method: 'PATCH', body, contentType });
});

interface Fence extends KubeObject {
  readonly metadata: KubeObject['metadata'] & { readonly generation: number };
  readonly status?: JsonObject;
}

test('the conditions of a fence are accepted as they are, and written once', async () => {
  const path = '/apis/microservice.slime.io/v1alpha1/namespaces/shop/servicefences/web';
  const live = await mesh.api.json<Fence>(path);
  const { value: decoded } = decodeObjects([service('web'), service('cart'), live]);
  const { diagnostics, value: plan } = compile(decoded);
  const scope = plan.scopes.find(each => keyOf(each) === 'shop/web');
  const wanted = scope === undefined ? [] : fenceConditions(scope, diagnostics, live.metadata.generation);
  const foreign = {
    type: 'Audited',
    status: 'True',
    reason: 'Seen',
    message: '',
    lastTransitionTime: '2026-01-01T00:00:00Z'
  };
  const conditions = nextConditions([foreign], wanted, Date.now());
  const applied: JsonObject = {
    apiVersion: fence.apiVersion,
    kind: fence.kind,
    metadata: fence.metadata,
    status: { conditions }
  };
  const written = await mesh.api.json<Fence>(`${path}/status?fieldManager=meshfence&fieldValidation=Strict`, {
    method: 'PATCH',
    body: applied,
    contentType: 'application/apply-patch+yaml'
  });
  const there = written.status?.['conditions'];
  expect(there).toEqual([
    foreign,
    {
      type: 'Ready',
      status: 'True',
      observedGeneration: 1,
      reason: 'Compiled',
      message: '3 hosts',
      lastTransitionTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    }
  ]);
  expect(nextConditions(there, wanted, Date.now() + 60_000)).toBe(there);
});
