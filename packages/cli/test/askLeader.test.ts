import { defaultConfig } from '@meshfence/core';
import type { Client, Observed } from '@meshfence/k8s-adapter';
import { expect, test } from 'vitest';
import { askLeader } from '../src/cluster/askLeader.js';
import type { LeaderOptions } from '../src/command/leaderOptions.js';
import { world } from './support/world.js';

const client: Client = {
  server: 'https://api',
  ask: () => Promise.reject(new Error('Nobody is asked here.')),
  stream: () => {
    throw new Error('Nobody watches here.');
  },
  close: () => Promise.resolve()
};

interface Question {
  readonly lease: unknown;
  readonly namespace: string | undefined;
  readonly port: number;
}

/** What comes of a controller's answer: the mesh, standard error, and where it was asked. */
const told = async (
  observed: Observed,
  { quiet = false, ...options }: Partial<LeaderOptions & { quiet: boolean }> = {}
) => {
  const { capabilities, stderr } = world();
  const asked: Array<unknown> = [];
  const adapter = {
    observedCalls: ({ lease, namespace, port }: Question) => {
      asked.push({ lease, namespace, port });
      return Promise.resolve(observed);
    }
  };
  const leader = { auxiliaryPort: 8081, callers: 'shop', ...options };
  const mesh = await askLeader(capabilities, { adapter, client, config: defaultConfig, leader, quiet });
  return { mesh: mesh.value, stderr: stderr(), asked };
};

const edges = {
  apiVersion: 'meshfence.io/v1alpha1',
  kind: 'EdgeList',
  metadata: { name: 'edges' },
  edges: [{ from: 'shop/web', to: 'a.b' }],
  sources: [{ name: 'als' }],
  hearings: [{ source: 'als', from: 'shop/web', lastHeard: '2026-03-07T12:00:00Z' }]
};
const known: Observed = { _tag: 'Known', pod: 'lazyload-x', edges };
const unknown: Observed = { _tag: 'Unknown', why: 'it is\u001b[2J gone', remedy: 'Look for it.' };

test('what the controller has observed becomes a mesh', async () => {
  const { mesh, stderr } = await told(known);
  expect([mesh.edges.length, mesh.sources.length, mesh.hearings.length]).toEqual([1, 1, 1]);
  expect(stderr).toBe('');
});

test('where that is missing, a line says so, and nothing else is missing', async () => {
  const { mesh, stderr } = await told(unknown);
  expect([mesh.edges, mesh.sources, mesh.hearings]).toEqual([[], [], []]);
  expect(stderr).toBe('What the controller has observed is missing: it is\\u001b[2J gone. Look for it.\n');
  expect((await told(unknown, { quiet: true })).stderr).toBe('');
});

test('the Lease is that of the SlimeBoot’s controller, unless another is named', async () => {
  expect((await told(known)).asked).toEqual([
    { lease: { namespace: 'mesh-operator', name: 'lazyload' }, namespace: 'shop', port: 8081 }
  ]);
  const other = { lease: 'fences', leaseNamespace: 'ops', auxiliaryPort: 9000 };
  expect((await told(known, other)).asked).toEqual([
    { lease: { namespace: 'ops', name: 'fences' }, namespace: 'shop', port: 9000 }
  ]);
});
