import { expect, test } from 'vitest';
import { compile } from '../../../../src/compiler.js';
import { decodeObjects } from '../../../../src/decode/decodeMesh.js';
import { install } from '../../../../src/install.js';
import { inOrderOfApplying } from '../../../../src/lower/inOrderOfApplying.js';
import { emptyMesh } from '../../../../src/model/Mesh.js';
import { installed, installedFrom } from '../../given/installed.js';
import { fence, service, slimeBoot } from '../../given/objects.js';

const general = { globalSidecarMode: 'cluster', wormholePort: ['9080'], accessLogger: 'both' };
const component = { component: { globalSidecar: { enable: true } } };
const boot = slimeBoot(general, {}, { ...component, replicaCount: 2 });
const mesh = decodeObjects([boot, service('shop/web'), fence('shop/web')]).value;

test('everything comes after what it refers to', () => {
  const kinds = install(mesh).value.map(({ kind }) => kind);
  const first = (kind: string) => kinds.indexOf(kind);
  expect(kinds.slice(0, 3)).toEqual(['CustomResourceDefinition', 'CustomResourceDefinition', 'Namespace']);
  for (const [before, after] of [
    ['ServiceAccount', 'ClusterRole'],
    ['ClusterRole', 'ClusterRoleBinding'],
    ['Role', 'RoleBinding'],
    ['RoleBinding', 'Deployment'],
    ['Service', 'Deployment'],
    ['Deployment', 'EnvoyFilter'],
    ['Sidecar', 'EnvoyFilter'],
    ['Telemetry', 'EnvoyFilter']
  ] as const)
    expect([before, after, first(before) < first(after)]).toEqual([before, after, true]);
});

test('what keeps routes from going round in circles comes before the routes', () => {
  const modes = [general, { ...general, globalSidecarMode: 'namespace', namespace: ['a', 'b'] }];
  for (const each of modes) {
    const { resources } = installedFrom([slimeBoot(each, {}, component), service('shop/web')]);
    const names = resources.filter(({ kind }) => kind === 'EnvoyFilter').map(({ name }) => name);
    const guards = names.filter(name => name === 'meshfence-global-sidecar');
    expect(guards.length).toBeGreaterThan(0);
    expect(names).toContain('meshfence-fallback-9080');
    expect(names.slice(0, guards.length)).toEqual(guards);
  }
});

test('a kind without a place of its own comes last', () => {
  const [made] = install(mesh).value;
  const strange = { ...(made as NonNullable<typeof made>), kind: 'Certificate' };
  expect(inOrderOfApplying([strange, ...install(mesh).value]).at(-1)?.kind).toBe('Certificate');
});

test('it has what is compiled, and neither fences nor their Sidecars', () => {
  const made = install(mesh).value;
  expect(made).toEqual(expect.arrayContaining([...compile(mesh).value.resources]));
  expect(made.filter(({ kind, namespace }) => kind === 'ServiceFence' || namespace === 'shop')).toEqual([]);
});

test('the namespace carries no label of ours, as it is never ours to remove', () => {
  expect(installed().object('Namespace')).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'mesh-operator' }
  });
});

test('nor do the definitions, with which users’ objects would go', () => {
  const metadata = install(mesh)
    .value.filter(({ kind }) => kind === 'CustomResourceDefinition')
    .map(({ object }) => object['metadata']);
  expect(metadata).toEqual([
    { name: 'servicefences.microservice.slime.io' },
    { name: 'slimeboots.config.netease.com' }
  ]);
});

test('everything else carries our label', () => {
  for (const { kind, object } of install(mesh).value.slice(3))
    expect([kind, object]).toMatchObject([
      kind,
      { metadata: { labels: { 'app.kubernetes.io/managed-by': 'meshfence' } } }
    ]);
});

test('without a SlimeBoot the defaults hold', () => {
  const { at } = { at: install(emptyMesh).value.map(({ kind, name }) => `${kind}/${name}`) };
  expect(at).toContain('Deployment/lazyload');
});

test('where the namespace is none, nothing of the controller can be made', () => {
  const { resources } = installed({}, { global: { slimeNamespace: 'no_namespace' } });
  expect(resources.filter(({ part }) => part === 'controller')).toEqual([]);
});

test('the roles skip what is no namespace', () => {
  const { resources } = installed({}, { global: { istioNamespace: 'no_namespace' } });
  expect(resources.filter(({ kind }) => kind === 'Role').map(({ namespace }) => namespace)).toEqual([
    'mesh-operator'
  ]);
});
