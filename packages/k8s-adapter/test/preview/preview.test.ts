import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/Client.js';
import { preview } from '../../src/preview/preview.js';
import type { Preview } from '../../src/preview/preview.js';
import { FakeApi } from '../support/FakeApi.js';

let api: FakeApi;
let client: Client;

const globalSidecar = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'mesh-operator', name: 'global-sidecar' }
};

beforeEach(async () => {
  api = await FakeApi.start();
  client = api.connect();
  for (const name of ['mesh-operator', 'istio-system'])
    api.make({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  api.make({
    apiVersion: 'config.netease.com/v1alpha1',
    kind: 'SlimeBoot',
    metadata: { namespace: 'mesh-operator', name: 'lazyload' },
    spec: {
      module: [
        {
          name: 'lazyload',
          kind: 'lazyload',
          enable: true,
          general: { wormholePort: ['9080'], globalSidecarMode: 'cluster' }
        }
      ],
      component: { globalSidecar: { enable: true, type: 'cluster' } }
    }
  });
});

afterEach(async () => {
  await client.close();
  await api.stop();
});

const look = (): Promise<Preview> =>
  preview({
    client,
    config: { _tag: 'SlimeBoot', namespace: 'mesh-operator', name: undefined },
    edges: [],
    now: () => 0
  });

const applied = ({ writes }: Preview): ReadonlyArray<string> =>
  writes.filter(({ verb }) => verb === 'apply').map(({ kind, name }) => `${kind}/${name}`);

test('where nothing is in the way, all of ours would be made, and nothing is', async () => {
  const found = await look();
  expect(found.obstacles).toEqual([]);
  expect(applied(found)).toContain('Deployment/global-sidecar');
  expect(api.all('ConfigMap')).toEqual([]);
});

test("somebody else's object in the place of ours is in the way: it is told beside what would be written", async () => {
  api.make(globalSidecar);
  const found = await look();
  expect(found.obstacles).toEqual([
    {
      kind: 'Deployment',
      namespace: 'mesh-operator',
      name: 'global-sidecar',
      reason: 'ForeignObject',
      message: expect.stringContaining('is left as it is, so meshfence')
    }
  ]);
  expect(applied(found)).toContain('ConfigMap/global-sidecar');
  expect(applied(found)).not.toContain('Deployment/global-sidecar');
});

test('what somebody applied, and nothing asks for, is told as well', async () => {
  api.make({
    ...globalSidecar,
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: {
      namespace: 'istio-system',
      name: 'meshfence-fallback-7777',
      labels: { 'app.kubernetes.io/managed-by': 'meshfence' }
    }
  });
  expect((await look()).obstacles.map(({ kind, name, reason }) => [kind, name, reason])).toEqual([
    ['EnvoyFilter', 'meshfence-fallback-7777', 'NotRemoved']
  ]);
});
