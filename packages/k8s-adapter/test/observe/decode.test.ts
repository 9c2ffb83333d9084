import { expect, test } from 'vitest';
import { decode } from '../../src/observe/decode.js';
import { project } from '../../src/observe/project.js';
import { badFence, fence } from './objects.js';

test('each object has its own value, in the order in which they came', () => {
  const values = decode(
    'fences',
    ['c', 'a', 'b'].map(name => project('fences', fence(name, 1)))
  );
  expect(values.map(({ value }) => value?.meta.name)).toEqual(['c', 'a', 'b']);
  expect(values.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
});

test('one that cannot be read has findings of its own, and costs the others nothing', () => {
  const objects = [fence('a', 1), badFence('bad', 1), fence('b', 1)];
  const [a, bad, b] = decode(
    'fences',
    objects.map(object => project('fences', object))
  );
  expect([a?.value?.meta.name, bad?.value, b?.value?.meta.name]).toEqual(['a', undefined, 'b']);
  expect([a?.diagnostics, b?.diagnostics]).toEqual([[], []]);
  expect(bad?.diagnostics.map(({ places }) => places[0]?.object)).toEqual(
    bad?.diagnostics.map(() => 'ServiceFence shop/bad')
  );
  expect(bad?.diagnostics.length).toBeGreaterThan(0);
});
