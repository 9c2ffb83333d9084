import { Host, metricEdges, sightingEdges } from '@meshfence/core';
import type { Counters, Edge, Sample } from '@meshfence/core';
import { hostileHost, destination } from '@meshfence/test-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cases } from './holds.js';

const word = fc.oneof(
  fc.constantFrom('', 'unknown', 'web', 'global-sidecar', 'shop', 'mesh-operator'),
  fc.string()
);
const cluster = fc.constantFrom(
  'PassthroughCluster',
  'BlackHoleCluster',
  'global-sidecar',
  'cart',
  'unknown',
  ''
);
const host = fc.oneof(destination('any'), hostileHost, word);

const labels = fc.record(
  {
    source_workload: word,
    source_workload_namespace: word,
    source_app: word,
    destination_service: host,
    destination_service_name: cluster,
    destination_service_namespace: word,
    caller: word,
    caller_namespace: word,
    destination: host
  },
  { requiredKeys: [] }
);
const value = fc.oneof(fc.nat(9), fc.double(), fc.constantFrom(Number.NaN, Infinity, -0));
const samples: fc.Arbitrary<ReadonlyArray<Sample>> = fc.array(fc.record({ labels, value }), {
  maxLength: 20
});
const counters: fc.Arbitrary<Counters> = fc.record({
  reporter: fc.constantFrom('source', 'destination'),
  protocol: fc.constantFrom('http', 'tcp'),
  sharedNamespaces: fc.constantFrom(new Set<string>(), new Set(['mesh-operator'])),
  countBlocked: fc.boolean()
});
const users = fc.constantFrom(new Map(), new Map([['web', ['shop', 'test']]]));
const witness = { source: 'prometheus', at: 1_700_000_000_000 };

const shuffled = samples.chain(all =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length }))
);

const isUsable = ({ from, to }: Edge): boolean =>
  (Host.isAddress(to) || Host.whyInvalid(to.includes('.') ? to : `${to}.svc`) === undefined) &&
  !/^global-sidecar(\.|$)/.test(to) &&
  from.namespace !== '' &&
  (from._tag === 'Labelled' || !['', 'unknown', 'global-sidecar'].includes(from.name));

test('whatever metrics say, edges name callers and hosts, and every sample is accounted for', () => {
  fc.assert(
    fc.property(counters, samples, users, (given, all, who) => {
      const { edges, unused } = metricEdges(given, all, witness, who);
      expect(edges.filter(each => !isUsable(each))).toEqual([]);
      const left = Object.values(unused).reduce((a, b) => a + b, 0);
      expect(left).toBeLessThanOrEqual(all.length);
      expect(edges.length > 0).toBe(left < all.length);
    }),
    { numRuns: cases(500) }
  );
});

test('the order of samples changes nothing', () => {
  fc.assert(
    fc.property(counters, shuffled, users, (given, [all, other], who) => {
      expect(metricEdges(given, other, witness, who)).toEqual(metricEdges(given, all, witness, who));
      expect(sightingEdges(other, witness)).toEqual(sightingEdges(all, witness));
    }),
    { numRuns: cases(500) }
  );
});

test('samples that come twice change nothing but counts', () => {
  const bare = (edges: ReadonlyArray<Edge>) => edges.map(({ evidence: _evidence, ...rest }) => rest);
  fc.assert(
    fc.property(counters, samples, users, (given, all, who) => {
      const twice = metricEdges(given, [...all, ...all], witness, who).edges;
      expect(bare(twice)).toEqual(bare(metricEdges(given, all, witness, who).edges));
      expect(sightingEdges([...all, ...all], witness).edges).toEqual(sightingEdges(all, witness).edges);
    }),
    { numRuns: cases(300) }
  );
});

test('what several receivers saw is what one would have seen', () => {
  fc.assert(
    fc.property(samples, fc.array(fc.nat(2), { minLength: 20, maxLength: 20 }), (all, whose) => {
      const seenBy = (receiver: number) => all.filter((_, at) => whose[at] !== receiver);
      // Every sighting is with two receivers of three.
      const merged = [0, 1, 2].flatMap(seenBy);
      expect(sightingEdges(merged, witness).edges).toEqual(sightingEdges(all, witness).edges);
    }),
    { numRuns: cases(300) }
  );
});
