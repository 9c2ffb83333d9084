import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restartApiServer } from '../harness/control/restart.js';
import {
  createAll,
  fenceObject,
  namespaceObject,
  numbered,
  serviceObject
} from '../harness/controller/bulk.js';
import { pass } from '../harness/controller/Fault.js';
import { FaultProxy } from '../harness/controller/FaultProxy.js';
import type { Controller } from '../harness/controller/startController.js';
import { waitFor } from '../harness/process/waitFor.js';
import { metric, untilMetric } from './controller/looks.js';
import { Site } from './controller/Site.js';

let site: Site;
let proxy: FaultProxy;
let controller: Controller;

const total = 1700;
const watched = 'meshfence_watched_objects{kind="services"}';
const relists = (reason: string): string => `meshfence_relists_total{kind="services",reason="${reason}"}`;

/** Requests for Services of all namespaces: their queries, in the order in which they came. */
const asked = ({ requests }: FaultProxy, since = 0): ReadonlyArray<URLSearchParams> =>
  requests
    .filter(({ at, path }) => at >= since && /^\/api\/v1\/services(?:\?|$)/.test(path))
    .map(({ path }) => new URLSearchParams(path.split('?')[1]));

const isWatch = (query: URLSearchParams): boolean => query.get('watch') === '1';

/** Lets etcd forget all that was before now. */
const compact = async (): Promise<void> => {
  const { url } = site.mesh.control.etcd;
  const post = async (path: string, body: object): Promise<{ header?: { revision?: string } }> => {
    const answer = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { header?: { revision?: string } };
  };
  const { header } = await post('/v3/kv/range', { key: 'AA==' });
  await post('/v3/kv/compaction', { revision: header?.revision ?? '0', physical: true });
};

beforeAll(async () => {
  site = await Site.start();
  await site.apply([namespaceObject('shop'), fenceObject('shop', 'web')]);
  // One Service is there by itself: `default/kubernetes`.
  const names = numbered('service', total - 1);
  await createAll(
    site.mesh.api,
    names.map(name => serviceObject('shop', name))
  );
  proxy = await FaultProxy.start(site.mesh);
  controller = await site.controller({ kubeconfig: await proxy.kubeconfig() });
});
afterAll(async () => {
  await site.stop();
  await proxy.stop();
});

test('a long list is read page by page, and watched from there on, with bookmarks', async () => {
  expect(await metric(controller, watched)).toBe(total);
  const lists = asked(proxy).filter(query => !isWatch(query));
  expect(lists.map(query => [query.get('limit'), query.has('continue')])).toEqual([
    ['500', false],
    ['500', true],
    ['500', true],
    ['500', true]
  ]);
  const [watch] = asked(proxy).filter(isWatch);
  expect(watch?.get('allowWatchBookmarks')).toBe('true');
  expect(Number(watch?.get('timeoutSeconds'))).toBeGreaterThanOrEqual(25);
  expect(Number(watch?.get('timeoutSeconds'))).toBeLessThan(40);
  expect(watch?.get('resourceVersion')).toMatch(/^\d+$/);
});

test('a watch that breaks goes on from the last version that was heard of, without a list', async () => {
  const since = Date.now();
  await site.apply([serviceObject('shop', 'late')]);
  await untilMetric(controller, watched, value => value === total + 1);
  proxy.cutWatches();
  const [watch] = await waitFor('the next watch', async () => {
    const found = asked(proxy, since);
    return found.length > 0 ? found : undefined;
  });
  const [first] = asked(proxy).filter(isWatch);
  expect(Number(watch?.get('resourceVersion'))).toBeGreaterThan(Number(first?.get('resourceVersion')));
  expect(asked(proxy, since).filter(query => !isWatch(query))).toEqual([]);
  await site.remove([serviceObject('shop', 'late')]);
  await untilMetric(controller, watched, value => value === total);
});

test('a server that has forgotten where a watch would go on is asked for all anew', async () => {
  expect(await metric(controller, relists('expired'))).toBe(0);
  await proxy.set({ kind: 'closed' });
  await site.remove([serviceObject('shop', 'service-1')]);
  await site.apply([serviceObject('shop', 'new'), fenceObject('shop', 'cart')]);
  await compact();
  await restartApiServer(site.mesh.control);
  await site.apply([serviceObject('shop', 'newer')]);
  await proxy.set(pass);
  await untilMetric(controller, relists('expired'), value => value === 1);
  await untilMetric(controller, watched, value => value === total + 1);
  await site.untilHosts('shop', 'cart', []);
});

test('a server that has forgotten the rest of the pages is asked for all at once', async () => {
  const slow = await FaultProxy.start(site.mesh);
  await slow.set({ kind: 'delay', milliseconds: 1000 });
  const second = await site.controller({ kubeconfig: await slow.kubeconfig(), ready: false });
  await waitFor('it to look what is served', async () =>
    slow.count({ path: /^\/api\/v1$/ }) > 0 ? true : undefined
  );
  await slow.set({ kind: 'delay', milliseconds: 15_000 });
  await waitFor('the first page', async () => (asked(slow).length > 0 ? true : undefined));
  // While the first page is on its way, the server forgets of when it was.
  await sleep(500);
  await site.apply([serviceObject('shop', 'newest')]);
  await compact();
  await restartApiServer(site.mesh.control);
  await slow.set(pass);
  await second.ready();
  const lists = asked(slow).filter(query => !isWatch(query));
  expect(lists.map(query => [query.get('limit'), query.has('continue')])).toEqual([
    ['500', false],
    ['500', true],
    [null, false]
  ]);
  await untilMetric(second, watched, value => value === total + 2);
  await slow.stop();
});
