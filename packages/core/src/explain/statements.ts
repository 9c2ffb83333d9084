import { groupBy } from '../groupBy.js';
import type { Edge, Source } from '../model/Edge.js';
import type { Hearing, Unlearned } from '../model/Hearing.js';
import type { Instant } from '../model/Instant.js';
import { by } from '../order.js';
import { describeWhy } from './describeWhy.js';
import type { Explained, SeenCalls, Statement } from './Testimony.js';

/** What is known of one workload, and of all sources. */
export interface Known {
  readonly edges: ReadonlyArray<Edge>;
  readonly hearings: ReadonlyArray<Hearing>;
  readonly sources: ReadonlyArray<Source>;
  /** Of sources that have heard of anybody. */
  readonly names: ReadonlyArray<string>;
}

/** Whether a destination, as it was seen, is one that was asked for. */
export type IsAsked = (to: string) => boolean;

const latest = (all: ReadonlyArray<Instant | undefined>): Instant | undefined =>
  all.filter(at => at !== undefined).reduce<Instant | undefined>((a, b) => Math.max(a ?? b, b), undefined);

/** Of the same destination and for the same reason once, the latest first. */
const merged = (all: ReadonlyArray<Unlearned>): ReadonlyArray<Explained> => {
  const groups = groupBy(all, ({ to, why }) => JSON.stringify([why, to]));
  return Array.from(groups, ([key, group]) => ({ key, group }))
    .sort(by(({ key }) => key))
    .flatMap(({ group }) => {
      const [first] = group;
      if (first === undefined) return [];
      const count = group.reduce((sum, each) => sum + each.count, 0);
      const lastSeen = Math.max(...group.map(each => each.lastSeen));
      return [{ why: first.why, because: describeWhy(first.why), to: first.to, count, lastSeen }];
    })
    .toSorted((a, b) => b.lastSeen - a.lastSeen);
};

const isNowhere = ({ to }: Unlearned): number => (to === undefined ? 1 : 0);

/** Calls whose destination nobody knows may have gone anywhere; those that went where they were asked for come first. */
const seenCalls = (source: string, { edges, hearings }: Known, isAsked: IsAsked | undefined): SeenCalls => {
  const isMeant = (to: string | undefined): boolean =>
    isAsked === undefined || to === undefined || isAsked(to);
  const seen = edges.filter(
    ({ evidence, to }) => evidence.some(each => each.source === source) && isMeant(to)
  );
  const evidence = seen.flatMap(edge => edge.evidence.filter(each => each.source === source));
  const unlearned = hearings.filter(each => each.source === source).flatMap(each => each.unlearned);
  const all = merged(unlearned.filter(({ to }) => isMeant(to)));
  return {
    destinations: new Set(seen.map(({ to }) => to)).size,
    lastSeen: latest(evidence.map(({ lastSeen }) => lastSeen)),
    unlearned: isAsked === undefined ? all : all.toSorted((a, b) => isNowhere(a) - isNowhere(b))
  };
};

/** When a source watches, by all that stands under its name: while it watches, what it did before is of no matter. */
const watching = (source: string, { sources }: Known): Pick<Statement, 'direct' | 'since' | 'until'> => {
  const own = sources.filter(({ name }) => name === source);
  const open = own.filter(({ windows }) => windows.some(({ to }) => to === undefined));
  const shown = open.length > 0 ? open : own;
  const windows = shown.flatMap(each => each.windows);
  const starts = windows.flatMap(({ from, to }) => (to === undefined ? [from] : []));
  return {
    direct: own.length === 0 ? undefined : shown.some(({ direct }) => direct),
    since: starts.length === 0 ? undefined : Math.min(...starts),
    until: starts.length > 0 ? undefined : latest(windows.map(({ to }) => to))
  };
};

const namesIn = ({ edges, names, sources }: Known): ReadonlyArray<string> => [
  ...new Set([
    ...sources.map(({ name }) => name),
    ...names,
    ...edges.flatMap(({ evidence }) => evidence.map(({ source }) => source))
  ])
];

/** What each source can say of the workload, sorted by their names. */
export const statements = (known: Known, isAsked?: IsAsked): ReadonlyArray<Statement> =>
  namesIn(known)
    .toSorted(by(name => name))
    .map(source => {
      const calls = seenCalls(source, known, undefined);
      const heard = known.hearings.filter(each => each.source === source).map(({ lastHeard }) => lastHeard);
      return {
        source,
        ...watching(source, known),
        lastHeard: latest([...heard, calls.lastSeen]),
        calls,
        toHost: isAsked && seenCalls(source, known, isAsked)
      };
    });
