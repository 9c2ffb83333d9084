import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/Json.js';
import { ownedObjects } from '../../../src/uninstall/ownedObjects.js';
import type { RemovalOptions } from '../../../src/uninstall/Owned.js';
import { automaticFence, fence, object } from '../given/objects.js';

const definition = (name: string) =>
  object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', `/${name}`);

const inventory = (...objects: ReadonlyArray<JsonObject>) =>
  ownedObjects([
    { file: 'dump.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) }
  ]);

const owned = (...objects: ReadonlyArray<JsonObject>) =>
  inventory(...objects).value.owned.map(({ kind, name, namespace, ownership }) =>
    [kind, namespace, name, ownership].join(' ')
  );

const ours = { labels: { 'app.kubernetes.io/managed-by': 'meshfence' } };
const ownedBy = (apiVersion: string, kind: string) => ({
  ownerReferences: [{ apiVersion, kind, name: 'x', uid: '1', controller: true }]
});

test('what carries our label is ours, of whatever kind', () => {
  expect(
    owned(
      object('apps/v1', 'Deployment', 'mesh/lazyload', {}, ours),
      object('example.com/v1', 'Thing', 'mesh/thing', {}, ours),
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'r', ...ours } }
    )
  ).toEqual(['Deployment mesh lazyload label', 'ClusterRole  r label', 'Thing mesh thing label']);
});

test("the label of somebody else is somebody else's", () => {
  const helm = { labels: { 'app.kubernetes.io/managed-by': 'Helm' } };
  expect(owned(object('apps/v1', 'Deployment', 'mesh/lazyload', {}, helm))).toEqual([]);
  expect(owned(object('apps/v1', 'Deployment', 'mesh/lazyload'))).toEqual([]);
});

test("Slime's Sidecars are those that a ServiceFence owns", () => {
  const sidecar = (key: string, metadata: JsonObject) =>
    object('networking.istio.io/v1beta1', 'Sidecar', key, { spec: {} }, metadata);
  expect(
    owned(
      sidecar('shop/web', ownedBy('microservice.slime.io/v1alpha1', 'ServiceFence')),
      sidecar('shop/other', ownedBy('example.com/v1', 'ServiceFence')),
      sidecar('shop/own', {})
    )
  ).toEqual(['Sidecar shop web fence']);
});

test('an automatic fence is ours, and one without its label a user’s, whoever labelled it', () => {
  expect(owned(automaticFence('shop/a'), fence('shop/b'), fence('shop/c', {}, {}, ours))).toEqual([
    'ServiceFence shop a automatic'
  ]);
});

test.each(['Namespace', 'CustomResourceDefinition', 'SlimeBoot'])('a %s is never ours', kind => {
  expect(owned(object('v1', kind, '/x', {}, ours))).toEqual([]);
});

test('the definitions of the kinds that users write are ours only where that is asked for', () => {
  const names = [
    'sidecars.networking.istio.io',
    'slimeboots.config.netease.com',
    'servicefences.microservice.slime.io'
  ];
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: names.map(definition) });
  const found = (options: RemovalOptions) =>
    ownedObjects([{ file: 'dump.json', text }], options).value.owned.map(({ name, ownership }) => [
      name,
      ownership
    ]);
  expect(found({})).toEqual([]);
  expect(found({ definitions: true })).toEqual([
    ['servicefences.microservice.slime.io', 'definition'],
    ['slimeboots.config.netease.com', 'definition']
  ]);
});

test('what Kubernetes makes of ours goes with ours', () => {
  expect(
    owned(
      object('apps/v1', 'ReplicaSet', 'mesh/a', {}, { ...ours, ...ownedBy('apps/v1', 'Deployment') }),
      object('discovery.k8s.io/v1', 'EndpointSlice', 'mesh/a', {}, { ...ours, ...ownedBy('v1', 'Service') }),
      object('v1', 'Endpoints', 'mesh/a', {}, ours)
    )
  ).toEqual([]);
  expect(
    owned(
      object(
        'apps/v1',
        'Deployment',
        'mesh/gs',
        {},
        { ...ours, ...ownedBy('config.netease.com/v1alpha1', 'SlimeBoot') }
      )
    )
  ).toEqual(['Deployment mesh gs label']);
});

test('the others are counted, and a uid tells what lives from what is written', () => {
  const it = object('v1', 'Service', 'shop/a');
  expect(inventory(it, it, object('v1', 'Service', 'mesh/b', {}, ours)).value).toMatchObject({
    others: 2,
    live: false
  });
  expect(inventory(object('v1', 'Service', 'shop/a', {}, { uid: 'u' })).value.live).toBe(true);
});

test('a SlimeBoot that was exported from a cluster says nothing of what is there', () => {
  const boot = object('config.netease.com/v1alpha1', 'SlimeBoot', 'mesh/lazyload', {}, { uid: 'u' });
  const namespace = object('v1', 'Namespace', '/mesh', {}, { uid: 'v' });
  expect(inventory(boot, namespace).value.live).toBe(false);
});

test('what cannot be read is reported, and the rest is there', () => {
  const text = 'a: [\n---\napiVersion: v1\nkind: Service\nmetadata: { labels: { a: 1 }, name: x }\n';
  const labelled = `---\n${JSON.stringify(object('v1', 'Service', 'mesh/b', {}, ours))}`;
  const { diagnostics, value } = ownedObjects([{ file: 'dump.yaml', text: text + labelled }]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['yaml-invalid', 'field-invalid']);
  expect(value.owned).toHaveLength(1);
});
