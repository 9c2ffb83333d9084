import { setTimeout as sleep } from 'node:timers/promises';
import { definitions } from '@meshfence/core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { istioCrds } from '../harness/control/installCrds.js';
import { fenceObject, namespaceObject, serviceObject } from '../harness/controller/bulk.js';
import { FaultProxy } from '../harness/controller/FaultProxy.js';
import type { Controller } from '../harness/controller/startController.js';
import { waitFor } from '../harness/process/waitFor.js';
import { logged, readiness, untilMetric, untilSaid, untilUnready } from './controller/looks.js';
import { Site, slimeBoot } from './controller/Site.js';

let site: Site;
let proxy: FaultProxy;
let controller: Controller;
let before = 0;

const crd = new Map<string, KubeObject>();

const definitionOf = (kind: string): KubeObject => {
  const found = crd.get(kind);
  if (found === undefined) throw new Error(`There is no definition of ${kind}.`);
  return found;
};

const names: Readonly<Record<string, string>> = {
  VirtualService: 'virtualservices.networking.istio.io',
  Sidecar: 'sidecars.networking.istio.io',
  ServiceFence: 'servicefences.microservice.slime.io',
  SlimeBoot: 'slimeboots.config.netease.com'
};

const served = (kind: string): string => `meshfence_kind_served{kind="${names[kind]}"}`;

/** Removes a definition, and waits until it is gone with all its objects. */
const uninstall = async (kind: string): Promise<void> => {
  const definition = definitionOf(kind);
  await site.remove([definition]);
  await waitFor(`the definition of ${kind} to go`, async () =>
    (await site.mesh.get(definition)) === undefined ? true : undefined
  );
};

const install = (kind: string): Promise<unknown> => site.apply([definitionOf(kind)]);

const routes: KubeObject = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { namespace: 'shop', name: 'cart' },
  spec: {
    hosts: ['cart.shop.svc.cluster.local'],
    http: [{ route: [{ destination: { host: 'stock.shop.svc.cluster.local' } }] }]
  }
};

const fence = fenceObject('shop', 'web', {
  enable: true,
  host: { 'cart.shop.svc.cluster.local': { stable: {} } }
});
const cart = '*/cart.shop.svc.cluster.local';
const stock = '*/stock.shop.svc.cluster.local';

beforeAll(async () => {
  site = await Site.start();
  for (const each of [...(await istioCrds()), ...definitions.map(({ object }) => object as KubeObject)]) {
    const { names: named } = each['spec'] as unknown as { readonly names: { readonly kind: string } };
    crd.set(named.kind, each);
  }
  await site.apply([
    namespaceObject('shop'),
    ...['web', 'cart', 'stock'].map(name => serviceObject('shop', name))
  ]);
  for (const kind of Object.keys(names)) await uninstall(kind);
  proxy = await FaultProxy.start(site.mesh);
  controller = await site.controller({ kubeconfig: await proxy.kubeconfig(), ready: false });
});
afterAll(async () => {
  await site.stop();
  await proxy.stop();
});
beforeEach(async () => {
  before = await logged(controller);
});

test('definitions that are missing are waited for, each told of once, at next to no cost', async () => {
  await untilUnready(
    controller,
    'there is no configuration that can be used (SlimeBoots in mesh-operator): its definition is not installed'
  );
  for (const [kind, name] of Object.entries(names)) {
    await untilMetric(controller, served(kind), value => value === 0);
    expect(
      await untilSaid(controller, 'a definition is not installed: it is waited for', { kind: name })
    ).toMatchObject({
      level: 'warn',
      remedy: 'Install it, if it is to be used: it is found by itself.'
    });
  }
  await sleep(12_000);
  const since = Date.now();
  const { cpuSeconds } = await controller.usage();
  await sleep(15_000);
  // Six versions of two groups, each at most every ten seconds.
  expect(proxy.count({ since })).toBeLessThanOrEqual(15);
  expect((await controller.usage()).cpuSeconds - cpuSeconds).toBeLessThan(0.75);
  const lines = (await controller.log()).filter(({ msg }) => msg.startsWith('a definition is not installed'));
  expect(lines).toHaveLength(4);
});

test('each is picked up when it is installed, and is not needed by what is there already', async () => {
  await install('SlimeBoot');
  await site.apply([slimeBoot()]);
  await controller.ready();
  expect(
    await untilSaid(controller, 'a definition has been installed', { kind: names['SlimeBoot'] ?? '' }, before)
  ).toMatchObject({ level: 'info', version: 'config.netease.com/v1alpha1' });
  await install('ServiceFence');
  await site.apply([fence]);
  await waitFor('the status of the fence', async () =>
    JSON.stringify(await site.fence('shop', 'web')).includes('"Compiled"') ? true : undefined
  );
  await install('Sidecar');
  await site.untilHosts('shop', 'web', [cart]);
  await install('VirtualService');
  await site.apply([routes]);
  await site.untilHosts('shop', 'web', [cart, stock]);
  for (const kind of Object.keys(names)) await untilMetric(controller, served(kind), value => value === 1);
});

test('one that is removed takes its objects with it, and nothing else', async () => {
  await uninstall('VirtualService');
  await site.untilHosts('shop', 'web', [cart]);
  await untilSaid(
    controller,
    'a definition is not installed: it is waited for',
    { kind: names['VirtualService'] ?? '' },
    before
  );
  expect(await readiness(controller)).toEqual({ status: 200, reasons: ['ok'] });
  await install('VirtualService');
  await site.apply([routes]);
  await site.untilHosts('shop', 'web', [cart, stock]);
});

test('without the definition of Sidecar nothing is tried in vain, and all is there when it is back', async () => {
  await uninstall('Sidecar');
  await untilMetric(controller, served('Sidecar'), value => value === 0);
  const since = Date.now();
  await site.apply([fenceObject('shop', 'cart')]);
  await sleep(8000);
  expect(proxy.writes({ since, path: /sidecars/ }).length).toBeLessThanOrEqual(1);
  await install('Sidecar');
  await site.untilHosts('shop', 'web', [cart, stock]);
  await site.untilHosts('shop', 'cart', []);
});
