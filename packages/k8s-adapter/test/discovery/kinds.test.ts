import { expect, test } from 'vitest';
import { kinds, preferred, resourceOf } from '../../src/discovery/kinds.js';
import { objectPath } from '../../src/discovery/Resource.js';

test('each kind is found under its own name', () => {
  expect(Object.values(kinds).map(({ kind }) => kind)).toEqual(Object.keys(kinds));
});

test('an object is where its kind is, in the version that it is in', () => {
  const sidecar = resourceOf({ apiVersion: 'networking.istio.io/v1beta1', kind: 'Sidecar' });
  expect(objectPath(sidecar, 'default', 'web')).toBe(
    '/apis/networking.istio.io/v1beta1/namespaces/default/sidecars/web'
  );
  const role = resourceOf({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' });
  expect(objectPath(role, '', 'meshfence')).toBe('/apis/rbac.authorization.k8s.io/v1/clusterroles/meshfence');
});

test('of a kind that is not known it is said that it is not', () => {
  expect(() => resourceOf({ apiVersion: 'v1', kind: 'Secret' })).toThrow(
    'nothing is known of the kind Secret'
  );
});

test('the preferred version is the first one', () => {
  expect(preferred(kinds.Telemetry).apiVersion).toBe('telemetry.istio.io/v1');
  expect(preferred(kinds.Service).apiVersion).toBe('v1');
});
