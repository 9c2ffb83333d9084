import { expect, test } from 'vitest';
import { emptyBook, podKeys, tenants, withPods } from '../../../src/sighting/AddressBook.js';
import type { AddressBook } from '../../../src/sighting/AddressBook.js';
import { sizeOf } from '../../../src/sighting/Buckets.js';
import { book, now, pod, removed, set } from './given.js';

const who = (of: AddressBook, address: string, at: number): ReadonlyArray<string> =>
  tenants(of, address, at).map(each => each.pod);

test('the book of earlier stays as it was', () => {
  const before = book([now, [set('shop/web-0', ['10.1.0.1'])]]);
  const after = withPods(before, [removed('shop/web-0'), set('shop/web-1', ['10.1.0.2'])], now + 1);
  expect(podKeys(before)).toEqual(['shop/web-0']);
  expect(podKeys(after)).toEqual(['shop/web-1']);
  expect(who(before, '10.1.0.2', now + 1)).toEqual([]);
  expect(who(after, '10.1.0.2', now + 1)).toEqual(['shop/web-1']);
});

test('a pod that was there before anybody looked has always had its address', () => {
  expect(who(book([now, [set('shop/web-0', ['10.1.0.1'])]]), '10.1.0.1', 0)).toEqual(['shop/web-0']);
});

test('a pod is the holder from the instant that it is given', () => {
  const young = withPods(emptyBook, [{ _tag: 'Set', pod: pod('shop/web-0', ['10.1.0.1']), since: now }], now);
  expect(who(young, '10.1.0.1', now - 31_000)).toEqual([]);
  expect(who(young, '10.1.0.1', now - 29_000)).toEqual(['shop/web-0']);
});

test('the same news again changes nothing', () => {
  const once = book([now, [set('shop/web-0', ['10.1.0.1'])]]);
  const twice = withPods(once, [set('shop/web-0', ['10.1.0.1'])], now + 1000);
  expect(tenants(twice, '10.1.0.1', now)).toEqual(tenants(once, '10.1.0.1', now));
});

test('a pod whose labels change is another caller from then on', () => {
  const relabelled = { meta: { ...pod('shop/web-0', []).meta, labels: { app: 'new' } } };
  const changed = book(
    [now, [set('shop/web-0', ['10.1.0.1'])]],
    [now + 1000, [set('shop/web-0', ['10.1.0.1'], relabelled)]]
  );
  const labels = (at: number) => tenants(changed, '10.1.0.1', at).map(({ caller }) => caller.labels);
  expect(labels(now + 500)).toEqual([{ app: 'web' }]);
  expect(labels(now + 1500)).toEqual([{ app: 'new' }]);
});

test('addresses come and go', () => {
  const moved = book(
    [now, [set('shop/web-0', ['10.1.0.1', 'FD00::A'])]],
    [now + 60_000, [set('shop/web-0', ['10.1.0.2', 'fd00::a'])]]
  );
  expect(who(moved, '10.1.0.1', now)).toEqual(['shop/web-0']);
  expect(who(moved, '10.1.0.1', now + 120_000)).toEqual([]);
  expect(who(moved, '10.1.0.2', now + 120_000)).toEqual(['shop/web-0']);
  expect(who(moved, 'fd00::a', now + 120_000)).toEqual(['shop/web-0']);
});

test('who left an address long ago is forgotten when somebody else takes or leaves it', () => {
  const hour = 3_600_000;
  let all = emptyBook;
  for (let at = 0; at < 50; at += 1)
    all = withPods(
      withPods(all, [set(`shop/web-${at}`, ['10.1.0.1'])], at * 2 * hour),
      [removed(`shop/web-${at}`)],
      at * 2 * hour + 1
    );
  expect(all.tenancies.flatMap(each => [...each.values()]).flat()).toHaveLength(1);
  expect(sizeOf(all.pods)).toBe(0);
});

test('of addresses that nobody has any more it is forgotten who had them, while others come and go', () => {
  const [second, hour] = [1000, 3_600_000];
  let all = emptyBook;
  for (let at = 0; at < 20_000; at += 1) {
    const name = `shop/web-${at}`;
    all = withPods(all, [set(name, [`fd00::${at}`])], at * second);
    all = withPods(all, [removed(name)], at * second + 1);
  }
  const end = 20_000 * second;
  expect(who(all, 'fd00::19000', 19_000 * second)).toEqual(['shop/web-19000']);
  expect(who(all, 'fd00::16500', 16_500 * second)).toEqual(['shop/web-16500']);
  expect(sizeOf(all.tenancies)).toBeLessThan((1.5 * hour) / second);
  expect(sizeOf(withPods(all, [set('shop/a', ['10.1.0.1'])], end).tenancies)).toBeGreaterThan(hour / second);
});

test('who has an address keeps it, though it is forgotten who had it before', () => {
  const hour = 3_600_000;
  let all = book(
    [0, [set('shop/web-0', ['10.1.0.1'])]],
    [1000, [removed('shop/web-0')]],
    [2000, [set('shop/web-1', ['10.1.0.1'])]]
  );
  const others = Array.from({ length: 5000 }, (_, at) => set(`shop/other-${at}`, [`fd00::${at}`]));
  all = withPods(all, others, 2 * hour);
  expect(who(all, '10.1.0.1', 2 * hour)).toEqual(['shop/web-1']);
});

test('labels that a controller gives to one pod do not make it unlike its siblings', () => {
  const of = (name: string, hash: string) =>
    set(name, [name], { meta: { ...pod(name, []).meta, labels: { app: 'web', 'pod-template-hash': hash } } });
  const both = book([now, [of('shop/web-0', 'a'), of('shop/web-1', 'b')]]);
  const keys = ['shop/web-0', 'shop/web-1'].map(each => tenants(both, each, now)[0]?.caller.key);
  expect(keys[0]).toBe('shop/web/[["app","web"]]');
  expect(keys[1]).toBe(keys[0]);
});
