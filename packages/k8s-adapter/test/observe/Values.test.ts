import { decodeObjects } from '@meshfence/core';
import type { Fence, JsonObject } from '@meshfence/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from '../../src/observe/decode.js';
import type { Decoded } from '../../src/observe/decode.js';
import { project } from '../../src/observe/project.js';
import { newValues } from '../../src/observe/Values.js';
import { badFence, fence } from './objects.js';

const decoded = (object: ReturnType<typeof fence>): Decoded => {
  const [found] = decode('fences', [project('fences', object)]);
  if (found === undefined) throw new Error('nothing was decoded');
  return found;
};

const learned = (host: string): JsonObject => ({
  metricStatus: { [`{destination_service="${host}"}`]: '1' }
});

const plain = decoded(fence('a', 1));
const disabled = decoded(fence('a', 2, { enable: false }));
const taught = decoded(fence('a', 3, { enable: true }, { status: learned('b.shop.svc.cluster.local') }));
const bad = decoded(badFence('a', 4));

const tagsOf = (values: ReturnType<typeof newValues<'fences'>>) =>
  values
    .take()
    .map(change =>
      change._tag === 'Set'
        ? `set ${change.object.meta.name}`
        : `remove ${'name' in change ? change.name : ''}`
    );

test('what is new is a change, what is the same is none, and each change is taken once', () => {
  const values = newValues('fences');
  expect(values.set('shop/a', plain, false)).toBe('change');
  expect(values.set('shop/a', decoded(fence('a', 9)), false)).toBe('none');
  expect(tagsOf(values)).toEqual(['set a']);
  expect(values.set('shop/a', disabled, false)).toBe('change');
  expect(values.remove('shop/a')).toBe('change');
  expect(values.remove('shop/a')).toBe('none');
  expect(tagsOf(values)).toEqual(['remove a']);
  expect(tagsOf(values)).toEqual([]);
});

test('the echo of a status is quiet, and in the mesh all the same: it may be all that is left of a call', () => {
  const values = newValues('fences');
  values.set('shop/a', plain, false);
  values.take();
  expect(values.set('shop/a', taught, true)).toBe('quiet');
  expect(values.take()).toEqual([{ _tag: 'Set', field: 'fences', object: taught.value }]);
  expect(values.all()).toEqual([taught.value]);
});

test('what else has changed with an echo is a change, and so is an echo of what was not known', () => {
  const values = newValues('fences');
  expect(values.set('shop/a', taught, true)).toBe('change');
  expect(values.set('shop/a', disabled, true)).toBe('change');
});

test('what cannot be read keeps its last good value, and says so until it can be read again', () => {
  const values = newValues('fences');
  values.set('shop/a', plain, false);
  values.take();
  expect(values.set('shop/a', bad, false)).toBe('unreadable');
  expect([values.all(), values.take()]).toEqual([[plain.value], []]);
  expect([...values.unreadable()]).toEqual(['shop/a']);
  expect(values.findings().get('shop/a')?.length).toBeGreaterThan(0);
  expect(values.set('shop/a', plain, false)).toBe('change');
  expect([values.unreadable().size, values.findings().size]).toEqual([0, 0]);
});

test('what could never be read is no value, and its removal is news for whoever left its Sidecar alone', () => {
  const values = newValues('fences');
  values.set('shop/a', bad, false);
  expect(values.all()).toEqual([]);
  expect(values.remove('shop/a')).toBe('change');
  expect(values.unreadable().size).toBe(0);
});

const names = ['a', 'b', 'c'];
const someFence = fc
  .record({
    name: fc.constantFrom(...names),
    enable: fc.boolean(),
    isBad: fc.boolean(),
    isEcho: fc.boolean()
  })
  .map(({ enable, isBad, isEcho, name }) => ({
    name,
    isEcho,
    decoded: decoded(isBad ? badFence(name, 1) : fence(name, 1, { enable }))
  }));
const step = fc.oneof(
  someFence.map(each => ({ do: 'set', ...each }) as const),
  fc.constantFrom(...names).map(name => ({ do: 'remove', name }) as const),
  fc.constant({ do: 'take' } as const)
);

test('whoever takes the changes, whenever, has in the end what is there', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), steps => {
      const values = newValues('fences');
      const copy = new Map<string, Fence>();
      const take = (): void => {
        for (const change of values.take())
          if (change._tag === 'Set') copy.set(change.object.meta.name, change.object as Fence);
          else if (change._tag === 'Remove') copy.delete(change.name);
      };
      for (const each of steps) {
        if (each.do === 'take') take();
        else if (each.do === 'remove') values.remove(`shop/${each.name}`);
        else values.set(`shop/${each.name}`, each.decoded, each.isEcho);
      }
      take();
      const byName = (all: Iterable<Fence>) =>
        [...all].toSorted((x, y) => (x.meta.name < y.meta.name ? -1 : 1));
      expect(byName(copy.values())).toEqual(byName(values.all()));
    })
  );
});

test('the fences of these tests are what the compiler makes of them', () => {
  expect(plain.value).toEqual(decodeObjects([project('fences', fence('a', 1))]).value.fences[0]);
  expect(bad.value).toBeUndefined();
});
