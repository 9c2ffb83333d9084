import { expect, test } from 'vitest';
import { measure } from '../../../src/measure/measure.js';
import type { Json } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { fence, service, serviceEntry, sidecar } from '../given/objects.js';

const measured = (...objects: ReadonlyArray<Json>) => {
  const { mesh, plan } = compiled(objects);
  return measure(mesh, plan);
};
const ports = (...numbers: ReadonlyArray<number>) => ({ ports: numbers.map(port => ({ port })) });
const around: ReadonlyArray<Json> = [
  service('shop/cart', ports(80)),
  service('shop/db', ports(5432, 9187)),
  service('default/details', ports(80)),
  serviceEntry('bar/e', { hosts: ['*.wild.com', 'x.wild.com', 'y.com'], ports: [{ number: 443 }] })
];
const after = (host: string, ...objects: ReadonlyArray<Json>) =>
  measured(fence('default/reviews', { host: { [host]: {} } }), ...around, ...objects).workloads[0]?.after;

test('a mesh has a host for each Service and each host of a ServiceEntry, and a cluster for each of their ports', () => {
  expect(measured(...around).mesh).toEqual({ hosts: 6, clusters: 7 });
});

test('each Sidecar saves what it does not select', () => {
  const { workloads } = measured(
    fence('default/reviews', { host: { 'db.shop': {} } }),
    fence('default/off', { enable: false }),
    ...around
  );
  expect(workloads).toEqual([
    {
      namespace: 'default',
      name: 'reviews',
      before: { hosts: 6, clusters: 7 },
      after: { hosts: 1, clusters: 2 }
    }
  ]);
});

test.each<[string, number, number]>([
  ['cart.shop', 1, 1],
  ['shop/*', 2, 3],
  ['*/*', 6, 7],
  ['*.wild.com', 2, 2],
  ['*.com', 3, 3],
  ['bar/y.com', 1, 1],
  ['shop/y.com', 0, 0],
  ['gone.com', 0, 0]
])('the entry %s selects %i hosts and %i clusters', (host, hosts, clusters) => {
  expect(after(host)).toEqual({ hosts, clusters });
});

test('a host under a wildcard ServiceEntry selects the wildcard, and what is under it', () => {
  expect(after('z.wild.com')).toEqual({ hosts: 2, clusters: 2 });
});

test("the system's namespaces count", () => {
  expect(after('cart.shop', service('istio-system/istiod', ports(15012)))).toEqual({ hosts: 2, clusters: 2 });
});

test('a host that two entries select counts once', () => {
  const { workloads } = measured(
    fence('default/reviews', { host: { 'cart.shop': {}, 'shop/*': {} } }),
    ...around
  );
  expect(workloads[0]?.after).toEqual({ hosts: 2, clusters: 3 });
});

test('what is not exported to a workload counts neither before nor after', () => {
  const hidden = service('shop/secret', ports(80), { annotations: { 'networking.istio.io/exportTo': '.' } });
  const { mesh, workloads } = measured(
    fence('default/reviews', { host: { 'shop/*': {} } }),
    fence('shop/x', { host: { 'shop/*': {} } }),
    hidden,
    ...around
  );
  expect(mesh.hosts).toBe(7);
  expect(workloads.map(({ before, after: left }) => [before.hosts, left.hosts])).toEqual([
    [6, 2],
    [7, 3]
  ]);
});

test('a fence that yields no Sidecar saves nothing', () => {
  const own = sidecar('default/mine', { workloadSelector: { labels: { app: 'reviews' } } });
  expect(measured(fence('default/reviews'), own, ...around).workloads).toEqual([]);
});
