import type { JsonObject } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { fenceObject, namespaceObject, serviceObject } from '../harness/controller/bulk.js';
import { waitFor } from '../harness/process/waitFor.js';
import { label, patch } from './controller/patch.js';
import { saying } from './controller/saying.js';
import { hostsOf, Site, slimeBoot } from './controller/Site.js';
import { writtenBecause } from './controller/written.js';
import type { Written } from './controller/written.js';

let site: Site;

const host = (name: string, namespace = 'shop'): string => `${name}.${namespace}.svc.cluster.local`;

const toHosts = (...names: ReadonlyArray<string>): JsonObject => ({
  enable: true,
  host: Object.fromEntries(names.map(name => [host(name), { stable: {} }]))
});

/** One fence for each way in which a scope may depend on something, and one that depends on none. */
const fences = [
  fenceObject('shop', 'served', { enable: true, workloadSelector: { fromService: true } }),
  fenceObject('shop', 'labelled', { enable: true, labelSelector: [{ selector: { tier: 'back' } }] }),
  fenceObject('shop', 'spaced', { enable: true, namespaceSelector: ['other'] }),
  fenceObject('shop', 'routed', toHosts('cart')),
  fenceObject('shop', 'aliased', toHosts('mail')),
  fenceObject('shop', 'bystander', toHosts('stock'))
];

const route = (to: string): KubeObject => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { namespace: 'shop', name: 'cart' },
  spec: { hosts: ['cart'], http: [{ route: [{ destination: { host: to } }] }] }
});

const boot = (template: string): KubeObject =>
  slimeBoot({ domainAliases: [{ pattern: '^(?P<service>mail)\\..*$', templates: [template] }] });

beforeAll(async () => {
  site = await Site.start(boot('$service.old.example'), { audit: true });
  const names = ['served', 'cart', 'cart-v2', 'cart-v3', 'mail', 'stock'];
  await site.apply([
    namespaceObject('other'),
    ...names.map(name => serviceObject('shop', name)),
    serviceObject('shop', 'back', { tier: 'back' }),
    route('cart-v2'),
    ...fences
  ]);
  await site.controller();
  await site.untilHosts('shop', 'routed', ['*/cart-v2.shop.svc.cluster.local', `*/${host('cart')}`]);
  await site.untilHosts('shop', 'aliased', [`*/${host('mail')}`, '*/mail.old.example']);
  await site.untilHosts('shop', 'labelled', [`*/${host('back')}`]);
});
afterAll(() => site.stop());

const because = (doing: () => Promise<unknown>, outcome: () => Promise<unknown>): Promise<Written> =>
  writtenBecause(site.mesh, doing, outcome);

/** The Sidecar of a fence is written once, and its status, which says how many hosts there are and which. */
const both = (name: string): Written => ({
  [`patch sidecars shop/${name}`]: 1,
  [`patch servicefences/status shop/${name}`]: 1
});

const untilSelects = (labels: JsonObject) => (): Promise<unknown> =>
  waitFor('the Sidecar to select otherwise', async () => {
    expect((await site.sidecar('shop', 'served'))?.spec.workloadSelector).toEqual({ labels });
    return true;
  });

test('a namespace that a fence asks for stands for all of its Services', async () => {
  expect(hostsOf(await site.untilHosts('shop', 'spaced', ['other/*']))).toEqual(['other/*']);
});

test("a Service's selector changes: the Sidecar of the fence that goes by it", async () => {
  const written = await because(
    () => patch(site.mesh, serviceObject('shop', 'served'), { spec: { selector: { version: 'v2' } } }),
    untilSelects({ app: 'served', version: 'v2' })
  );
  expect(written).toEqual({ 'patch sidecars shop/served': 1 });
});

test('that Service goes: the Sidecar goes, and the fence says why', async () => {
  const written = await because(
    () => site.remove([serviceObject('shop', 'served')]),
    () => site.untilNoSidecar('shop', 'served')
  );
  expect(written).toEqual({
    'delete sidecars shop/served': 1,
    'patch servicefences/status shop/served': 1
  });
  expect(await site.fence('shop', 'served')).toMatchObject({
    status: { conditions: saying({ type: 'Ready', status: 'False', reason: 'ServiceMissing' }) }
  });
});

test('it comes back: so does the Sidecar', async () => {
  const written = await because(
    () => site.apply([serviceObject('shop', 'served')]),
    untilSelects({ app: 'served' })
  );
  expect(written).toEqual(both('served'));
});

test('a Service gets a label that a fence asks for, and loses it', async () => {
  const [more, less] = [[host('back'), host('stock')], [host('back')]].map(all =>
    all.map(each => `*/${each}`)
  );
  expect(
    await because(
      () => label(site.mesh, serviceObject('shop', 'stock'), { tier: 'back' }),
      () => site.untilHosts('shop', 'labelled', more ?? [])
    )
  ).toEqual(both('labelled'));
  expect(
    await because(
      () => label(site.mesh, serviceObject('shop', 'stock'), { tier: null }),
      () => site.untilHosts('shop', 'labelled', less ?? [])
    )
  ).toEqual(both('labelled'));
});

test('a VirtualService leads elsewhere, and goes', async () => {
  expect(
    await because(
      () => site.apply([route('cart-v3')]),
      () => site.untilHosts('shop', 'routed', [`*/${host('cart-v3')}`, `*/${host('cart')}`])
    )
  ).toEqual(both('routed'));
  expect(
    await because(
      () => site.remove([route('cart-v3')]),
      () => site.untilHosts('shop', 'routed', [`*/${host('cart')}`])
    )
  ).toEqual(both('routed'));
});

test('another alias: the one scope in which it says something else', async () => {
  const written = await because(
    () => site.apply([boot('$service.new.example')]),
    () => site.untilHosts('shop', 'aliased', [`*/${host('mail')}`, '*/mail.new.example'])
  );
  expect(written).toEqual({ ...both('aliased'), 'patch slimeboots/status mesh-operator/lazyload': 1 });
});

test('what no scope depends on: nothing is written', async () => {
  const written = await because(
    async () => {
      await site.apply([serviceObject('shop', 'unrelated')]);
      await label(site.mesh, namespaceObject('shop'), { colour: 'red' });
      await label(site.mesh, serviceObject('shop', 'cart'), { colour: 'red' });
    },
    async () => {}
  );
  expect(written).toEqual({});
});
