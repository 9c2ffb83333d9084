import type { Instant } from '../model/Instant.js';
import { globalSidecarName } from '../model/GlobalSidecar.js';
import type { AddressBook } from './AddressBook.js';
import type { Call } from './Call.js';
import { isReached, mayBeItsOwn } from './reached.js';
import type { Reporter } from './Reporter.js';
import type { Sighting } from './Sighting.js';
import { isInbound } from './upstreamCluster.js';
import { whereTo } from './whereTo.js';
import type { Destination, Knows } from './whereTo.js';
import { whoCalls } from './whoCalls.js';
import { noCall } from './WhyNot.js';
import type { NoCall, WhyNot } from './WhyNot.js';

/** What entries are judged by. */
export interface Grounds {
  readonly book: AddressBook;
  /** Whether requests that reached no upstream are evidence, too. Then whoever scans for hosts learns them. */
  readonly unreached: boolean;
  /** Undefined where nobody knows what the mesh has. */
  readonly knows: Knows | undefined;
}

/** An observed call, or why an entry shows none. */
export type Verdict = { readonly _tag: 'Call'; readonly call: Call } | NoCall;

const probes = /^(?:kube-probe\/|Envoy\/HC|GoogleHC\/|ELB-HealthChecker\/)/;

/** The ports that Istio's proxies and agents keep to themselves. */
const isOfMesh = (port: number | undefined): boolean =>
  port !== undefined && port >= 15_000 && port <= 15_090;

/** Whether an entry is beside the point: the wrong direction, nobody's wish, or the mesh talking to itself. */
const besidePoint = (sighting: Sighting, reporter: Reporter): WhyNot | undefined => {
  if (reporter._tag === 'Stranger') return 'stranger';
  const isOwn = isInbound(sighting.upstreamCluster);
  if (reporter._tag === 'Caller' && isOwn) return 'inbound';
  // What a global-sidecar sends out are the calls of others, which it has reported when they came in.
  if (reporter._tag === 'GlobalSidecar' && !isOwn && sighting.upstreamCluster !== '') return 'own-traffic';
  if (sighting.kind === 'tcp' && reporter._tag === 'GlobalSidecar') return 'own-traffic';
  if (sighting.kind === 'http' && sighting.authority === '') return 'unnamed';
  return probes.test(sighting.userAgent) ? 'probe' : undefined;
};

const globalSidecarPrefix = `${globalSidecarName}.`;

const isGlobalSidecar = (to: string): boolean =>
  to === globalSidecarName || to.startsWith(globalSidecarPrefix);

/** Whether a destination is none that a scope could need. */
const isMesh = ({ port, to }: Destination): boolean => isOfMesh(port) || isGlobalSidecar(to);

/** Whether what answered may have been a global-sidecar's own proxy, for want of such a host. */
const isDoubtful = (
  sighting: Sighting,
  { _tag }: Reporter,
  { knows }: Grounds,
  { to }: Destination,
  namespace: string
): boolean => _tag === 'GlobalSidecar' && mayBeItsOwn(sighting) && knows?.(to, namespace) !== true;

/**
 * What an entry of a stream shows, as it was received at an instant.
 *
 * Errors that an upstream answers are calls like others. A request that reached none is no evidence unless `unreached`
 * says so: no scan of ports or names may make a scope grow.
 */
export const judge = (
  sighting: Sighting,
  reporter: Reporter,
  grounds: Grounds,
  receivedAt: Instant
): Verdict => {
  const why = besidePoint(sighting, reporter);
  if (why !== undefined || reporter._tag === 'Stranger') return noCall(why ?? 'stranger');
  if (!grounds.unreached && !isReached(sighting)) return noCall('unreached');
  const caller = whoCalls(sighting, reporter, grounds.book, receivedAt);
  if ('why' in caller) return caller;
  const isFallback = reporter._tag === 'GlobalSidecar';
  const { namespace } = caller;
  const destination = whereTo(sighting, { namespace, isFallback, knows: grounds.knows });
  if ('why' in destination) return destination;
  if (isMesh(destination)) return noCall('own-traffic');
  if (!grounds.unreached && isDoubtful(sighting, reporter, grounds, destination, namespace))
    return noCall('unreached');
  const { port, to } = destination;
  return { _tag: 'Call', call: { caller, to, port, protocol: sighting.kind } };
};
