import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { automaticFence, fence, pod, service, slimeBoot } from '../given/objects.js';

const selecting = (key: string, labels: JsonObject): JsonObject =>
  fence(key, { workloadSelector: { labels } });

/** The fences that become Sidecars, which must not depend on the order of the input. */
const winners = (...objects: ReadonlyArray<Json>): ReadonlyArray<string> => {
  const names = (all: ReadonlyArray<Json>) =>
    compiled(all).plan.sidecars.map(({ namespace, name }) => `${namespace}/${name}`);
  expect(names(objects.toReversed())).toEqual(names(objects));
  return names(objects);
};

test('of two fences with one selector the first by name wins', () => {
  expect(winners(selecting('shop/b', { app: 'x' }), selecting('shop/a', { app: 'x' }))).toEqual(['shop/a']);
});

test('of two fences the more specific wins', () => {
  expect(winners(selecting('shop/a', { app: 'x' }), selecting('shop/b', { app: 'x', tier: 'y' }))).toEqual([
    'shop/b'
  ]);
});

test("a user's fence wins over an automatic one, however specific", () => {
  const automatic = automaticFence('shop/a', { workloadSelector: { labels: { app: 'x', tier: 'y' } } });
  expect(winners(automatic, selecting('shop/b', { app: 'x' }))).toEqual(['shop/b']);
});

test('fences that only a pod brings together overlap', () => {
  const both = [selecting('shop/b', { tier: 'y' }), selecting('shop/a', { app: 'x' })];
  expect(winners(...both)).toEqual(['shop/a', 'shop/b']);
  expect(winners(...both, pod('shop/p', { app: 'x', tier: 'y' }))).toEqual(['shop/a']);
  expect(winners(...both, pod('shop/p', { app: 'x' }), pod('shop/q', { tier: 'y' }))).toEqual([
    'shop/a',
    'shop/b'
  ]);
  expect(winners(...both, pod('bar/p', { app: 'x', tier: 'y' }))).toEqual(['shop/a', 'shop/b']);
});

test('selectors that differ in a value do not overlap', () => {
  expect(winners(selecting('shop/a', { app: 'x' }), selecting('shop/b', { app: 'y' }))).toEqual([
    'shop/a',
    'shop/b'
  ]);
  expect(
    winners(selecting('shop/a', { app: 'x', v: '1' }), selecting('shop/b', { app: 'x', v: '2' }))
  ).toEqual(['shop/a', 'shop/b']);
});

test('fences of different namespaces do not overlap', () => {
  expect(winners(selecting('shop/a', { app: 'x' }), selecting('bar/b', { app: 'x' }))).toEqual([
    'bar/b',
    'shop/a'
  ]);
});

test('a fence that is switched off takes nothing away', () => {
  const off = fence('shop/a', { enable: false, workloadSelector: { labels: { app: 'x' } } });
  expect(winners(off, selecting('shop/b', { app: 'x' }))).toEqual(['shop/b']);
});

test('a loser takes nothing away either', () => {
  const fences = [
    selecting('shop/a', { k: '1', l: '1', m: '1' }),
    selecting('shop/b', { l: '1', n: '1' }),
    selecting('shop/c', { o: '1' })
  ];
  const ofFirstTwo = pod('shop/p', { k: '1', l: '1', m: '1', n: '1' });
  const ofLastTwo = pod('shop/q', { l: '1', n: '1', o: '1' });
  expect(winners(...fences, ofFirstTwo)).toEqual(['shop/a', 'shop/c']);
  expect(winners(...fences, ofLastTwo)).toEqual(['shop/a', 'shop/b']);
  expect(winners(...fences, ofFirstTwo, ofLastTwo)).toEqual(['shop/a', 'shop/c']);
});

test('three fences of one workload yield one Sidecar', () => {
  const three = ['a', 'b', 'c'].map(name => selecting(`shop/${name}`, { app: 'x' }));
  expect(winners(...three)).toEqual(['shop/a']);
  expect(compiled(three).messages('selector-overlap')).toEqual([
    "shop/a and shop/b select the same workload; the former's scope is used, the latter yields no Sidecar.",
    "shop/a and shop/c select the same workload; the former's scope is used, the latter yields no Sidecar."
  ]);
});

test('two Services of one workload yield one automatic fence that has a Sidecar', () => {
  const boot = slimeBoot({ autoFence: true, defaultFence: true });
  const one = (name: string) => service(`shop/${name}`, { selector: { app: 'x' } });
  expect(winners(boot, one('b'), one('a'))).toEqual(['shop/a']);
});
