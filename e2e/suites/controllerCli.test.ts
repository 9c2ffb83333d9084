import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fenceObject, namespaceObject, serviceObject } from '../harness/controller/bulk.js';
import { run } from '../harness/process/run.js';
import { printYaml } from '@meshfence/core';
import { edge, Site, slimeBoot } from './controller/Site.js';

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
  const changes = JSON.parse(stdout) as ReadonlyArray<Record<'kind' | 'name' | 'namespace' | 'verb', string>>;
  expect(changes.map(({ kind, name, namespace, verb }) => `${verb} ${kind} ${namespace}/${name}`)).toEqual([
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
  expect(live).toEqual({ code: 0, stderr: '', stdout: files.stdout.toString() });
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
