import { expect, test } from 'vitest';
import { newAddressedPods } from '../../src/observe/AddressedPods.js';
import { podKind } from '../../src/observe/kinds.js';

const minute = 60_000;
const resource = { ...podKind, apiVersion: 'v1' };

const pod = (name: string, podIP: string, startTime?: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop', name, labels: { app: name } },
  spec: {},
  status: { phase: 'Running', podIP, ...(startTime === undefined ? {} : { startTime }) }
});

const given = () => {
  const clock = { now: 0 };
  const { book, listener } = newAddressedPods(() => clock.now);
  const itemOf = (object: ReturnType<typeof pod>) => listener.project([object], resource);
  /** Who has had an address, since when, and until when. */
  const tenancies = (address: string): ReadonlyArray<unknown> =>
    book()
      .tenancies.flatMap(each => each.get(address) ?? [])
      .map(({ pod: key, since, until }) => [key, since, until]);
  return {
    tenancies,
    clock,
    list: (...objects: ReadonlyArray<ReturnType<typeof pod>>) =>
      listener.replaced(listener.project(objects, resource), '1', resource),
    set: (object: ReturnType<typeof pod>) => {
      for (const item of itemOf(object)) listener.set(item, resource);
    },
    remove: (object: ReturnType<typeof pod>) => listener.removed(object, resource)
  };
};

test('it is known who has an address, and who had it before', () => {
  const { clock, list, remove, set, tenancies } = given();
  list(pod('web', '10.0.0.1'));
  clock.now = 10 * minute;
  remove(pod('web', '10.0.0.1'));
  clock.now = 20 * minute;
  set(pod('cart', '10.0.0.1', new Date(15 * minute).toISOString()));
  expect(tenancies('10.0.0.1')).toEqual([
    ['shop/web', undefined, 10 * minute],
    ['shop/cart', 20 * minute, undefined]
  ]);
});

test('a pod that a new list lacks has left by then', () => {
  const { clock, list, tenancies } = given();
  list(pod('web', '10.0.0.1'), pod('cart', '10.0.0.2'));
  clock.now = 10 * minute;
  list(pod('cart', '10.0.0.2'));
  expect(['10.0.0.1', '10.0.0.2'].map(tenancies)).toEqual([
    [['shop/web', undefined, 10 * minute]],
    [['shop/cart', undefined, undefined]]
  ]);
});

test('one that is listed has its address since its machine took it', () => {
  const { list, tenancies } = given();
  list(pod('web', '10.0.0.1', new Date(60 * minute).toISOString()));
  expect(tenancies('10.0.0.1')).toEqual([['shop/web', 60 * minute, undefined]]);
});

test('a change of a pod that stays where it is moves nothing', () => {
  const { clock, list, set, tenancies } = given();
  list(pod('web', '10.0.0.1'));
  clock.now = 10 * minute;
  set(pod('web', '10.0.0.1'));
  expect(tenancies('10.0.0.1')).toEqual([['shop/web', undefined, undefined]]);
});
