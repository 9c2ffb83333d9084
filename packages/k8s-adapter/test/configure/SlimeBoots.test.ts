import { expect, test } from 'vitest';
import { newSlimeBoots } from '../../src/configure/SlimeBoots.js';
import { kinds } from '../../src/discovery/kinds.js';
import type { KubeObject } from '../../src/watch/KubeObject.js';

const resource = { ...kinds.SlimeBoot, apiVersion: 'config.netease.com/v1alpha1' };

const boot = (name: string, resourceVersion: string, more: Partial<KubeObject> = {}): KubeObject => ({
  apiVersion: resource.apiVersion,
  kind: 'SlimeBoot',
  metadata: { namespace: 'mesh-operator', name, resourceVersion, uid: `uid-${name}` },
  ...more
});

const watching = () => {
  let changes = 0;
  const slimeBoots = newSlimeBoots(() => (changes += 1));
  const { listener } = slimeBoots;
  return {
    slimeBoots,
    changes: () => changes,
    list: (version: string, ...objects: ReadonlyArray<KubeObject>) =>
      listener.replaced(listener.project(objects, resource), version, resource),
    set: (object: KubeObject) =>
      listener.project([object], resource).forEach(item => listener.set(item, resource)),
    remove: (object: KubeObject) => listener.removed(object, resource)
  };
};

test('nothing is known before a list has come, and an empty one is an answer', () => {
  const { changes, list, slimeBoots } = watching();
  expect([slimeBoots.isSynced(), changes()]).toEqual([false, 0]);
  list('5');
  expect([slimeBoots.isSynced(), slimeBoots.keys(), changes()]).toEqual([true, [], 1]);
});

test('what is older than what is known is no news', () => {
  const { changes, list, set, slimeBoots } = watching();
  list('10', boot('a', '7'));
  set(boot('a', '6', { spec: { old: true } }));
  expect(changes()).toBe(1);
  set(boot('a', '8', { spec: { old: false } }));
  expect(slimeBoots.get('mesh-operator/a')?.object['spec']).toEqual({ old: false });
});

test('what a list no longer has is gone', () => {
  const { list, remove, slimeBoots } = watching();
  list('10', boot('a', '7'), boot('b', '8'), boot('c', '9'));
  list('12', boot('b', '8'));
  expect(slimeBoots.keys()).toEqual(['mesh-operator/b']);
  remove(boot('b', '13'));
  expect(slimeBoots.keys()).toEqual([]);
});

test('a status is kept, but nothing that a configuration follows from', () => {
  const { list, slimeBoots } = watching();
  list('10', boot('a', '7', { spec: { module: [] }, status: { conditions: [] } }));
  expect(slimeBoots.get('mesh-operator/a')?.status).toEqual({ conditions: [] });
  expect(slimeBoots.objects()).toEqual([
    {
      apiVersion: 'config.netease.com/v1alpha1',
      kind: 'SlimeBoot',
      metadata: { namespace: 'mesh-operator', name: 'a', labels: {}, annotations: {}, uid: 'uid-a' },
      spec: { module: [] }
    }
  ]);
});
