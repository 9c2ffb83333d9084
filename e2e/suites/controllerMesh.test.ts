import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { fenceObject } from '../harness/controller/bulk.js';
import type { Controller } from '../harness/controller/startController.js';
import { Mesh } from '../harness/Mesh.js';
import type { Pod } from '../harness/pod/Pod.js';
import { waitFor } from '../harness/process/waitFor.js';
import { edge, Site } from './controller/Site.js';
import { createAsSlime, fenceOfSlime, sidecarOfSlime } from './controller/slimes.js';
import { service } from './support/inputs.js';

let site: Site;
let controller: Controller;
let web: Pod;
let older: Pod;

const host = (name: string): string => `${name}.shop.svc.cluster.local`;
const callees = ['cart', 'stock', 'mail', 'rates'];

const dependsOn = (name: string, ...hosts: ReadonlyArray<string>): KubeObject =>
  fenceObject('shop', name, {
    enable: true,
    host: Object.fromEntries(hosts.map(each => [host(each), { stable: {} }]))
  });

beforeAll(async () => {
  const mesh = await Mesh.start({ meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } });
  site = await Site.on(mesh);
  await site.apply(['web', 'older', ...callees].map(name => service(`shop/${name}`, { http: 9080 })));
  const fence = await fenceOfSlime(mesh, dependsOn('older', 'cart'), [host('stock')]);
  await createAsSlime(mesh, sidecarOfSlime(fence, [host('cart'), host('stock')]));
  await mesh.pod({ namespace: 'shop', name: 'cart', app: { http: [9080] }, proxy: false });
  [web, older] = await Promise.all([
    mesh.pod({ namespace: 'shop', name: 'web' }),
    mesh.pod({ namespace: 'shop', name: 'older' })
  ]);
});
afterAll(() => site.stop());

const prefix = 'outbound|9080||';

/** The Services of the shop that a pod's Envoy knows. */
const known = async (pod: Pod): Promise<ReadonlyArray<string>> =>
  (await site.mesh.configDump(pod)).clusters
    .filter(name => name.startsWith(prefix))
    .map(name => name.slice(prefix.length));

/** How many clusters have come to a pod's Envoy, and how many have gone. */
const comings = async (pod: Pod): Promise<ReadonlyArray<number>> => {
  const stats = await site.mesh.stats(pod, 'cluster_manager.cluster_');
  return ['added', 'removed'].map(each => stats.get(`cluster_manager.cluster_${each}`) ?? Number.NaN);
};

const untilKnown = (pod: Pod, names: ReadonlyArray<string>): Promise<unknown> =>
  waitFor(`${pod.name} to know ${names.join(', ')}`, async () => {
    expect(await known(pod)).toEqual(names.map(host).sort());
    return true;
  });

test("Slime's Sidecar becomes ours without a gap: its pod's calls go on, and its Envoy hears nothing new", async () => {
  await untilKnown(older, ['cart', 'stock']);
  await site.mesh.settled(older);
  const before = await comings(older);
  const statuses: Array<number> = [];
  const adopted = new AbortController();
  const calling = (async () => {
    while (!adopted.signal.aborted || statuses.length < 50)
      statuses.push((await site.mesh.call(older, 'http://cart:9080/')).status);
  })();
  controller = await site.controller();
  await waitFor('the Sidecar to be ours', async () => {
    const labels = (await site.sidecar('shop', 'older'))?.metadata.labels;
    return labels?.['app.kubernetes.io/managed-by'] === 'meshfence' ? true : undefined;
  });
  await site.mesh.settled(older);
  adopted.abort();
  await calling;
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(await known(older)).toEqual([host('cart'), host('stock')]);
  // One came and one went: that which `settled` has asked for.
  expect(await comings(older)).toEqual(before.map(each => each + 1));
});

test('a fence is applied: its pod knows what is in the scope, and nothing else', async () => {
  await untilKnown(web, ['web', 'older', ...callees]);
  await site.apply([dependsOn('web', 'cart')]);
  await untilKnown(web, ['cart']);
  expect((await site.mesh.call(web, 'http://cart:9080/')).status).toBe(200);
  expect(await site.mesh.configDump(web)).toMatchObject({ errors: [] });
});

test('a call is observed: within about a second, the Envoy knows the callee', async () => {
  const seconds: Array<number> = [];
  const learned = ['cart'];
  for (const callee of ['stock', 'mail', 'rates']) {
    learned.push(callee);
    const began = performance.now();
    await controller.setEdges(learned.map(each => edge('shop', 'web', `${each}.shop`)));
    await untilKnown(web, learned);
    seconds.push((performance.now() - began) / 1000);
  }
  // One of them may meet a machine that is busy with something else.
  expect(seconds.toSorted((a, b) => a - b)[1]).toBeLessThan(1.5);
});

test('the fence goes: its pod knows everything again', async () => {
  await site.remove([dependsOn('web')]);
  await untilKnown(web, ['web', 'older', ...callees]);
});
