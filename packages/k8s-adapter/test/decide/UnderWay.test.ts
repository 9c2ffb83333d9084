import { expect, test } from 'vitest';
import { newUnderWay } from '../../src/decide/UnderWay.js';

const setUp = () => {
  const again: Array<string> = [];
  return { again, underWay: newUnderWay(key => void again.push(key)) };
};

test('a fence waits while a Sidecar for its workload is being written, and is looked at again afterwards', () => {
  const { again, underWay } = setUp();
  underWay.begin('shop/old', { app: 'web' });
  expect(underWay.blocks('shop/new', { app: 'web', version: 'v1' })).toBe(true);
  expect(underWay.blocks('shop/other', { app: 'cart' })).toBe(false);
  underWay.end('shop/other');
  expect(again).toEqual([]);
  underWay.end('shop/old');
  expect(again).toEqual(['shop/new']);
  expect(underWay.blocks('shop/new', { app: 'web' })).toBe(false);
});

test('a fence is not in its own way', () => {
  const { underWay } = setUp();
  underWay.begin('shop/web', { app: 'web' });
  expect(underWay.blocks('shop/web', { app: 'web' })).toBe(false);
});

test('when all is forgotten, nobody waits any more', () => {
  const { again, underWay } = setUp();
  underWay.begin('shop/old', { app: 'web' });
  underWay.blocks('shop/new', { app: 'web' });
  underWay.clear();
  expect(again).toEqual(['shop/new']);
  expect(underWay.blocks('shop/new', { app: 'web' })).toBe(false);
  underWay.end('shop/old');
  expect(again).toEqual(['shop/new']);
});

test('who waits for a Sidecar to go is looked at when one has gone', () => {
  const { again, underWay } = setUp();
  underWay.hold('shop/new');
  expect(again).toEqual([]);
  underWay.release();
  underWay.release();
  expect(again).toEqual(['shop/new']);
});
