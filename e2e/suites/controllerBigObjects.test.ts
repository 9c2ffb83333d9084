import type { Json, JsonObject } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import {
  createAll,
  fenceObject,
  namespaceObject,
  numbered,
  serviceObject
} from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { waitFor } from '../harness/process/waitFor.js';
import { saying } from './controller/saying.js';
import { hostsOf, Site } from './controller/Site.js';

let site: Site;
let controller: Controller;

const hostNames = (count: number): ReadonlyArray<string> =>
  numbered('service-of-an-estate', count).map(name => `${name}.shop.svc.cluster.local`);

const hostMap = (count: number): JsonObject =>
  Object.fromEntries(hostNames(count).map(name => [name, { stable: {} }]));

const bytesOf = (object: unknown): number => Buffer.byteLength(JSON.stringify(object));

/** As much as a label's or annotation's map may hold is 256 KiB. */
const annotated = (object: KubeObject): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, annotations: { 'example.org/blob': 'x'.repeat(250_000) } }
});

const routes = (count: number): KubeObject => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { namespace: 'shop', name: 'routes' },
  spec: {
    hosts: ['cart.shop.svc.cluster.local'],
    http: numbered('route-of-a-very-large-shop', count).map(name => ({
      match: [{ uri: { prefix: `/${name}/of/a/shop/with/many/ways/to/go` } }],
      route: [{ destination: { host: 'stock.shop.svc.cluster.local' } }]
    }))
  }
});

beforeAll(async () => {
  site = await Site.start();
  await site.apply([
    namespaceObject('shop'),
    ...['web', 'cart', 'stock'].map(name => annotated(serviceObject('shop', name)))
  ]);
  controller = await site.controller();
});
afterAll(() => site.stop());

test('Services with as many annotations as there may be, and a VirtualService of a megabyte', async () => {
  const [virtualService] = await site.apply([routes(6000)]);
  expect(bytesOf(virtualService)).toBeGreaterThan(900_000);
  const host = { 'cart.shop.svc.cluster.local': { stable: {} } };
  await site.apply([fenceObject('shop', 'web', { enable: true, host })]);
  await site.untilHosts('shop', 'web', ['*/cart.shop.svc.cluster.local', '*/stock.shop.svc.cluster.local']);
});

const untilSidecarOf = (name: string, count: number) =>
  waitFor(
    `Sidecar shop/${name} with ${count} hosts`,
    async () => {
      const found = await site.sidecar('shop', name);
      return found !== undefined && hostsOf(found).length === count ? found : undefined;
    },
    { seconds: 45, every: 500 }
  );

test('a fence of half a megabyte has a status that says all, and its Sidecar', async () => {
  await createAll(site.mesh.api, [fenceObject('shop', 'cart', { enable: true, host: hostMap(2000) })]);
  await untilSidecarOf('cart', 2000);
  const fence = await site.fence('shop', 'cart');
  expect(bytesOf(fence)).toBeGreaterThan(500_000);
  const { conditions, domains } = (fence?.['status'] ?? {}) as {
    readonly conditions: Json;
    readonly domains: JsonObject;
  };
  expect(conditions).toEqual(saying({ type: 'Ready', status: 'True', message: '2002 hosts' }));
  expect(Object.keys(domains)).toHaveLength(2000);
});

test('a fence of a megabyte has its Sidecar, and a status that the store takes', async () => {
  await createAll(site.mesh.api, [fenceObject('shop', 'stock', { enable: true, host: hostMap(14_000) })]);
  await untilSidecarOf('stock', 14_000);
  const fence = await site.fence('shop', 'stock');
  expect(bytesOf(fence)).toBeGreaterThan(900_000);
  const { conditions, domains } = (fence?.['status'] ?? {}) as {
    readonly conditions: Json;
    readonly domains: JsonObject;
  };
  expect(conditions).toEqual(saying({ type: 'Ready', status: 'True', message: '14002 hosts' }));
  expect(domains).toEqual({});
});

test('nothing was refused on the way', async () => {
  const refused = [...(await controller.metrics())].filter(
    ([name]) => name.startsWith('meshfence_writes_total') && /refused|failed/.test(name)
  );
  expect(refused).toEqual([]);
});
