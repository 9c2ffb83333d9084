import { expect, test } from 'vitest';
import type { Fence } from '../../../src/model/Fence.js';
import { keyOf } from '../../../src/model/Meta.js';
import { compiled } from '../given/compiled.js';
import { automaticFence, fence, namespace, service, slimeBoot } from '../given/objects.js';

const on = slimeBoot({ autoFence: true, defaultFence: true });
const off = slimeBoot({ autoFence: true, defaultFence: false });
const keys = (fences: ReadonlyArray<Fence>): ReadonlyArray<string> => fences.map(({ meta }) => keyOf(meta));

test('an automatic fence selects by its Service, and says who made it', () => {
  expect(compiled([on, service('shop/cart')]).plan.fences).toMatchObject([
    {
      enable: true,
      hosts: {},
      meta: {
        namespace: 'shop',
        name: 'cart',
        labels: { 'app.kubernetes.io/created-by': 'fence-controller' }
      },
      workloadSelector: { labels: {}, fromService: true }
    }
  ]);
});

test('an automatic fence has the revision of the SlimeBoot, where there is one', () => {
  const revised = slimeBoot({ autoFence: true, defaultFence: true }, { global: { istioRev: 'canary' } });
  expect(compiled([revised, service('shop/cart')]).plan.fences[0]?.meta.labels).toMatchObject({
    'istio.io/rev': 'canary'
  });
  expect(compiled([on, service('shop/cart')]).plan.fences[0]?.meta.labels).not.toHaveProperty('istio.io/rev');
});

test("a user's fence wins over an automatic one of its name", () => {
  const own = fence('shop/cart', { host: { 'a.b': {} }, workloadSelector: { labels: { app: 'mine' } } });
  const { plan } = compiled([on, service('shop/cart'), own]);
  expect(plan.fences).toMatchObject([
    { hosts: { 'a.b': {} }, workloadSelector: { labels: { app: 'mine' } } }
  ]);
});

test("a user's fence stays where no label asks for one", () => {
  const { plan } = compiled([off, service('shop/cart'), fence('shop/cart'), fence('shop/other')]);
  expect([keys(plan.fences), keys(plan.obsolete)]).toEqual([['shop/cart', 'shop/other'], []]);
});

test('an automatic fence that is there keeps what users added to it', () => {
  const there = automaticFence('shop/cart', { host: { 'a.b': {} } });
  const { plan } = compiled([on, service('shop/cart'), there]);
  expect(plan.fences).toMatchObject([{ hosts: { 'a.b': {} } }]);
  expect(plan.obsolete).toEqual([]);
});

test('an automatic fence that no label asks for any more is obsolete, and yields nothing', () => {
  const { plan } = compiled([off, service('shop/cart'), automaticFence('shop/cart')]);
  expect([keys(plan.fences), keys(plan.obsolete), plan.sidecars]).toEqual([[], ['shop/cart'], []]);
});

test('an automatic fence whose Service is gone is obsolete', () => {
  const { plan } = compiled([on, automaticFence('shop/cart')]);
  expect([keys(plan.fences), keys(plan.obsolete)]).toEqual([[], ['shop/cart']]);
});

test('an automatic fence in a namespace that is no longer admitted is obsolete', () => {
  const listed = slimeBoot({ autoFence: true, defaultFence: true, blackNamespaceList: 'shop' });
  expect(keys(compiled([listed, service('shop/cart'), automaticFence('shop/cart')]).plan.obsolete)).toEqual([
    'shop/cart'
  ]);
});

test('with autoFence off, automatic fences that are there stay', () => {
  const { plan } = compiled([slimeBoot({}), automaticFence('shop/cart')]);
  expect([keys(plan.fences), plan.obsolete]).toEqual([['shop/cart'], []]);
});

test('fences and obsolete ones are sorted by their names', () => {
  const { plan } = compiled([
    off,
    fence('b/x'),
    fence('a/y'),
    fence('a/x'),
    automaticFence('d/x'),
    automaticFence('c/x')
  ]);
  expect([keys(plan.fences), keys(plan.obsolete)]).toEqual([
    ['a/x', 'a/y', 'b/x'],
    ['c/x', 'd/x']
  ]);
});

const ofRevision = (key: string, revision: string) =>
  fence(key, {}, {}, { labels: { 'istio.io/rev': revision } });

test('with strictRev only fences of the revision are looked at', () => {
  const strict = slimeBoot({}, { global: { istioRev: 'canary', strictRev: true } });
  const { plan, messages } = compiled([
    strict,
    ofRevision('a/x', 'canary'),
    ofRevision('a/y', 'stable'),
    fence('a/z')
  ]);
  expect(keys(plan.fences)).toEqual(['a/x']);
  expect(messages('revision-other')).toHaveLength(2);
});

test('without strictRev, or without a revision, all fences are looked at', () => {
  const all = [ofRevision('a/x', 'canary'), ofRevision('a/y', 'stable'), fence('a/z')];
  expect(compiled([slimeBoot({}, { global: { istioRev: 'canary' } }), ...all]).plan.fences).toHaveLength(3);
  expect(compiled([slimeBoot({}, { global: { strictRev: true } }), ...all]).plan.fences).toHaveLength(3);
});

test('a fence of another revision keeps its name: no automatic one is made over it', () => {
  const strict = slimeBoot(
    { autoFence: true, defaultFence: true },
    { global: { istioRev: 'canary', strictRev: true } }
  );
  expect(compiled([strict, service('a/y'), ofRevision('a/y', 'stable')]).plan.fences).toEqual([]);
});

test('a namespace alone makes no fence', () => {
  expect(compiled([on, namespace('shop', { 'slime.io/serviceFenced': 'true' })]).plan.fences).toEqual([]);
});
