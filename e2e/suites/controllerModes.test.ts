import type { JsonObject } from '@meshfence/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { fenceObject, namespaceObject, serviceObject } from '../harness/controller/bulk.js';
import { setPodStatus } from '../harness/pod/status.js';
import { waitFor } from '../harness/process/waitFor.js';
import { Site, slimeBoot } from './controller/Site.js';

let site: Site;

const partners = (domain: string): JsonObject => ({
  name: 'partners',
  domains: [domain],
  cluster: 'BlackHoleCluster'
});

/** What leads to a global-sidecar, where there is one; without it, the other rule is all that there is to route. */
const rest: JsonObject = { name: 'rest', domains: ['*'], cluster: '_GLOBAL_SIDECAR' };

/** A SlimeBoot that has a global-sidecar wherever its mode asks for one. */
const boot = (general: JsonObject, domain = 'partner.example'): KubeObject => {
  const rules = [partners(domain), ...(general['globalSidecarMode'] === undefined ? [] : [rest])];
  const { spec, ...more } = slimeBoot({ dispatches: rules, ...general });
  return { ...more, spec: { ...(spec as JsonObject), component: { globalSidecar: { enable: true } } } };
};

const configure = (general: JsonObject, domain?: string): Promise<unknown> =>
  site.apply([boot(general, domain)]);

/** The domain of a rule, as a text or in an expression. */
const names = (domain: string, text: string): boolean =>
  new RegExp(domain.replace('.', String.raw`\W+`)).test(text);

const filters = async (): Promise<ReadonlyArray<KubeObject>> =>
  (await site.mesh.list('networking.istio.io/v1alpha3', 'EnvoyFilter')).filter(({ metadata }) =>
    metadata.name.startsWith('meshfence-fallback-')
  );

/** Waits until the fallback routes are exactly these, as `namespace/name`. */
const untilRoutes = (names: ReadonlyArray<string>) =>
  waitFor(`the routes ${names.join(', ')}`, async () => {
    const found = await filters();
    const live = found.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort();
    if (JSON.stringify(live) === JSON.stringify(names)) return found;
    throw new Error(`there are ${live.join(', ')}`);
  });

const deployment = (namespace: string): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace, name: 'global-sidecar' }
});

const untilDeployed = (namespace: string) =>
  waitFor(`the global-sidecar of ${namespace}`, () => site.mesh.get(deployment(namespace)));

const podsOf = async (namespace: string): Promise<ReadonlyArray<KubeObject>> =>
  (await site.mesh.list('v1', 'Pod', namespace)).filter(({ metadata }) =>
    metadata.name.startsWith('global-sidecar-')
  );

/** Says of a global-sidecar's pods what a kubelet would. */
const setReady = async (namespace: string, ready: boolean): Promise<void> => {
  const pods = await waitFor('the pods of the global-sidecar', async () => {
    const found = await podsOf(namespace);
    return found.length > 0 ? found : undefined;
  });
  for (const { metadata } of pods)
    await setPodStatus(site.mesh.control.objects, { namespace, name: metadata.name }, '10.0.0.9', ready);
  await waitFor(`${namespace}'s global-sidecar to be ${ready ? '' : 'un'}available`, async () => {
    const { availableReplicas = 0 } = ((await site.mesh.get(deployment(namespace)))?.['status'] ?? {}) as {
      readonly availableReplicas?: number;
    };
    return availableReplicas > 0 === ready ? true : undefined;
  });
};

beforeAll(async () => {
  site = await Site.start(boot({ wormholePort: ['80'] }));
  await site.apply([
    ...['shop', 'store'].map(name => namespaceObject(name)),
    ...['web', 'cart'].map(name => serviceObject('shop', name)),
    fenceObject('shop', 'web')
  ]);
  await site.controller();
});
afterAll(() => site.stop());

test('without a global-sidecar, the routes are there at once', async () => {
  await untilRoutes(['istio-system/meshfence-fallback-80']);
  expect(await site.mesh.get(deployment('mesh-operator'))).toBeUndefined();
});

test('a port more is a route more, and a port less one less', async () => {
  await configure({ wormholePort: ['80', '8080'] });
  await untilRoutes(['istio-system/meshfence-fallback-80', 'istio-system/meshfence-fallback-8080']);
  await configure({ wormholePort: ['9080'] });
  await untilRoutes(['istio-system/meshfence-fallback-9080']);
});

test('another dispatch rule is another route', async () => {
  await configure({ wormholePort: ['9080'] }, 'other.example');
  await waitFor('the rule in the route', async () => {
    const text = JSON.stringify(await filters());
    return names('other.example', text) && !names('partner.example', text) ? true : undefined;
  });
  await configure({ wormholePort: ['9080'], dispatches: [] });
  await untilRoutes([]);
  await configure({ wormholePort: ['9080'] });
  await untilRoutes(['istio-system/meshfence-fallback-9080']);
});

test('in cluster mode, routes wait until the global-sidecar can take calls, and stay whatever happens to it', async () => {
  const [without] = await untilRoutes(['istio-system/meshfence-fallback-9080']);
  await configure({ wormholePort: ['80', '9080'], globalSidecarMode: 'cluster' });
  await untilDeployed('mesh-operator');
  await sleep(2000);
  expect(await filters()).toEqual([without]);
  await setReady('mesh-operator', true);
  const both = ['istio-system/meshfence-fallback-80', 'istio-system/meshfence-fallback-9080'];
  const before = await waitFor('routes to the global-sidecar', async () => {
    const found = await untilRoutes(both);
    const leading = found.filter(each => JSON.stringify(each).includes('global-sidecar.mesh-operator.svc'));
    return leading.length === 2 ? found : undefined;
  });
  await setReady('mesh-operator', false);
  await sleep(2000);
  expect(await untilRoutes(both)).toEqual(before);
});

test('in namespace mode, each namespace has its own, and those of before are gone', async () => {
  await configure({ wormholePort: ['80'], globalSidecarMode: 'namespace', namespace: ['shop', 'store'] });
  await Promise.all(['shop', 'store'].map(untilDeployed));
  await waitFor('the global-sidecar of before to go', async () =>
    (await site.mesh.get(deployment('mesh-operator'))) === undefined ? true : undefined
  );
  await setReady('shop', true);
  await untilRoutes(['shop/meshfence-fallback-80']);
  await setReady('store', true);
  await untilRoutes(['shop/meshfence-fallback-80', 'store/meshfence-fallback-80']);
  await site.untilHosts('shop', 'web', []);
});

test('back without one, everything of it is gone', async () => {
  await configure({ wormholePort: ['80'] });
  await untilRoutes(['istio-system/meshfence-fallback-80']);
  for (const namespace of ['shop', 'store'])
    await waitFor(`${namespace}'s global-sidecar to go`, async () =>
      (await site.mesh.get(deployment(namespace))) === undefined ? true : undefined
    );
});
