import type { Duration, Instant } from '../model/Instant.js';
import type { SocketAddress } from './SocketAddress.js';

/** One entry of an access log, as far as it tells who called whom. Texts are empty where the entry has none. */
export interface Sighting {
  /** What was logged, whatever the entry's form: a TCP log shows HTTP requests as well, and an HTTP log connections. */
  readonly kind: 'http' | 'tcp';
  readonly authority: string;
  readonly userAgent: string;
  /** Who was at the other end of the connection, whatever `X-Forwarded-For` says. */
  readonly peer: SocketAddress | undefined;
  /** Where the connection was going, before the proxy took it. */
  readonly local: SocketAddress | undefined;
  /** Whether a host of the upstream cluster was chosen. */
  readonly hasUpstream: boolean;
  readonly upstreamCluster: string;
  readonly routeName: string;
  /** Envoy's response flags: bit n for field n of `envoy.data.accesslog.v3.ResponseFlags`. */
  readonly flags: number;
  readonly code: number | undefined;
  /** The header `Slime-Source-Ns`. */
  readonly sourceNamespace: string;
  /** The header `Slime-Orig-Dest`. */
  readonly originalDestination: string;
  readonly startedAt: Instant | undefined;
  readonly duration: Duration;
}

/** An entry that says nothing. */
export const blank: Sighting = {
  kind: 'http',
  authority: '',
  userAgent: '',
  peer: undefined,
  local: undefined,
  hasUpstream: false,
  upstreamCluster: '',
  routeName: '',
  flags: 0,
  code: undefined,
  sourceNamespace: '',
  originalDestination: '',
  startedAt: undefined,
  duration: 0
};

/** When a call was last under way. Nobody sees what is yet to come: a clock that is fast changes nothing. */
export const seenAt = ({ startedAt, duration }: Sighting, receivedAt: Instant): Instant =>
  startedAt === undefined ? receivedAt : Math.min(startedAt + duration, receivedAt);
