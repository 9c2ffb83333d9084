import { fingerprint } from '../../src/json.js';
import { expect, test } from 'vitest';
import { newMetrics } from '../../src/metrics/Metrics.js';
import { fenceKind, meshKinds, sidecarKind } from '../../src/observe/kinds.js';
import type { MeshKind } from '../../src/observe/kinds.js';
import { newWorld } from '../../src/observe/World.js';
import type { KubeObject } from '../../src/watch/KubeObject.js';
import { badFence, fence, sidecar } from './objects.js';

const resourceOf = (kind: MeshKind) => ({
  ...kind,
  apiVersion: `${kind.group}/${kind.versions[0] ?? ''}`
});

/** A world of fences and Sidecars, and what it tells: `changed shop/a`, `moved shop/a`, `listed ServiceFence new`. */
const watching = () => {
  const told: Array<string> = [];
  const metrics = newMetrics({ process: false });
  const world = newWorld(
    {
      changed: (_, key) => void told.push(`changed ${key}`),
      moved: (_, key) => void told.push(`moved ${key}`),
      listed: (kind, isNew) => void told.push(`listed ${kind}${isNew ? ' new' : ''}`)
    },
    metrics
  );
  const of = (kind: MeshKind) => {
    const [listener, resource] = [world.listener(kind), resourceOf(kind)];
    return {
      list: (version: number, ...objects: ReadonlyArray<KubeObject>) =>
        listener.replaced(listener.project(objects, resource), String(version), resource),
      set: (object: KubeObject) =>
        listener.project([object], resource).forEach(item => listener.set(item, resource)),
      remove: (object: KubeObject) => listener.removed(object, resource),
      absent: () => listener.absent()
    };
  };
  /** What has been told since it was last asked. */
  const news = (): ReadonlyArray<string> => told.splice(0);
  return { world, metrics, news, fences: of(fenceKind), sidecars: of(sidecarKind) };
};

const changes = (world: ReturnType<typeof newWorld>) =>
  world.take().map(change => {
    if (change._tag === 'Set') return `set ${change.object.meta.name}`;
    return change._tag === 'Remove' ? `remove ${change.name}` : change._tag;
  });

test('a kind is unknown until it was listed, or is known not to be served', () => {
  const { fences, sidecars, world } = watching();
  const all = meshKinds.map(({ plural }) => plural);
  expect(world.unsynced()).toEqual(all);
  fences.list(1);
  sidecars.absent();
  expect(world.unsynced()).toEqual(all.filter(each => !['servicefences', 'sidecars'].includes(each)));
  expect([world.resource('ServiceFence')?.apiVersion, world.resource('Sidecar')]).toEqual([
    'microservice.slime.io/v1alpha1',
    undefined
  ]);
});

test('objects come, change and go', () => {
  const { fences, news, world } = watching();
  fences.list(10, fence('a', 5), fence('b', 6));
  expect(news()).toEqual(['changed shop/a', 'changed shop/b', 'listed ServiceFence new']);
  expect(world.mesh().fences.map(({ meta }) => meta.name)).toEqual(['a', 'b']);
  fences.set(fence('a', 11, { enable: false }));
  fences.remove(fence('b', 12));
  expect(news()).toEqual(['changed shop/a', 'changed shop/b']);
  expect(changes(world)).toEqual(['set a', 'remove b']);
  expect(changes(world)).toEqual([]);
});

test('what only the server changes moves, and changes nothing', () => {
  const { fences, news, world } = watching();
  fences.list(10, fence('a', 5));
  news();
  world.mesh();
  fences.set(fence('a', 11));
  expect(news()).toEqual(['moved shop/a']);
  expect(changes(world)).toEqual([]);
  expect(world.fences.get('shop/a')?.resourceVersion).toBe('11');
});

test("the echo of a status is no news; anybody else's status is", () => {
  const { fences, news, world } = watching();
  fences.list(10, fence('a', 5));
  news();
  const status = { metricStatus: { '{destination_service="b.shop.svc.cluster.local"}': '3' } };
  world.expect('shop/a', fingerprint(status));
  fences.set(fence('a', 11, { enable: true }, { status }));
  expect(news()).toEqual(['moved shop/a']);
  expect(changes(world)).toEqual(['set a']);
  fences.set(fence('a', 12, { enable: true }, { status: { metricStatus: {} } }));
  expect(news()).toEqual(['changed shop/a']);
});

test('answers and events may come in any order', () => {
  const { fences, news, world } = watching();
  fences.list(10, fence('a', 5));
  fences.set(fence('a', 13, { enable: false }));
  news();
  fences.set(fence('a', 12));
  fences.remove(fence('a', 11));
  expect(news()).toEqual([]);
  fences.remove(fence('a', 14));
  fences.set(fence('a', 13));
  expect(news()).toEqual(['changed shop/a']);
  expect(world.fences.size()).toBe(0);
});

test('a list tells of what has gone, but not of what is newer than it', () => {
  const { fences, world } = watching();
  fences.list(10, fence('a', 5), fence('b', 6));
  fences.set(fence('c', 20));
  fences.list(15, fence('b', 6));
  expect([...world.fences.entries()].map(([key]) => key)).toEqual(['shop/b', 'shop/c']);
});

test('one that cannot be read any more keeps what it said, and costs the others nothing', async () => {
  const { fences, metrics, news, world } = watching();
  fences.list(10, fence('a', 5), fence('b', 6, { enable: false }));
  world.mesh();
  news();
  fences.set(badFence('b', 11));
  expect(news()).toEqual(['changed shop/b']);
  expect(changes(world)).toEqual([]);
  expect([...world.unreadable('fences')]).toEqual(['shop/b']);
  expect(world.findings('fences').get('shop/b')?.length).toBeGreaterThan(0);
  expect((await metrics.undecodable.get()).values).toContainEqual({
    labels: { kind: 'servicefences.microservice.slime.io' },
    value: 1
  });
  fences.set(fence('b', 12, { enable: false }));
  expect(news()).toEqual(['changed shop/b']);
  expect([world.unreadable('fences').size, world.findings('fences').size]).toEqual([0, 0]);
});

test('our own Sidecars are live, but no part of the mesh; others are', () => {
  const { sidecars, world } = watching();
  const ours = { labels: { 'app.kubernetes.io/managed-by': 'meshfence' } };
  sidecars.list(10, sidecar('ours', 5, ours), sidecar('theirs', 6));
  expect(world.mesh().sidecars.map(({ meta }) => meta.name)).toEqual(['theirs']);
  expect(world.sidecars.size()).toBe(2);
  sidecars.set(sidecar('theirs', 11, ours));
  expect(changes(world)).toEqual(['remove theirs']);
});

test('a kind that is served no more keeps what is known of it, and is news when it is back', () => {
  const { fences, news, world } = watching();
  fences.list(10, fence('a', 5));
  news();
  fences.absent();
  fences.absent();
  expect(news()).toEqual([]);
  expect([world.resource('ServiceFence'), world.fences.size()]).toEqual([undefined, 1]);
  fences.list(20, fence('a', 15));
  expect(news()).toEqual(['moved shop/a', 'listed ServiceFence new']);
  fences.list(30, fence('a', 15));
  expect(news()).toEqual(['moved shop/a', 'listed ServiceFence']);
});
