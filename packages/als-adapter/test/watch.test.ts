import type { Source } from '@meshfence/core';
import { expect, test } from 'vitest';
import { newWatch } from '../src/keep/Watch.js';

const watched = (...steps: ReadonlyArray<readonly [callers: number, globalSidecars: number, at: number]>) => {
  const told: Source[] = [];
  const watch = newWatch('als', source => told.push(source));
  for (const step of steps) watch.streams(...step);
  return told;
};

test('whoever is connected to nobody watches nothing', () => {
  expect(watched([0, 0, 1])).toEqual([]);
});

test('as long as no sidecar has reported, a receiver sees no direct calls', () => {
  expect(watched([0, 1, 1], [0, 2, 2], [0, 0, 3])).toEqual([
    { name: 'als', direct: false, windows: [{ from: 1, to: undefined }] },
    { name: 'als', direct: false, windows: [{ from: 1, to: 3 }] }
  ]);
});

test('afterwards it watches while any of them reports', () => {
  const told = watched([0, 1, 1], [1, 1, 10], [2, 1, 20], [0, 1, 30], [1, 1, 40], [0, 0, 50]);
  expect(told.slice(1)).toEqual([
    { name: 'als', direct: true, windows: [{ from: 10, to: undefined }] },
    { name: 'als', direct: true, windows: [{ from: 10, to: 30 }] },
    { name: 'als', direct: true, windows: [{ from: 10, to: 30 }, { from: 40 }] },
    {
      name: 'als',
      direct: true,
      windows: [
        { from: 10, to: 30 },
        { from: 40, to: 50 }
      ]
    }
  ]);
});

test('what was open for no time is no window', () => {
  expect(watched([1, 0, 1], [0, 0, 1]).at(-1)).toEqual({ name: 'als', direct: true, windows: [] });
});

test('only so many windows are remembered', () => {
  const steps = Array.from({ length: 1000 }, (_, at) => [at % 2 === 0 ? 1 : 0, 0, at] as const);
  const windows = watched(...steps).at(-1)?.windows;
  expect(windows).toHaveLength(64);
  expect(windows?.at(-1)).toEqual({ from: 998, to: 999 });
});
