import { fileURLToPath } from 'node:url';
import type { JsonObject } from '@meshfence/core';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { AuditLog } from '../harness/controller/AuditLog.js';
import type { AuditEvent } from '../harness/controller/AuditLog.js';
import { fenceObject, namespaceObject, serviceObject } from '../harness/controller/bulk.js';
import { serviceAccountToken } from '../harness/controller/serviceAccountKubeconfig.js';
import type { Controller } from '../harness/controller/startController.js';
import { must, run } from '../harness/process/run.js';
import { waitFor } from '../harness/process/waitFor.js';
import { edge, Site } from './controller/Site.js';

const program = fileURLToPath(new URL('../../packages/cli/bin/meshfence.js', import.meta.url));
const account = 'system:serviceaccount:mesh-operator:lazyload';

const manifests = async (...words: ReadonlyArray<string>): Promise<ReadonlyArray<KubeObject>> =>
  loadAll(await must([process.execPath, program, 'install', ...words])) as ReadonlyArray<KubeObject>;

/** What the controller makes by itself; `install` prints it, so that a cluster can do without a controller. */
const isMadeByController = ({ metadata: { labels = {}, name } }: KubeObject): boolean =>
  labels['app'] === 'global-sidecar' || name === 'global-sidecar' || name.startsWith('meshfence-');

let site: Site;
let boot: KubeObject;
let controller: Controller;

/** The SlimeBoot with other settings of the module and of the global-sidecar. */
const configure = async (general: JsonObject, globalSidecar: JsonObject = {}): Promise<void> => {
  const spec = structuredClone(boot['spec']) as {
    module: Array<{ general: JsonObject }>;
    component: { globalSidecar: JsonObject };
  };
  for (const module of spec.module) module.general = { ...module.general, ...general };
  spec.component.globalSidecar = { ...spec.component.globalSidecar, ...globalSidecar };
  await site.apply([{ ...boot, spec }]);
};

const until = (
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  isThere: boolean
): Promise<true> =>
  waitFor(`${kind} ${name} ${isThere ? 'to come' : 'to go'}`, async () => {
    const found = await site.mesh.get({ apiVersion, kind, metadata: { namespace, name } });
    return (found !== undefined) === isThere ? true : undefined;
  });

/** There is no kubelet that would start the pods. */
const pretendAvailable = (): Promise<unknown> =>
  site.mesh.api.json('/apis/apps/v1/namespaces/mesh-operator/deployments/global-sidecar/status', {
    method: 'PATCH',
    contentType: 'application/merge-patch+json',
    body: {
      status: {
        observedGeneration: 99,
        availableReplicas: 1,
        readyReplicas: 1,
        replicas: 1,
        updatedReplicas: 1
      }
    }
  });

beforeAll(async () => {
  const all = await manifests('--mode', 'cluster', '--port', '9080', '--metric-source', 'accesslog');
  boot = all.find(({ kind }) => kind === 'SlimeBoot') as KubeObject;
  const options = { audit: true, admission: ['OwnerReferencesPermissionEnforcement'] };
  site = await Site.start(boot, options);
  await site.apply(all.filter(each => each.kind !== 'CustomResourceDefinition' && !isMadeByController(each)));
  await site.apply([namespaceObject('shop'), ...['web', 'cart'].map(name => serviceObject('shop', name))]);
  const token = await serviceAccountToken(site.mesh, 'mesh-operator', 'lazyload');
  const args = ['--slimeboot', 'mesh-operator/lazyload', '--lease', 'lazyload'];
  const env = { POD_NAME: 'lazyload-0', POD_NAMESPACE: 'mesh-operator' };
  controller = await site.controller({ token, args, env });
});
afterAll(() => site.stop());

