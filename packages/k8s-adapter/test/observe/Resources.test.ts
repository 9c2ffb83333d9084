import { expect, test } from 'vitest';
import { newResources } from '../../src/observe/Resources.js';
import type { Selection } from '../../src/observe/selections.js';
import type { KubeObject } from '../../src/watch/KubeObject.js';

const selection = (name: string): Selection => ({
  wanted: { group: '', versions: ['v1'], kind: 'ConfigMap', plural: 'configmaps', namespaced: true },
  namespace: 'mesh-operator',
  query: { fieldSelector: `metadata.name=${name}` }
});

const configMap = (name: string, version: number): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace: 'mesh-operator', name, uid: name, resourceVersion: String(version) }
});

test('the list of one name says nothing of another name that begins alike', () => {
  const resources = newResources(() => {});
  const list = (name: string, version: number, ...objects: ReadonlyArray<KubeObject>): void => {
    const [listener, resource] = [
      resources.listener(selection(name)),
      { ...selection(name).wanted, apiVersion: 'v1' }
    ];
    listener.replaced(listener.project(objects, resource), String(version), resource);
  };
  list('global-sidecar-access-log', 5, configMap('global-sidecar-access-log', 2));
  list('global-sidecar', 6, configMap('global-sidecar', 3));
  const known = () => [...resources.entries()].map(([key]) => key);
  expect(known()).toEqual([
    'ConfigMap/mesh-operator/global-sidecar-access-log',
    'ConfigMap/mesh-operator/global-sidecar'
  ]);
  list('global-sidecar', 7);
  expect(known()).toEqual(['ConfigMap/mesh-operator/global-sidecar-access-log']);
});
