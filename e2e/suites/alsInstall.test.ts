import { fileURLToPath } from 'node:url';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { AuditLog } from '../harness/controller/AuditLog.js';
import { namespaceObject } from '../harness/controller/bulk.js';
import { serviceAccountKubeconfig } from '../harness/controller/serviceAccountKubeconfig.js';
import { podObject } from '../harness/pod/status.js';
import { freePort } from '../harness/process/freePort.js';
import { must, run } from '../harness/process/run.js';
import { waitFor } from '../harness/process/waitFor.js';
import { startReceiver } from './als/Receiver.js';
import type { Receiver } from './als/Receiver.js';
import { Site } from './controller/Site.js';

const path = (relative: string): string => fileURLToPath(new URL(`../../${relative}`, import.meta.url));
const program = [process.execPath, path('packages/cli/bin/meshfence.js')];
const example = path('examples/slimeboots/receivers/slimeboot.yaml');

const [namespace, name] = ['mesh-operator', 'lazyload-als'];
const role = `${name}.${namespace}`;
const account = `system:serviceaccount:${namespace}:${name}`;

let site: Site;
let receiver: Receiver;

/** Objects that `install` prints, but for the definitions, which are there. */
const installed = async (): Promise<ReadonlyArray<KubeObject>> =>
  loadAll(
    await must([...program, 'install', example, '--except', 'customresourcedefinition'])
  ) as ReadonlyArray<KubeObject>;

const get = (apiVersion: string, kind: string, of = name): Promise<KubeObject | undefined> =>
  site.mesh.get({
    apiVersion,
    kind,
    metadata: kind.startsWith('Cluster') ? { name: of } : { namespace, name: of }
  });

const kinds = [
  ['apps/v1', 'Deployment', name],
  ['v1', 'Service', name],
  ['v1', 'ServiceAccount', name],
  ['policy/v1', 'PodDisruptionBudget', name],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', role],
  ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', role]
] as const;

/** Those of the receivers' objects that are in the cluster, by kind. */
const there = async (): Promise<ReadonlyArray<string>> => {
  const found = await Promise.all(
    kinds.map(async ([apiVersion, kind, of]) =>
      (await get(apiVersion, kind, of)) === undefined ? [] : [kind]
    )
  );
  return found.flat();
};

interface Deployment extends KubeObject {
  readonly spec: {
    readonly template: {
      readonly spec: { readonly containers: ReadonlyArray<{ readonly args: ReadonlyArray<string> }> };
    };
  };
}

/** What the cluster would start the receivers with, but for the ports, which are others on this machine. */
const args = async (): Promise<ReadonlyArray<string>> => {
  const { spec } = (await get('apps/v1', 'Deployment')) as Deployment;
  const [command, ...rest] = spec.template.spec.containers.flatMap(each => each.args);
  expect(command).toBe('als');
  return rest.filter(each => !/^--(?:auxiliary-)?port=/.test(each));
};

const pods = async (): Promise<number | undefined> =>
  (await receiver.metrics()).get('meshfence_watched_objects{kind="pods"}');

beforeAll(async () => {
  const [boot] = loadAll(await must(['cat', example])) as ReadonlyArray<KubeObject>;
  site = await Site.start(boot, { audit: true });
  await site.apply(await installed());
  await site.apply([namespaceObject('shop'), podObject({ namespace: 'shop', name: 'web' }, { app: 'web' })]);
  const kubeconfig = await serviceAccountKubeconfig(site.mesh, namespace, name);
  const words = [...(await args()), '--kubeconfig', kubeconfig];
  receiver = await startReceiver(site.mesh, words, { port: await freePort() });
});
afterAll(async () => {
  await receiver?.stop();
  await site?.stop();
});

test('the cluster takes all that the receivers are made of', async () => {
  expect(await there()).toEqual(kinds.map(([, kind]) => kind));
});

test('with its own account alone a receiver knows the pods of all namespaces, and hears of new ones', async () => {
  const known = await site.mesh.list('v1', 'Pod');
  expect(known.map(({ metadata }) => metadata.namespace)).toContain('shop');
  await waitFor('the pods', async () => ((await pods()) === known.length ? true : undefined));
  await site.apply([podObject({ namespace: 'shop', name: 'late' }, { app: 'late' })]);
  await waitFor('the new one', async () => ((await pods()) === known.length + 1 ? true : undefined));
});

test('nothing is forbidden to it, and nothing is granted that it does not use', async () => {
  const events = await new AuditLog(site.mesh).events({ user: account });
  expect(events.filter(({ code }) => code === 403 || code === 401)).toEqual([]);
  const used = new Set(
    events.filter(({ resource }) => resource !== '').map(({ resource, verb }) => `${verb} ${resource}`)
  );
  expect([...used].sort()).toEqual(['list pods', 'watch pods']);
  expect((await get('rbac.authorization.k8s.io/v1', 'ClusterRole', role))?.['rules']).toEqual([
    { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] }
  ]);
});

test('uninstall removes it all', async () => {
  const { kubeconfig } = site.mesh.control.apiServer;
  const done = await run([...program, 'uninstall', '--live', '--kubeconfig', kubeconfig, '--yes']);
  expect(done.stderr).toMatch(/^\d+ objects removed, 0 left\.\n$/);
  expect(await there()).toEqual([]);
});