/** Everything that a controller ever writes, once: made, changed, removed. */
const liveAllOfIt = async (): Promise<void> => {
  await until('apps/v1', 'Deployment', 'mesh-operator', 'global-sidecar', true);
  await pretendAvailable();
  await until('networking.istio.io/v1alpha3', 'EnvoyFilter', 'istio-system', 'meshfence-fallback-9080', true);
  await configure(
    { autoFence: true, defaultFence: true, accessLogger: 'both', supportH2: true, wormholePort: ['9081'] },
    { replicas: 2 }
  );
  await until(
    'networking.istio.io/v1alpha3',
    'EnvoyFilter',
    'istio-system',
    'meshfence-fallback-9080',
    false
  );
  await until('policy/v1', 'PodDisruptionBudget', 'mesh-operator', 'global-sidecar', true);
  await until('telemetry.istio.io/v1', 'Telemetry', 'istio-system', 'meshfence', true);
  await until('networking.istio.io/v1', 'DestinationRule', 'mesh-operator', 'global-sidecar', true);
  await site.untilHosts('shop', 'web', []);
  await controller.setEdges([edge('shop', 'web', 'cart.shop')]);
  await site.untilHosts('shop', 'web', ['*/cart.shop.svc.cluster.local']);
  // Two fences of one workload: one of them is refused, and that is told as an event, more than once.
  await site.apply([
    fenceObject('shop', 'other', { enable: true, workloadSelector: { labels: { app: 'web' } } })
  ]);
  await waitFor('an event', async () =>
    (await site.mesh.list('events.k8s.io/v1', 'Event', 'shop')).length > 0 ? true : undefined
  );
  await configure({ autoFence: true, defaultFence: false, wormholePort: ['9081'] }, { enable: false });
  await until('apps/v1', 'Deployment', 'mesh-operator', 'global-sidecar', false);
  await until('v1', 'Service', 'mesh-operator', 'global-sidecar', false);
  await site.untilNoSidecar('shop', 'cart');
};

interface Rule {
  readonly resources: ReadonlyArray<string>;
  readonly verbs: ReadonlyArray<string>;
}

/** Every right that the account has, as `verb resource`. */
const rights = async (): Promise<ReadonlySet<string>> => {
  const [roles, clusterRoles] = await Promise.all(
    ['Role', 'ClusterRole'].map(kind => site.mesh.list('rbac.authorization.k8s.io/v1', kind))
  );
  const ours = [...(roles ?? []), ...(clusterRoles ?? [])].filter(
    ({ metadata }) => metadata.name === 'lazyload.mesh-operator'
  );
  const rules = ours.flatMap(role => role['rules'] as unknown as ReadonlyArray<Rule>);
  return new Set(
    rules.flatMap(({ resources, verbs }) => resources.flatMap(of => verbs.map(verb => `${verb} ${of}`)))
  );
};

/** What a request needs: an apply of what is not there yet is a creation, too. */
const needs = ({ code, resource, verb }: AuditEvent): ReadonlyArray<string> =>
  verb === 'patch' && code === 201 ? [`patch ${resource}`, `create ${resource}`] : [`${verb} ${resource}`];

/** Rights that no request shows: a plugin of the API server asks for the first; events are patched when they come again later. */
const unseen = ['update servicefences/finalizers', 'patch events'];

test(
  'with its own account alone, nothing is forbidden, and nothing is granted that is not used',
  { timeout: 180_000 },
  async () => {
    await liveAllOfIt();
    await waitFor('the lease to be renewed', async () => {
      const events = await new AuditLog(site.mesh).events({ user: account });
      return events.some(({ resource, verb }) => resource === 'leases' && verb === 'update')
        ? true
        : undefined;
    });
    const events = await new AuditLog(site.mesh).events({ user: account });
    expect(events.filter(({ code }) => code === 403 || code === 401)).toEqual([]);
    const used = new Set(events.filter(({ resource }) => resource !== '').flatMap(needs));
    expect([...(await rights())].filter(right => !used.has(right)).sort()).toEqual([...unseen].sort());
  }
);

test('uninstall removes what is ours in order, and leaves what is not', async () => {
  await site.apply([
    fenceObject('shop', 'mine'),
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      metadata: { namespace: 'shop', name: 'theirs' },
      spec: { workloadSelector: { labels: { app: 'theirs' } }, egress: [{ hosts: ['./*'] }] }
    }
  ]);
  await controller.stop();
  const words = [
    process.execPath,
    program,
    'uninstall',
    '--live',
    '--kubeconfig',
    site.mesh.control.apiServer.kubeconfig
  ];
  const asked = await run(words);
  expect(asked.code).toBe(2);
  const done = await run([...words, '--yes']);
  expect(done.stderr).toMatch(/^\d+ objects removed, 0 left\.\n$/);
  const left = await site.sidecars();
  expect(left.map(({ metadata }) => metadata.name)).toEqual(['theirs']);
  expect(await site.fence('shop', 'mine')).toBeDefined();
  expect(await site.mesh.list('rbac.authorization.k8s.io/v1', 'ClusterRole')).not.toContainEqual(
    expect.objectContaining({ metadata: expect.objectContaining({ name: 'lazyload.mesh-operator' }) })
  );
  expect((await run([...words, '--print'])).stdout.toString()).toContain('Nothing would go.');
  const crds = await site.mesh.list('apiextensions.k8s.io/v1', 'CustomResourceDefinition');
  expect(crds.map(({ metadata }) => metadata.name)).toContain('servicefences.microservice.slime.io');
});
