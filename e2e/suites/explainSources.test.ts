import type { JsonObject } from '@meshfence/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { fenceObject } from '../harness/controller/bulk.js';
import { serviceAccountKubeconfig } from '../harness/controller/serviceAccountKubeconfig.js';
import { program } from '../harness/controller/startController.js';
import type { Controller } from '../harness/controller/startController.js';
import { Mesh } from '../harness/Mesh.js';
import { nodeAddress } from '../harness/network/Node.js';
import type { Pod } from '../harness/pod/Pod.js';
import { podObject, setPodStatus } from '../harness/pod/status.js';
import { run } from '../harness/process/run.js';
import { waitFor } from '../harness/process/waitFor.js';
import { callersMeshConfig, callersReport } from './als/callers.js';
import { nameController } from './als/nameController.js';
import { controllerPort, controllerService } from './als/Receiver.js';
import { untilMetric } from './controller/looks.js';
import { Site } from './controller/Site.js';
import { service, slimeBoot } from './support/inputs.js';

const leader = { namespace: 'mesh-operator', name: 'lazyload-0' };
const instant = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z \(\d+[sm] ago\)`;

let site: Site;
let web: Pod;
let controller: Controller;
let unname: () => Promise<void>;

beforeAll(async () => {
  const mesh = await Mesh.start({ meshConfig: callersMeshConfig });
  site = await Site.on(mesh, slimeBoot({ ...callersReport, mode: 'no' }) as unknown as KubeObject);
  await site.apply([
    ...['web', 'cart', 'idle'].map(name => service(`shop/${name}`, { http: 9080 })),
    ...controllerService,
    ...['web', 'idle'].map(name => fenceObject('shop', name))
  ]);
  unname = await nameController(mesh);
  web = await mesh.pod({ namespace: 'shop', name: 'web' });
  await mesh.pod({ namespace: 'shop', name: 'cart', app: { http: [9080] }, proxy: false });
  controller = await site.controller({
    args: [
      '--lease=lazyload',
      `--lease-namespace=${leader.namespace}`,
      `--identity=${leader.name}`,
      `--log-source-port=${controllerPort}`,
      '--auxiliary-address=0.0.0.0'
    ]
  });
  await site.apply([podObject(leader, {})]);
  await setPodStatus(mesh.control.objects, leader, nodeAddress, true);
  await untilMetric(controller, 'meshfence_source_up{source="als"}', up => up === 1);
  await mesh.settled();
});

afterAll(async () => {
  await site?.stop();
  await unname?.();
});

/** What is said of a workload, and perhaps of a host, to whom a kubeconfig is. */
const explain = async (
  words: ReadonlyArray<string>,
  kubeconfig = site.mesh.control.apiServer.kubeconfig
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> => {
  const port = new URL(controller.url).port;
  const options = ['--live', '--kubeconfig', kubeconfig, '--auxiliary-port', port];
  const { code, stderr, stdout } = await run([...program, 'explain', ...words, ...options]);
  return { code, stderr, stdout: stdout.toString() };
};

const untilExplained = (words: ReadonlyArray<string>, line: RegExp): Promise<string> =>
  waitFor(
    `${line.source} of ${words.join(' ')}`,
    async () => {
      const { stdout } = await explain(words);
      if (line.test(stdout)) return stdout;
      throw new Error(stdout);
    },
    { seconds: 60 }
  );

test('before any proxy has told anything, the setting is named by which they do', async () => {
  const { code, stderr, stdout } = await explain(['shop/web']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('What sources have seen of it\n  als  has never watched; never heard of it\n');
  expect(stdout).toContain("By general.accessLogger (callers) the callers' own proxies do");
});

test('a call that was seen is said, with the time', async () => {
  expect((await site.mesh.call(web, 'http://cart:9080/')).status).toBe(200);
  const stdout = await untilExplained(['shop/web', 'cart'], /last call to the host/);
  expect(stdout).toMatch(
    new RegExp(
      `\n  als  has watched since ${instant}, direct calls included; last call to the host ${instant}; `
    )
  );
  expect(stdout).not.toContain('never heard of');
});

test('a call that reached nobody was not learned, and that is said', async () => {
  await site.mesh.call(web, 'http://nobody.example:9080/', { hosts: { 'nobody.example': '10.98.7.6' } });
  const stdout = await untilExplained(['shop/web', 'nobody.example'], /not learned/);
  expect(stdout).toContain('nobody.example is not in the scope');
  expect(stdout).toMatch(
    new RegExp(
      `\n    not learned: \\d+ to nobody\\.example(:9080)?, last ${instant}: no upstream was reached\n`
    )
  );
});

test('of a workload that nobody has heard of it is said what to look for', async () => {
  const { stdout } = await explain(['shop/idle']);
  expect(stdout).toMatch(
    new RegExp(`  als  has watched since ${instant}, direct calls included; never heard of it\n`)
  );
  expect(stdout).toContain('no proxy of its pods sends an access log');
});

/** A user who may look at everything that is explained, and at what else is said here. */
const user = async (name: string, rules: ReadonlyArray<JsonObject>): Promise<string> => {
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name } };
  const everything = { apiGroups: ['*'], resources: ['*'], verbs: ['list'] };
  const subject = { kind: 'ServiceAccount', name, namespace: 'shop' };
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name };
  await site.apply([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace: 'shop', name } },
    { ...role, rules: [everything, ...rules] },
    { ...role, kind: 'ClusterRoleBinding', roleRef, subjects: [subject] }
  ]);
  return serviceAccountKubeconfig(site.mesh, 'shop', name);
};

test('without the rights, these are named, and everything else is said', async () => {
  const leases = { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get'] };
  const blind = await explain(['shop/web', 'cart'], await user('blind', []));
  expect(blind.code).toBe(0);
  expect(blind.stderr).toContain('It needs the right to get leases in namespace mesh-operator.\n');
  expect(blind.stderr.split('\n')).toHaveLength(2);
  expect(blind.stdout).toContain('cart.shop.svc.cluster.local\n  observed: remembered in the status');
  const deaf = await explain(['shop/web'], await user('deaf', [leases]));
  expect(deaf.stderr).toContain('It needs the right to get pods/proxy in namespace mesh-operator.\n');
  const pods = { apiGroups: [''], resources: ['pods/proxy'], verbs: ['get'] };
  const able = await explain(['shop/web'], await user('able', [leases, pods]));
  expect(able.stderr).toBe('');
  expect(able.stdout).toContain('What sources have seen of it');
});

test('when the controller has gone, that is said, and everything else as well', async () => {
  await controller.stop();
  const { code, stderr, stdout } = await explain(['shop/web', 'cart']);
  expect(code).toBe(0);
  expect(stderr).toBe(
    'What the controller has observed is missing: nobody holds the Lease mesh-operator/lazyload. See that the controller runs.\n'
  );
  expect(stdout).toContain('cart.shop.svc.cluster.local\n  observed: remembered in the status');
});
