import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Action } from '../../src/apply/Action.js';
import { execute, pathOf } from '../../src/apply/execute.js';
import type { Client } from '../../src/client/Client.js';
import type { KubeObject } from '../../src/watch/KubeObject.js';
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

const target = { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', namespace: 'default', name: 'web' };

const sidecar = {
  apiVersion: target.apiVersion,
  kind: target.kind,
  metadata: { namespace: 'default', name: 'web', labels: { 'app.kubernetes.io/managed-by': 'meshfence' } },
  spec: { workloadSelector: { labels: { app: 'web' } }, egress: [{ hosts: ['./*'] }] }
};

const creation: Action = { verb: 'apply', target, object: sidecar, live: undefined, adopt: undefined };

test('what is not there is made', async () => {
  expect(await execute(client, creation)).toMatchObject({ metadata: { name: 'web' }, spec: sidecar.spec });
});

test('what somebody has made in the meantime is not touched, though no field is in the way', async () => {
  api.make({ ...sidecar, metadata: { namespace: 'default', name: 'web' }, spec: {} });
  await expect(execute(client, creation)).rejects.toMatchObject({ status: 409 });
  const live = await client.ask<KubeObject>({ path: pathOf(target) });
  expect(live.metadata.labels).toBeUndefined();
});

test('what has changed since it was looked at is not written, nor what has been replaced', async () => {
  const made = await execute(client, creation);
  const { resourceVersion = '', uid = '' } = made?.metadata ?? {};
  const at = (live: { uid: string; resourceVersion: string }): Action => ({
    ...creation,
    object: { ...sidecar, spec: { ...sidecar.spec, egress: [{ hosts: ['shop/*'] }] } },
    live: { ...live, deleting: false }
  });
  await expect(execute(client, at({ uid, resourceVersion: '1' }))).rejects.toMatchObject({ status: 409 });
  expect(await execute(client, at({ uid, resourceVersion }))).toMatchObject({ metadata: { uid } });
  const stale: Action = {
    verb: 'delete',
    target,
    live: { uid: 'another', resourceVersion, deleting: false }
  };
  await expect(execute(client, stale)).rejects.toMatchObject({ status: 409 });
});
