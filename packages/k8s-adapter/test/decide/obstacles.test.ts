import { resourceKey } from '@meshfence/core';
import type { Resource } from '@meshfence/core';
import { expect, test } from 'vitest';
import { nothingDesired } from '../../src/compile/Desired.js';
import { obstacleTo } from '../../src/decide/obstacles.js';
import type { ObstacleView } from '../../src/decide/obstacles.js';
import { toLiveResource, toLiveSidecar } from '../../src/observe/Live.js';
import type { LiveMeta, KubeObject } from '../../src/watch/KubeObject.js';
import { sidecar } from '../observe/objects.js';

const object = (meta: Partial<LiveMeta>): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'mesh-operator', name: 'global-sidecar', ...meta }
});
const desired: Resource = {
  part: 'global-sidecar',
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'mesh-operator',
  name: 'global-sidecar',
  object: {}
};

const labelled: Partial<LiveMeta> = { labels: { 'app.kubernetes.io/managed-by': 'meshfence' } };

const view = (live: KubeObject, resources: ReadonlyArray<Resource>): ObstacleView => ({
  compiler: {
    desired: () => ({
      ...nothingDesired,
      resources: new Map(resources.map(each => [resourceKey(each), each]))
    })
  },
  resources: { get: () => (live.kind === 'Sidecar' ? undefined : toLiveResource(live)) },
  world: { sidecars: { get: () => (live.kind === 'Sidecar' ? toLiveSidecar(live) : undefined) } }
});

const key = 'resource:Deployment/mesh-operator/global-sidecar';

test("somebody else's object in the place of ours: what to delete, and how its pods outlive it", () => {
  expect(obstacleTo(view(object({}), [desired]), key)).toEqual({
    kind: 'Deployment',
    namespace: 'mesh-operator',
    name: 'global-sidecar',
    reason: 'ForeignObject',
    message:
      "Deployment mesh-operator/global-sidecar is not meshfence's and is left as it is, so meshfence's own cannot be made. " +
      'Stop what keeps it, and delete it: kubectl delete deployment global-sidecar -n mesh-operator --cascade=orphan. ' +
      "Meshfence's own is made then."
  });
});

test("somebody else's object where none of ours shall be is none of our business", () => {
  expect(obstacleTo(view(object({}), []), key)).toBeUndefined();
});

test('what somebody applied as it was compiled is welcome where it shall be, and told where it stays', () => {
  expect(obstacleTo(view(object(labelled), [desired]), key)).toBeUndefined();
  expect(obstacleTo(view(object(labelled), []), key)?.reason).toBe('NotRemoved');
  expect(obstacleTo(view(sidecar('web', 1, labelled), []), 'fence:shop/web')).toEqual({
    kind: 'Sidecar',
    namespace: 'shop',
    name: 'web',
    reason: 'NotRemoved',
    message:
      'Sidecar shop/web is needed no more, but stays: somebody else applied it. ' +
      'Remove it from where it is applied from, and delete it: kubectl delete sidecar web -n shop'
  });
});
