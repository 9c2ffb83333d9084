import { edgeKey, joinEvidence } from '@meshfence/core';
import type { Change, Edge, EdgeSink, Instant, Source } from '@meshfence/core';
import { defaultBounds, newSeenEdges } from './SeenEdges.js';
import type { Bounds } from './SeenEdges.js';
import { newSourceBook } from './SourceBook.js';
import { newTally } from './Tally.js';
import type { Counted } from './Tally.js';

/** Edges, and when whoever has seen them was watching. */
export interface Told {
  readonly edges: ReadonlyArray<Edge>;
  readonly sources: ReadonlyArray<Source>;
}

/** The observed calls of all sources. What a source has told stays known when the source is gone. */
export interface EdgeBook {
  /** All that a list says now, in place of what it said before. */
  readonly tell: (name: string, told: Told) => void;
  /** Takes what a source sees from now on: another life of it, where it has lived before. */
  readonly sink: (name: string) => EdgeSink;
  /** Everything that is known. */
  readonly all: () => Told;
  /** Everything; from now on it counts as taken. */
  readonly takeAll: () => Told;
  /**
   * What is new since something was taken.
   *
   * That known calls were made again is left for later, unless it counts (`isTimed`): it happens all the time, and only
   * expiry depends on it.
   */
  readonly take: (isTimed: boolean) => ReadonlyArray<Change>;
}

export interface EdgeBookOptions {
  /** There is something new that a plan may follow from. */
  readonly changed: () => void;
  readonly metrics: Counted;
  readonly now: () => Instant.Instant;
  readonly bounds?: Bounds;
}

const joined = (a: Edge | undefined, b: Edge | undefined): Edge | undefined =>
  a === undefined || b === undefined ? (a ?? b) : joinEvidence(a, b);

const byKey = (lists: Iterable<Told>): ReadonlyMap<string, Edge> => {
  const found = new Map<string, Edge>();
  for (const { edges } of lists)
    for (const edge of edges) {
      const key = edgeKey(edge);
      found.set(key, joined(found.get(key), edge) ?? edge);
    }
  return found;
};

export const newEdgeBook = (options: EdgeBookOptions): EdgeBook => {
  const { bounds = defaultBounds, changed, metrics, now } = options;
  const lists = new Map<string, Told>();
  const seen = newSeenEdges(bounds, now);
  const watched = newSourceBook();
  const fresh = new Set<string>();
  const renewed = new Set<string>();
  let listed: ReadonlyMap<string, Edge> = new Map();
  let isWhole = true;
  let areSourcesNew = false;
  let forgotten = 0;

  const edgeOf = (key: string): ReadonlyArray<Edge> => {
    const edge = joined(listed.get(key), seen.get(key));
    return edge === undefined ? [] : [edge];
  };

  const sources = (): ReadonlyArray<Source> => [
    ...[...lists.values()].flatMap(each => each.sources),
    ...watched.all()
  ];

  const all = (): Told => ({
    edges: [...new Set([...listed.keys(), ...seen.keys()])].flatMap(edgeOf),
    sources: sources()
  });

  const takeAll = (): Told => {
    fresh.clear();
    renewed.clear();
    isWhole = false;
    areSourcesNew = false;
    return all();
  };

  const added = (isTimed: boolean): ReadonlyArray<Change> => {
    const found = [...new Set([...fresh, ...(isTimed ? renewed : [])])].flatMap(edgeOf);
    fresh.clear();
    if (isTimed) renewed.clear();
    return found.length === 0 ? [] : [{ _tag: 'AddEdges', edges: found }];
  };

  const take = (isTimed: boolean): ReadonlyArray<Change> => {
    if (isWhole) return [{ _tag: 'SetEdges', ...takeAll() }];
    const told: ReadonlyArray<Change> = areSourcesNew ? [{ _tag: 'SetSources', sources: sources() }] : [];
    areSourcesNew = false;
    return [...told, ...added(isTimed)];
  };

  const size = (): number =>
    seen.size() + [...listed.keys()].filter(key => seen.get(key) === undefined).length;

  const tally = newTally(metrics, now, size);

  const noteForgotten = (): void => {
    tally.evicted(seen.forgotten() - forgotten);
    isWhole ||= seen.forgotten() > forgotten;
    forgotten = seen.forgotten();
  };

  const note = (edge: Edge): void => {
    const { fate, key } = seen.add(edge);
    if (fate === 'new') fresh.add(key);
    else if (fate === 'renewed') renewed.add(key);
    else tally.refused();
  };

  const sink = (name: string): EdgeSink => {
    const live = watched.live(name);
    return {
      observed: edges => {
        for (const edge of edges) note(edge);
        tally.received(name, edges);
        noteForgotten();
        if (fresh.size > 0) changed();
      },
      watched: source => {
        live(source);
        areSourcesNew = true;
        changed();
      }
    };
  };

  return {
    tell: (name, told) => {
      lists.set(name, told);
      listed = byKey(lists.values());
      isWhole = true;
      tally.received(name, told.edges);
      changed();
    },
    sink,
    all,
    takeAll,
    take
  };
};
