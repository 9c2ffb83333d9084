import type { Caller } from '../model/Edge.js';
import { globalSidecarName } from '../model/GlobalSidecar.js';
import type { Labels } from '../model/Labels.js';
import { callerIn, callerOf, known } from './callerOf.js';
import { destinationOf, isBlocked } from './destinationOf.js';
import type { Destination, Reporter } from './destinationOf.js';
import { noUse } from './NoUse.js';
import type { NoUse } from './NoUse.js';
import type { Call } from './Sample.js';

/** What is asked about: whose counters, of which protocol, and where global-sidecars are in between. */
export interface Counters {
  readonly reporter: Reporter;
  /** `http` or `tcp`. */
  readonly protocol: string;
  /** The namespaces of global-sidecars that take traffic of others. */
  readonly sharedNamespaces: ReadonlySet<string>;
  /** Whether calls count that no proxy let out. A scan of ports would make scopes grow by them. */
  readonly countBlocked: boolean;
}

/** What a sample says. */
export type Reading =
  | { readonly _tag: 'Call'; readonly call: Call }
  /** A call that a global-sidecar took: the caller is one of those, but not to whom it was. */
  | { readonly _tag: 'ToFallback'; readonly name: string; readonly caller: Caller }
  /** A call that a global-sidecar passed on: to whom it was, but not the caller's namespace. */
  | {
      readonly _tag: 'FromFallback';
      readonly name: string;
      readonly labels: Labels;
      readonly destination: Destination;
    }
  | NoUse;

const nameOf = (caller: Caller): string =>
  caller._tag === 'Named' ? caller.name : JSON.stringify(caller.labels);

const isOwn = (caller: Caller): boolean =>
  nameOf(caller) === globalSidecarName ||
  (caller._tag === 'Labelled' && caller.labels['app'] === globalSidecarName);

/** A caller that somebody else names in a shared global-sidecar's namespace: that is the global-sidecar's, not the caller's. */
const isBorrowed = ({ reporter, sharedNamespaces }: Counters, labels: Labels): boolean =>
  reporter === 'destination' && sharedNamespaces.has(known(labels, 'source_workload_namespace') ?? '');

const atFallback = ({ reporter }: Counters, caller: Caller): Reading =>
  reporter === 'source' ? { _tag: 'ToFallback', name: nameOf(caller), caller } : noUse('global-sidecar');

/** Reads the labels of a sample. */
export const readCall = (counters: Counters, labels: Labels): Reading => {
  const { countBlocked, protocol, reporter } = counters;
  const caller = callerOf(labels);
  if (caller === undefined) return noUse('no-caller');
  if (isOwn(caller)) return noUse('global-sidecar');
  const destination = destinationOf(labels, reporter);
  if (destination === 'global-sidecar') return atFallback(counters, caller);
  const concerned = isBorrowed(counters, labels) ? [] : [caller];
  if (typeof destination === 'string')
    return noUse(destination, concerned, known(labels, 'destination_service'));
  if (isBlocked(labels) && !countBlocked) return noUse('blocked', concerned, destination.to);
  return concerned.length === 0
    ? { _tag: 'FromFallback', name: nameOf(caller), labels, destination }
    : { _tag: 'Call', call: { from: caller, ...destination, protocol } };
};

/** The call of a caller whose namespace had to be found out. */
export const callFrom = (
  { protocol }: Counters,
  { labels, destination }: Extract<Reading, { readonly _tag: 'FromFallback' }>,
  namespace: string
): ReadonlyArray<Call> => {
  const from = callerIn(labels, namespace);
  return from === undefined ? [] : [{ from, ...destination, protocol }];
};
