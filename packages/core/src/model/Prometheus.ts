import type { Duration } from './Instant.js';
import type { Labels } from './Labels.js';

/** One PromQL query; a `Group` query's samples are keyed by their labels. */
export interface MetricHandler {
  readonly query: string;
  readonly type: 'Value' | 'Group';
}

/** A name, and the file that its password is in. */
export interface BasicAuth {
  readonly username: string;
  readonly passwordFile: string;
}

/** TLS with a Prometheus. The files are PEM, as paths in the controller's container. */
export interface TlsConfig {
  readonly caFile: string | undefined;
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
  /** The name that the server's certificate must have, where it is not the address'. */
  readonly serverName: string | undefined;
  /** Whether whoever answers is believed. */
  readonly insecureSkipVerify: boolean;
}

/**
 * Where metrics are, what is asked there, and as whom: files hold the secrets, never the SlimeBoot.
 *
 * Durations are milliseconds; undefined where nobody has said anything. Without handlers, Istio's own counters are asked
 * about.
 */
export interface Prometheus {
  readonly address: string;
  readonly handlers: Readonly<Record<string, MetricHandler>>;
  /** Between two times of asking. */
  readonly interval: Duration | undefined;
  /** How far each question about counters looks back. */
  readonly window: Duration | undefined;
  /** How far one looks back at most, at the start and after a time without answers. */
  readonly lookback: Duration | undefined;
  /** For one attempt, its answer included. */
  readonly timeout: Duration | undefined;
  /** Sent with each question. */
  readonly headers: Labels;
  /** Added to each question. */
  readonly parameters: Labels;
  readonly bearerTokenFile: string | undefined;
  readonly basicAuth: BasicAuth | undefined;
  readonly tlsConfig: TlsConfig | undefined;
  /** A Secret in the controller's namespace, whose files its container has in `secretFolder`. */
  readonly secretName: string | undefined;
}

/** The durations that hold where nobody has said anything. */
export const defaultTimes = {
  interval: 30_000,
  window: 300_000,
  lookback: 1_800_000,
  timeout: 10_000
} as const satisfies Readonly<Record<string, Duration>>;

/** Where the controller's container has the files of the Secret. */
export const secretFolder = '/etc/meshfence/prometheus';

/** A Prometheus of which only the address is known. */
export const prometheusAt = (address: string): Prometheus => ({
  address,
  handlers: {},
  interval: undefined,
  window: undefined,
  lookback: undefined,
  timeout: undefined,
  headers: {},
  parameters: {},
  bearerTokenFile: undefined,
  basicAuth: undefined,
  tlsConfig: undefined,
  secretName: undefined
});
