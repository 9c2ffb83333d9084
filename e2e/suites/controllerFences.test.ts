import { afterAll, beforeAll, expect, test } from 'vitest';
import { fenceObject, namespaceObject, serviceObject } from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { saying } from './controller/saying.js';
import { edge, hostsOf, Site } from './controller/Site.js';

let site: Site;
let controller: Controller;

beforeAll(async () => {
  site = await Site.start();
  await site.apply([
    namespaceObject('shop'),
    ...['web', 'cart', 'stock'].map(name => serviceObject('shop', name))
  ]);
  controller = await site.controller();
});
afterAll(() => site.stop());

test('a fence becomes a Sidecar that it owns, and has a status and a condition', async () => {
  await site.apply([
    fenceObject('shop', 'web', { enable: true, host: { 'cart.shop.svc.cluster.local': { stable: {} } } })
  ]);
  const sidecar = await site.untilHosts('shop', 'web', ['*/cart.shop.svc.cluster.local']);
  expect(sidecar.spec.workloadSelector).toEqual({ labels: { app: 'web' } });
  const fence = await site.fence('shop', 'web');
  expect(fence).toMatchObject({
    status: { conditions: saying({ type: 'Ready', status: 'True', reason: 'Compiled' }) }
  });
});

test('observed calls are learned: kept in the status, and in the Sidecar', async () => {
  await controller.setEdges([edge('shop', 'web', 'stock.shop')]);
  await site.untilHosts('shop', 'web', ['*/cart.shop.svc.cluster.local', '*/stock.shop.svc.cluster.local']);
  expect(await site.fence('shop', 'web')).toMatchObject({
    status: { metricStatus: { '{destination_service="stock.shop.svc.cluster.local"}': expect.any(String) } }
  });
});

test('a Sidecar that is deleted or changed by hand is mended', async () => {
  const before = await site.sidecar('shop', 'web');
  await site.remove([
    { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { namespace: 'shop', name: 'web' } }
  ]);
  const after = await site.untilHosts('shop', 'web', [
    '*/cart.shop.svc.cluster.local',
    '*/stock.shop.svc.cluster.local'
  ]);
  expect(after.metadata).not.toEqual(before?.metadata);
});

test('what is learned outlives a restart, which writes nothing', async () => {
  await controller.setEdges([]);
  await controller.restart();
  await site.untilHosts('shop', 'web', ['*/cart.shop.svc.cluster.local', '*/stock.shop.svc.cluster.local']);
  const writes = [...(await controller.metrics())].filter(([name]) =>
    name.startsWith('meshfence_writes_total')
  );
  expect(writes).toEqual([]);
});

test('a fence that is disabled, or deleted, has no Sidecar', async () => {
  await site.apply([fenceObject('shop', 'cart')]);
  expect(hostsOf(await site.untilHosts('shop', 'cart', []))).toEqual([]);
  await site.apply([fenceObject('shop', 'cart', { enable: false })]);
  await site.untilNoSidecar('shop', 'cart');
  await site.remove([fenceObject('shop', 'web')]);
  await site.untilNoSidecar('shop', 'web');
});
