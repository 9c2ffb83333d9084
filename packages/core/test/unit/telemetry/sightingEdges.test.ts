import { sightingEdges } from '@meshfence/core';
import type { Labels } from '@meshfence/core';
import { expect, test } from 'vitest';

const at = 1_700_000_000_000;
const witness = { source: 'als', at };
const web = {
  caller_namespace: 'shop',
  caller: 'web',
  destination: 'cart.shop.svc.cluster.local',
  port: '80',
  protocol: 'http'
};
const read = (...samples: ReadonlyArray<readonly [Labels.Labels, number]>) =>
  sightingEdges(
    samples.map(([labels, value]) => ({ labels, value })),
    witness
  );

test('a sighting is an edge, seen when it says', () => {
  expect(read([web, 1_699_999_000.25])).toEqual({
    edges: [
      {
        from: { _tag: 'Named', namespace: 'shop', name: 'web' },
        to: 'cart.shop.svc.cluster.local',
        port: 80,
        protocol: 'http',
        evidence: [
          { source: 'als', firstSeen: 1_699_999_000_250, lastSeen: 1_699_999_000_250, count: undefined }
        ],
        origin: { _tag: 'Nowhere' }
      }
    ],
    unused: {},
    unmade: []
  });
});

test('of several receivers, the last sighting counts', () => {
  const lastSeen = (...values: ReadonlyArray<number>) =>
    read(...values.map((value, pod) => [{ ...web, pod: `als-${pod}` }, value] as const)).edges.map(
      ({ evidence }) => evidence[0]?.lastSeen
    );
  expect(lastSeen(1000, 3000, 2000)).toEqual([3_000_000]);
});

test('a receiver whose clock is ahead has seen it now', () => {
  expect(read([web, 1_800_000_000]).edges[0]?.evidence[0]?.lastSeen).toBe(at);
});

test('what says nothing is left out, and counted', () => {
  const nobody = { ...web, caller: '' };
  expect(read([web, Number.NaN], [web, 0], [nobody, 1], [{ ...web, destination: '' }, 1])).toEqual({
    edges: [],
    unused: { 'no-calls': 2, 'no-caller': 1, 'no-destination': 1 },
    unmade: [
      { from: { _tag: 'Named', namespace: 'shop', name: 'web' }, why: 'no-destination', to: undefined }
    ]
  });
});

test('a port that is none is left out', () => {
  expect(read([{ ...web, port: 'http' }, 1]).edges.map(({ port }) => port)).toEqual([undefined]);
});
