import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import type { Place } from '../diagnostic/Place.js';
import type { Diagnosed } from '../Diagnosed.js';
import { completeName } from '../indexing/completeName.js';
import type { Completed } from '../indexing/completeName.js';
import type { Index } from '../indexing/Index.js';
import type { Edge, Evidence } from '../model/Edge.js';
import type { Fence } from '../model/Fence.js';
import type { Host } from '../model/Host.js';
import { whyInvalid } from '../model/Host.js';
import type { Instant } from '../model/Instant.js';
import { keyOf } from '../model/Meta.js';
import { by } from '../order.js';

/** A host that a workload was seen to call, with all that is known of it. */
export interface Learned {
  readonly host: Host;
  readonly sources: ReadonlyArray<string>;
  readonly firstSeen: Instant | undefined;
  readonly lastSeen: Instant | undefined;
  readonly value: string;
}

/** One sighting: remembered by the fence's own status, or reported by a source. */
type Sighting =
  | { readonly _tag: 'Remembered'; readonly to: string; readonly value: string }
  | { readonly _tag: 'Reported'; readonly to: string; readonly edge: Edge };

/** What a destination's name means to its caller: hosts, or a finding for wherever the name stands. */
export type Destination =
  | { readonly _tag: 'Hosts'; readonly hosts: ReadonlyArray<Host> }
  | { readonly _tag: 'Unusable'; readonly report: (place: Place) => Diagnostic };

/** Completes destinations as the callers of one namespace mean them. */
export type Complete = (to: string) => Destination;

const sightingsOf = (fence: Fence, edges: ReadonlyArray<Edge>): ReadonlyArray<Sighting> => [
  ...Object.entries(fence.status.metrics).map(([to, value]): Sighting => ({ _tag: 'Remembered', to, value })),
  ...edges.map((edge): Sighting => ({ _tag: 'Reported', to: edge.to, edge }))
];

const placeOf = (fence: Fence, sighting: Sighting): Place => {
  if (sighting._tag === 'Remembered') {
    return inObject(
      'ServiceFence',
      fence,
      ['status', 'metricStatus', `{destination_service="${sighting.to}"}`],
      'key'
    );
  }
  const { from, origin } = sighting.edge;
  const object = `edge of ${from._tag === 'Named' ? keyOf(from) : from.namespace}`;
  return { object, origin, path: ['to'], target: 'value', span: undefined };
};

const least = (all: ReadonlyArray<number | undefined>): number | undefined =>
  all.reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a), undefined);

const greatest = (all: ReadonlyArray<number | undefined>): number | undefined =>
  all.reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a), undefined);

/**
 * The value that the status shows: once remembered it stays, so that a busy mesh does not rewrite statuses.
 *
 * Several names of one host may be remembered; its own name counts first.
 */
const valueOf = (
  host: Host,
  sightings: ReadonlyArray<Sighting>,
  counts: ReadonlyArray<number | undefined>
): string => {
  const [remembered] = sightings
    .flatMap(each => (each._tag === 'Remembered' ? [each] : []))
    .sort(by(({ to, value }) => `${to === host ? 0 : 1}${to}\0${value}`));
  return remembered?.value ?? String(greatest(counts) ?? 1);
};

const sourcesOf = (
  sightings: ReadonlyArray<Sighting>,
  evidence: ReadonlyArray<Evidence>
): ReadonlyArray<string> => {
  if (evidence.length > 0) return [...new Set(evidence.map(({ source }) => source))].sort();
  return [sightings.every(({ _tag }) => _tag === 'Remembered') ? 'status' : 'manual'];
};

const toLearned = (host: Host, sightings: ReadonlyArray<Sighting>): Learned => {
  const evidence = sightings.flatMap(each => (each._tag === 'Reported' ? each.edge.evidence : []));
  return {
    host,
    sources: sourcesOf(sightings, evidence),
    firstSeen: least(evidence.map(each => each.firstSeen)),
    lastSeen: greatest(evidence.map(each => each.lastSeen)),
    value: valueOf(
      host,
      sightings,
      evidence.map(({ count }) => count)
    )
  };
};

/** The hosts that a fence has learned, from its edges and from its own status; what cannot be a host is reported. */
export const learn = (
  fence: Fence,
  edges: ReadonlyArray<Edge>,
  complete: Complete
): Diagnosed<ReadonlyArray<Learned>> => {
  const diagnostics: Diagnostic[] = [];
  const byHost = new Map<Host, Sighting[]>();
  const add = (host: Host, sighting: Sighting): void => {
    const known = byHost.get(host);
    if (known === undefined) byHost.set(host, [sighting]);
    else known.push(sighting);
  };
  for (const sighting of sightingsOf(fence, edges)) {
    const destination = complete(sighting.to);
    if (destination._tag === 'Unusable') diagnostics.push(destination.report(placeOf(fence, sighting)));
    else for (const host of destination.hosts) add(host, sighting);
  }
  const learned = [...byHost].map(([host, sightings]) => toLearned(host, sightings));
  return { value: learned.sort(by(({ host }) => host)), diagnostics };
};

/** What Istio's metrics say where they know no destination. */
const noDestination = 'unknown';

const isNowhere = (index: Index, to: string, namespace: string): boolean =>
  to === noDestination && !index.services.has(`${namespace}/${noDestination}`);

const unusable = (to: string, why: string): Destination => ({
  _tag: 'Unusable',
  report: place => report('edge-invalid', { host: to, why }, [place])
});

const toDestination = (to: string, completed: Completed): Destination => {
  if (completed._tag === 'UnknownAddress') {
    const { address } = completed;
    return { _tag: 'Unusable', report: place => report('edge-address-unknown', { address }, [place]) };
  }
  const why = completed.hosts.map(whyInvalid).find(each => each !== undefined);
  if (why === undefined) return completed;
  return unusable(to, why);
};

const meant = (index: Index, to: string, namespace: string): Destination =>
  isNowhere(index, to, namespace)
    ? unusable(to, 'metrics say this where they know no destination')
    : toDestination(to, completeName(index, to, namespace));

/** What a name means wherever it is used, because the registry has it; undefined where that depends on the caller. */
const everywhere = (index: Index, to: string): Destination | undefined =>
  index.definitions.exactly(to).length > 0 ? toDestination(to, { _tag: 'Hosts', hosts: [to] }) : undefined;

/** Completers for the callers of each namespace. They remember their answers, and share what does not depend on the caller. */
export const completers = (index: Index): ((namespace: string) => Complete) => {
  const shared = new Map<string, Destination | undefined>();
  const known = new Map<string, Map<string, Destination>>();
  const anywhere = (to: string): Destination | undefined => {
    if (!shared.has(to)) shared.set(to, everywhere(index, to));
    return shared.get(to);
  };
  return namespace => {
    const own = known.get(namespace) ?? new Map<string, Destination>();
    known.set(namespace, own);
    return to => {
      const found = anywhere(to) ?? own.get(to) ?? meant(index, to, namespace);
      if (shared.get(to) === undefined) own.set(to, found);
      return found;
    };
  };
};
