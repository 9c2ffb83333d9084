import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fenceObject, namespaceObject, serviceObject } from '../harness/controller/bulk.js';
import { run } from '../harness/process/run.js';
import { printYaml } from '@meshfence/core';
import { edge, istioVersion, Site, slimeBoot } from './controller/Site.js';

const program = fileURLToPath(new URL('../../packages/cli/bin/meshfence.js', import.meta.url));

let site: Site;

beforeAll(async () => {
  site = await Site.start();
  await site.apply([
    namespaceObject('shop'),
    ...['web', 'cart', 'stock'].map(name => serviceObject('shop', name)),
    fenceObject('shop', 'web', { enable: true, host: { cart: {} } })
  ]);
});
afterAll(() => site.stop());

/** A command against the cluster: its exit code, and what it says. */
const meshfence = async (...words: ReadonlyArray<string>) => {
  const { code, stderr, stdout } = await run([
    process.execPath,
    program,
    ...words,
    '--kubeconfig',
    site.mesh.control.apiServer.kubeconfig
  ]);
  return { code, stderr, stdout: stdout.toString() };
};

test('a dry run prints what would be written as a diff, and writes nothing', async () => {
  const { code, stderr, stdout } = await meshfence('controller', '--dry-run');
  expect(stdout).toContain('--- cluster/shop/ServiceFence/web/status');
  expect(stdout).toContain('--- /dev/null\n+++ cluster/shop/Sidecar/web');
  expect(stdout).toContain("+    - '*/cart.shop.svc.cluster.local'");
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: '3 writes: 1 applied, 2 statuses, 0 deleted. Nothing has been written.\n'
  });
  expect(await site.sidecars()).toEqual([]);
  expect(await site.fence('shop', 'web')).not.toHaveProperty('status');
});

test('a dry run for programs: each object as it is and as it would be', async () => {
  const { stdout } = await meshfence('controller', '--dry-run', '-o', 'json');
  const { obstacles, writes } = JSON.parse(stdout) as Record<
    'obstacles' | 'writes',
    ReadonlyArray<Record<'kind' | 'name' | 'namespace' | 'verb', string>>
  >;
  expect(obstacles).toEqual([]);
  expect(writes.map(({ kind, name, namespace, verb }) => `${verb} ${kind} ${namespace}/${name}`)).toEqual([
    'status ServiceFence shop/web',
    'apply Sidecar shop/web',
    'status SlimeBoot mesh-operator/lazyload'
  ]);
});

test('a cluster is explained as files are', async () => {
  const offline = join(site.mesh.workplace.folder, 'manifests.yaml');
  await writeFile(
    offline,
    printYaml([
      slimeBoot(),
      namespaceObject('shop'),
      ...['web', 'cart', 'stock'].map(name => serviceObject('shop', name)),
      fenceObject('shop', 'web', { enable: true, host: { cart: {} } })
    ])
  );
  const live = await meshfence('explain', 'shop/web', '--live');
  const files = await run([process.execPath, program, 'explain', 'shop/web', '-f', offline]);
  const stderr =
    'What the controller has observed is missing: there is no Lease mesh-operator/lazyload: no controller has led by it. ' +
    'Another Lease is named by --lease and --lease-namespace.\n';
  expect(live).toEqual({ code: 0, stderr, stdout: files.stdout.toString() });
  expect(live.stdout).toContain('cart.shop.svc.cluster.local');
  expect((await meshfence('explain', 'shop/web', 'stock', '--live')).stdout).toContain('is not in the scope');
});

test('a cluster is compiled and validated as files are', async () => {
  expect((await meshfence('validate', '--live')).code).toBe(0);
  expect((await meshfence('compile', '--live', '-o', 'human')).stdout).toContain('shop/web');
});

test('where the cluster is as it should be, a dry run says so', async () => {
  const controller = await site.controller({ edges: [edge('shop', 'web', 'stock.shop')] });
  await site.untilHosts('shop', 'web', ['*/cart.shop.svc.cluster.local', '*/stock.shop.svc.cluster.local']);
  expect(await meshfence('controller', '--dry-run')).toEqual({
    code: 0,
    stdout: '',
    stderr: 'Nothing would be written: the cluster is as it should be.\n'
  });
  await controller.stop();
});

test('what is in the way of what should be is shown, though nothing would be written', async () => {
  const labels = { 'app.kubernetes.io/managed-by': 'meshfence' };
  await site.apply([
    {
      apiVersion: istioVersion,
      kind: 'Sidecar',
      metadata: { namespace: 'shop', name: 'by-hand', labels },
      spec: { workloadSelector: { labels: { app: 'nobody' } }, egress: [{ hosts: ['./*'] }] }
    }
  ]);
  const message =
    'Sidecar shop/by-hand is needed no more, but stays: somebody else applied it. ' +
    'Remove it from where it is applied from, and delete it: kubectl delete sidecar by-hand -n shop';
  expect(await meshfence('controller', '--dry-run')).toEqual({
    code: 1,
    stdout: `In the way: ${message}\n`,
    stderr: 'Nothing would be written. 1 object is in the way.\n'
  });
  const { stdout } = await meshfence('controller', '--dry-run', '-o', 'json');
  expect(JSON.parse(stdout)).toEqual({
    writes: [],
    obstacles: [{ kind: 'Sidecar', namespace: 'shop', name: 'by-hand', reason: 'NotRemoved', message }]
  });
});

test('a cluster that cannot be reached is said so, with an exit code of its own', async () => {
  const { code, stderr } = await run([
    process.execPath,
    program,
    'explain',
    'a/b',
    '--live',
    '--kubeconfig',
    '/nowhere'
  ]);
  expect(code).toBe(3);
  expect(stderr).toContain('/nowhere');
});
