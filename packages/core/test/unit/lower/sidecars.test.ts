import { expect, test } from 'vitest';
import { compiled } from '../given/compiled.js';
import { fence, service, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';
const managedBy = { 'app.kubernetes.io/managed-by': 'meshfence' };
const labelsOf = (...objects: Parameters<typeof compiled>[0]) => ({
  ...compiled(objects).sidecar(key)?.labels
});
const revised = slimeBoot({}, { global: { istioRev: 'canary' } });

test('a Sidecar has the name and namespace of its fence, and says who made it', () => {
  expect(compiled([fence(key)]).plan.sidecars).toMatchObject([{ namespace: 'default', name: 'reviews' }]);
  expect(labelsOf(fence(key))).toEqual(managedBy);
});

test('a Sidecar has the revision of the SlimeBoot', () => {
  expect(labelsOf(revised, fence(key))).toEqual({ ...managedBy, 'istio.io/rev': 'canary' });
});

test("a fence's own revision goes before the SlimeBoot's", () => {
  const own = fence(key, {}, {}, { labels: { 'istio.io/rev': 'own', team: 'x' } });
  expect(labelsOf(own)).toEqual({ ...managedBy, 'istio.io/rev': 'own' });
  expect(labelsOf(revised, own)).toEqual({ ...managedBy, 'istio.io/rev': 'own' });
});

test('a Sidecar is owned by its fence, where the fence is known to an API server', () => {
  expect(compiled([fence(key, {}, {}, { uid: 'u-1' })]).sidecar(key)?.owner).toEqual({
    apiVersion: 'microservice.slime.io/v1alpha1',
    kind: 'ServiceFence',
    name: 'reviews',
    uid: 'u-1'
  });
  expect(compiled([fence(key)]).sidecar(key)?.owner).toBeUndefined();
});

test('a Sidecar of an automatic fence that is yet to be made has no owner', () => {
  const { plan } = compiled([slimeBoot({ autoFence: true, defaultFence: true }), service('default/reviews')]);
  expect(plan.sidecars).toMatchObject([{ name: 'reviews', owner: undefined }]);
});

test('each host is written once', () => {
  const boot = slimeBoot({ egressHosts: 'exact', stableHost: ['shop/*', 'cart.shop'] });
  const { sidecar } = compiled([boot, fence(key, { host: { 'cart.shop': {} } }), service('shop/cart')]);
  expect(sidecar(key)?.egressHosts).toEqual([
    'shop/cart.shop.svc.cluster.local',
    'istio-system/*',
    'mesh-operator/*'
  ]);
});

test('Sidecars, scopes and statuses stand in one order, whatever the order of the input', () => {
  const fences = [fence('b/x'), fence('a/y'), fence('a/x')];
  const [one, other] = [compiled(fences).plan, compiled(fences.toReversed()).plan];
  expect(one.sidecars.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual(['a/x', 'a/y', 'b/x']);
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});
