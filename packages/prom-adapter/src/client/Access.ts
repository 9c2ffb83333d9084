import { defaultTimes } from '@meshfence/core';
import type { Instant } from '@meshfence/core';

/** A secret as text, or in a file that is read again when it changes. */
export type Secret = { readonly text: string } | { readonly file: string };

/** TLS with the server. All are paths of PEM files, read again when they change. */
export interface Tls {
  readonly authorityFile?: string;
  readonly certificateFile?: string;
  readonly keyFile?: string;
  /** The name that the server's certificate must have, where it is not the address'. */
  readonly serverName?: string;
  /** Whether whoever answers is believed. Only for trials. */
  readonly isUnverified?: boolean;
}

/** Where questions are asked, as whom, and how patiently. */
export interface Access {
  /** `http://prometheus.istio-system:9090`, with a path where the API is not at the root (`/prometheus` of Mimir). */
  readonly address: string;
  readonly bearer?: Secret;
  readonly basic?: { readonly username: string; readonly password: Secret };
  readonly tls?: Tls;
  /** Sent with every question, such as `X-Scope-OrgID`, the tenant of Mimir and Cortex. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Added to every question, such as Thanos' `dedup` and `partial_response`, or VictoriaMetrics' `extra_label`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Milliseconds for one attempt, its answer included. */
  readonly timeout?: Instant.Duration;
  /** How often a question is asked before it counts as failed. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt; twice as long before each other one. */
  readonly pause?: Instant.Duration;
  /** The largest answer that is read. */
  readonly maxBytes?: number;
}

export const defaults = {
  timeout: defaultTimes.timeout,
  attempts: 3,
  pause: 250,
  maxBytes: 16 * 1024 * 1024
} as const;

/** A server's address in its parts. */
export interface Site {
  /** The address without a slash at its end, and without a name and a password. */
  readonly base: string;
  /** A name and a password that stood in the address. */
  readonly basic: { readonly username: string; readonly password: Secret } | undefined;
}

const withScheme = (address: string): string =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;

/**
 * An address in its parts. `HOST:PORT` means HTTP.
 *
 * @throws an Error that says what an address looks like, where it is none.
 */
export const siteOf = (address: string): Site => {
  const text = withScheme(address.trim());
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new Error(
      `"${address}" is no address of Prometheus: write it as http://prometheus.istio-system:9090 in metric.prometheus.address`
    );
  const { username, password } = url;
  return {
    base: `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`,
    basic:
      username === ''
        ? undefined
        : { username: decodeURIComponent(username), password: { text: decodeURIComponent(password) } }
  };
};
