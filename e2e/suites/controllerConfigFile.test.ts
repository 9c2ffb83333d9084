import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fenceObject, namespaceObject, serviceObject } from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { logged, readiness, untilMetric, untilSaid, untilUnready } from './controller/looks.js';
import { Site, slimeBoot } from './controller/Site.js';

let site: Site;
let controller: Controller;
let before = 0;
let versions = 0;

const current = 'meshfence_config_current';
const folder = (): string => join(site.mesh.workplace.folder, 'mounted');
const path = (): string => join(folder(), 'slimeboot.yaml');
const web = (...hosts: ReadonlyArray<string>) =>
  site.untilHosts(
    'shop',
    'web',
    hosts.map(host => `*/${host}.shop.svc.cluster.local`)
  );

const written = (...hosts: ReadonlyArray<string>): string =>
  JSON.stringify(slimeBoot({ stableHost: hosts.map(host => `${host}.shop.svc.cluster.local`) }));

/** As the kubelet mounts a ConfigMap: a folder for each version, and a link to it that is swapped. */
const mount = async (text: string): Promise<void> => {
  versions += 1;
  const version = `..version-${versions}`;
  await mkdir(join(folder(), version));
  await writeFile(join(folder(), version, 'slimeboot.yaml'), text);
  await symlink(version, join(folder(), '..next'));
  await rename(join(folder(), '..next'), join(folder(), '..data'));
};

/** As an editor or a script writes it. */
const replace = async (text: string): Promise<void> => {
  await writeFile(`${path()}.new`, text);
  await rename(`${path()}.new`, path());
};

beforeAll(async () => {
  site = await Site.start();
  await site.apply([
    namespaceObject('shop'),
    ...['web', 'cart', 'stock'].map(name => serviceObject('shop', name)),
    fenceObject('shop', 'web')
  ]);
  await mkdir(folder());
  controller = await site.controller({ args: ['--config', path()], ready: false });
});
afterAll(() => site.stop());
beforeEach(async () => {
  before = await logged(controller);
});

test('a file that is not there is waited for', async () => {
  await untilUnready(controller, `there is no configuration that can be used (${path()})`);
  expect(
    await untilSaid(controller, 'the configuration cannot be read: what was read before stays')
  ).toMatchObject({
    level: 'error',
    path: path(),
    error: `ENOENT: no such file or directory, open '${path()}'`
  });
  await mount(written('cart'));
  await symlink(join('..data', 'slimeboot.yaml'), path());
  await controller.ready();
  await web('cart');
  await untilMetric(controller, current, value => value === 1);
});

test('a mounted ConfigMap that changes takes effect', async () => {
  await mount(written('cart', 'stock'));
  await web('cart', 'stock');
});

test('a broken file keeps what was good before, and a mended one heals', async () => {
  await mount('{"kind": "SlimeBoot", ');
  expect(await untilSaid(controller, 'a bad configuration is not taken', {}, before)).toMatchObject({
    level: 'error',
    isLastKept: true
  });
  await untilMetric(controller, current, value => value === 0);
  await site.apply([fenceObject('shop', 'cart')]);
  await site.untilHosts('shop', 'cart', ['*/cart.shop.svc.cluster.local', '*/stock.shop.svc.cluster.local']);
  expect(await readiness(controller)).toEqual({ status: 200, reasons: ['ok'] });
  await mount(written('stock'));
  await web('stock');
  await untilMetric(controller, current, value => value === 1);
});

test('a file in the place of another takes effect', async () => {
  await replace(written());
  await web();
  await replace(written('cart'));
  await web('cart');
});
