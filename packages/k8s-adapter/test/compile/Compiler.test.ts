import { defaultConfig, nowhere } from '@meshfence/core';
import type { Config, Edge, Instant } from '@meshfence/core';
import { expect, test } from 'vitest';
import { newCompiler } from '../../src/compile/Compiler.js';
import type { Compiler } from '../../src/compile/Compiler.js';
import { newEdgeBook } from '../../src/learn/EdgeBook.js';
import { newMetrics } from '../../src/metrics/Metrics.js';
import { meshKinds } from '../../src/observe/kinds.js';
import type { MeshKind } from '../../src/observe/kinds.js';
import { newWorld } from '../../src/observe/World.js';
import type { KubeObject } from '../../src/watch/KubeObject.js';
import { fence } from '../observe/objects.js';

const minute = 60_000;
const hour = 60 * minute;

const endless: Config = defaultConfig;
const expiring: Config = {
  ...endless,
  general: { ...endless.general, expiry: { after: 16 * hour, shrinkBudget: 1 } }
};

const call = (to: string, lastSeen: Instant.Instant): Edge => ({
  from: { _tag: 'Named', namespace: 'shop', name: 'web' },
  to,
  port: 80,
  protocol: 'http',
  evidence: [{ source: 'als', firstSeen: 0, lastSeen, count: 1 }],
  origin: nowhere
});

const resourceOf = (kind: MeshKind) => ({ ...kind, apiVersion: `${kind.group}/${kind.versions[0] ?? ''}` });

const given = () => {
  const clock = { now: hour };
  const now = (): number => clock.now;
  const metrics = newMetrics({ process: false });
  const book = newEdgeBook({ changed: () => {}, metrics, now });
  const nothing = (): void => {};
  const world = newWorld({ changed: nothing, moved: nothing, listed: nothing }, metrics);
  for (const kind of meshKinds) world.listener(kind).replaced([], '0', resourceOf(kind));
  const see = (object: KubeObject): void => {
    for (const kind of meshKinds.filter(each => each.kind === object.kind))
      for (const item of world.listener(kind).project([object], resourceOf(kind)))
        world.listener(kind).set(item, resourceOf(kind));
  };
  see(fence('web', 1));
  const compiler = newCompiler({ world, book, now, metrics });
  return { clock, compiler, see, sink: book.sink('als') };
};

/** When a mesh takes it to be, and when it knows its calls to have been made last. */
const knownTo = (compiler: Compiler): readonly [now: number | undefined, calls: Record<string, unknown>] => {
  const { edges = [], now } = compiler.mesh() ?? {};
  return [now, Object.fromEntries(edges.map(({ evidence: [seen], to }) => [to, seen?.lastSeen]))];
};

const learned = (compiler: Compiler): ReadonlyArray<string> =>
  Object.keys(compiler.desired().statuses.get('shop/web')?.status.metrics ?? {});

test('where nothing expires, that known calls are made again changes nothing, and the time is not looked at', () => {
  const { clock, compiler, see, sink } = given();
  sink.observed([call('a.b', hour)]);
  compiler.run(endless);
  expect([compiler.heedsTime(), learned(compiler)]).toEqual([false, ['a.b']]);
  clock.now = 9 * hour;
  sink.observed([call('a.b', 9 * hour)]);
  see(fence('web', 2, { enable: true, host: { 'c.d': {} } }));
  compiler.run({ ...endless, general: { ...endless.general, defaultFence: true } });
  expect(knownTo(compiler)).toEqual([hour, { 'a.b': hour }]);
});

test('where something expires, both count once a minute, and new calls at once', () => {
  const { clock, compiler, sink } = given();
  sink.observed([call('a.b', hour)]);
  compiler.run(expiring);
  expect(compiler.heedsTime()).toBe(true);
  clock.now = hour + minute - 1;
  sink.observed([call('a.b', clock.now), call('c.d', clock.now)]);
  compiler.run(expiring);
  expect(knownTo(compiler)).toEqual([hour, { 'a.b': hour, 'c.d': clock.now }]);
  const before = clock.now;
  clock.now += 1;
  compiler.run(expiring);
  expect(knownTo(compiler)).toEqual([clock.now, { 'a.b': before, 'c.d': before }]);
});

test('an expiry that is asked for later begins with what is known by then', () => {
  const { clock, compiler, sink } = given();
  sink.observed([call('a.b', hour)]);
  compiler.run(endless);
  clock.now = 9 * hour;
  sink.observed([call('a.b', 9 * hour)]);
  compiler.run(expiring);
  expect(knownTo(compiler)).toEqual([9 * hour, { 'a.b': 9 * hour }]);
  expect(compiler.desired().statuses.get('shop/web')?.status.lastSeen).toEqual({ 'a.b': 9 * hour });
});

test('a fence with a deadline needs the time, too, and at once', () => {
  const { clock, compiler, see } = given();
  compiler.run(endless);
  clock.now = 9 * hour;
  const expire = new Date(8 * hour).toISOString();
  see(fence('web', 2, { enable: true, host: { 'a.b': { deadline: { expire } } } }));
  compiler.run(endless);
  const domains = (): unknown => compiler.desired().statuses.get('shop/web')?.status.domains;
  expect([knownTo(compiler)[0], compiler.heedsTime(), domains()]).toEqual([
    9 * hour,
    true,
    { 'a.b': { hosts: ['a.b'], state: 'EXPIRE' } }
  ]);
  clock.now += 1;
  compiler.run(endless);
  expect(knownTo(compiler)[0]).toBe(clock.now);
});

test('whoever begins anew has lost no call', () => {
  const { compiler, sink } = given();
  sink.observed([call('a.b', hour)]);
  compiler.run(endless);
  sink.observed([call('c.d', hour)]);
  compiler.forget();
  expect(compiler.isStarted()).toBe(false);
  compiler.run(endless);
  expect(learned(compiler)).toEqual(['a.b', 'c.d']);
});

test('what the mesh has is known once it is compiled, as it is then', () => {
  const { compiler, see } = given();
  expect(compiler.knows()).toBeUndefined();
  compiler.run(endless);
  expect(compiler.knows()?.('cart', 'shop')).toBe(false);
  see({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop', name: 'cart', uid: 'cart', resourceVersion: '3' },
    spec: { ports: [{ port: 80 }] }
  });
  compiler.run(endless);
  expect(compiler.knows()?.('cart', 'shop')).toBe(true);
});
