import { nowhere } from '@meshfence/core';
import type { Edge, Fence, Service } from '@meshfence/core';
import { streamOf } from './parts.js';
import { below, shuffle } from './Random.js';
import type { Random } from './Random.js';
import { hostOf } from './routes.js';
import type { Size } from './Size.js';
import { shares, zipf } from './Zipf.js';
import type { Zipf } from './Zipf.js';

/** 2026-03-01T00:00:00Z: when the observation began. */
const begin = Date.UTC(2026, 2, 1);
const hour = 3_600_000;

const edgeOf = (next: Random, { meta }: Fence, callee: Service): Edge => {
  const firstSeen = begin + below(next, 100) * hour;
  return {
    from: { _tag: 'Named', namespace: meta.namespace, name: meta.name },
    to: hostOf(callee),
    port: 9080,
    protocol: 'http',
    evidence: [
      {
        source: 'als',
        firstSeen,
        lastSeen: firstSeen + below(next, 100) * hour,
        count: 1 + below(next, 1000)
      }
    ],
    origin: nowhere
  };
};

const attempts = 8;

/** So many different ranks: drawn by the law while that finds new ones, then the next free ones. */
const distinct = (next: Random, law: Zipf, count: number, size: number): ReadonlySet<number> => {
  const chosen = new Set<number>();
  while (chosen.size < count) {
    let rank = law.draw(next);
    for (let tried = 0; chosen.has(rank) && tried < attempts; tried += 1) rank = law.draw(next);
    while (chosen.has(rank)) rank = (rank + 1) % size;
    chosen.add(rank);
  }
  return chosen;
};

/** Edges, each once: a few callees are called by nearly everybody, and most fences have few edges. */
export const edges = (
  size: Size,
  fences: ReadonlyArray<Fence>,
  services: ReadonlyArray<Service>
): ReadonlyArray<Edge> => {
  const next = streamOf(size, 5);
  const byPopularity = shuffle(next, services);
  const law = zipf(services.length, 1);
  const callers = shuffle(next, fences);
  const counts = shares(next, size.edges, fences.length, 0.6, services.length);
  return callers.flatMap((fence, rank) =>
    [...distinct(next, law, counts[rank] ?? 0, services.length)].flatMap(at => {
      const callee = byPopularity[at];
      return callee === undefined ? [] : [edgeOf(next, fence, callee)];
    })
  );
};
