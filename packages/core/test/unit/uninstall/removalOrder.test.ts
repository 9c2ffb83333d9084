import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { Owned } from '../../../src/uninstall/Owned.js';
import { plannedObjects } from '../../../src/uninstall/plannedObjects.js';
import { inOrderOfRemoval } from '../../../src/uninstall/removalOrder.js';
import { fence, service, slimeBoot } from '../given/objects.js';

const general = { globalSidecarMode: 'cluster', wormholePort: ['9080'], autoFence: true, defaultFence: true };
const boot = slimeBoot(general, {}, { component: { globalSidecar: { enable: true } }, replicaCount: 2 });

const planned = (...objects: Parameters<typeof decodeObjects>[0]) =>
  plannedObjects(decodeObjects(objects).value).value;

const names = (all: ReadonlyArray<Owned>) => all.map(({ kind, name }) => `${kind} ${name}`);

test('the controller goes first, then scopes, then routes, then what the routes led to, then rights', () => {
  const found = names(planned(boot, service('shop/web')));
  const order = [
    'Deployment lazyload',
    'Sidecar web',
    'ServiceFence web',
    'EnvoyFilter meshfence-fallback-9080',
    'Sidecar global-sidecar',
    'Service lazyload',
    'RoleBinding lazyload.mesh-operator',
    'Role lazyload.mesh-operator',
    'ServiceAccount lazyload'
  ];
  expect(
    found.filter(name => order.includes(name)).filter((name, at, all) => all.indexOf(name) === at)
  ).toEqual(order);
});

test("a user's fence stays, and its Sidecar goes", () => {
  const all = names(planned(slimeBoot({ globalSidecarMode: 'no' }), service('shop/web'), fence('shop/web')));
  expect(all).toContain('Sidecar web');
  expect(all.filter(name => name.startsWith('ServiceFence'))).toEqual([]);
});

test('no namespace ever goes', () => {
  expect(planned(boot).filter(({ kind }) => kind === 'Namespace')).toEqual([]);
});

test('the definitions go last, and only where that is asked for', () => {
  const both = [
    'CustomResourceDefinition servicefences.microservice.slime.io',
    'CustomResourceDefinition slimeboots.config.netease.com'
  ];
  const all = (objects: Parameters<typeof decodeObjects>[0]) =>
    names(plannedObjects(decodeObjects(objects).value, { definitions: true }).value);
  expect(names(planned(boot)).filter(name => both.includes(name))).toEqual([]);
  expect(all([boot, service('shop/web')]).slice(-2)).toEqual(both);
  expect(all([])).toEqual(both);
});

test('without a SlimeBoot nobody has installed a controller', () => {
  expect(names(planned(service('shop/web'), fence('shop/web')))).toEqual(['Sidecar web']);
});

const owned = (apiVersion: string, kind: string, name: string, labels = {}): Owned => ({
  apiVersion,
  kind,
  namespace: 'mesh',
  name,
  labels,
  ownership: 'label'
});

test('each object is there once, in whatever version it was met', () => {
  const twice = [
    owned('networking.istio.io/v1', 'Sidecar', 'a'),
    owned('networking.istio.io/v1beta1', 'Sidecar', 'a'),
    owned('example.com/v1', 'Sidecar', 'a')
  ];
  expect(inOrderOfRemoval(twice)).toHaveLength(2);
});

test('the global-sidecar is known by its name or its label, and unknown kinds come last', () => {
  const all = [
    owned('v1', 'Secret', 'z'),
    owned('v1', 'Service', 'lazyload'),
    owned('apps/v1', 'Deployment', 'gs', { app: 'global-sidecar' }),
    owned('v1', 'Service', 'global-sidecar'),
    owned('networking.istio.io/v1', 'EnvoyFilter', 'a'),
    owned('apps/v1', 'Deployment', 'lazyload')
  ];
  expect(names(inOrderOfRemoval(all))).toEqual([
    'Deployment lazyload',
    'EnvoyFilter a',
    'Deployment gs',
    'Service global-sidecar',
    'Service lazyload',
    'Secret z'
  ]);
});
