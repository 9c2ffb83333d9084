import type { AddressBook, Edge, Instant, Knows, Source, TrustedGlobalSidecar } from '@meshfence/core';
import type { Registry } from 'prom-client';
import type { Bounds } from '../keep/Bounds.js';

/** Files in PEM form. They are read again and again: whoever rotates them just writes them. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
  /** Whoever signs clients' certificates; then nobody is heard without one. */
  readonly clientCa: string | undefined;
}

/** How much a receiver takes from others. Durations are in milliseconds. */
export interface Limits {
  /** Bytes in a message. Envoy sends some 16 KiB, or a single entry that is larger. */
  readonly message: number;
  /** Streams at a time; one more is refused. */
  readonly streams: number;
  /** Streams of one connection at a time. */
  readonly streamsPerConnection: number;
  /** A stream is closed that has been silent for so long; Envoy begins another when it has something to say. */
  readonly idle: Instant.Duration;
  /** How often a connection is asked whether it lives, and how long for an answer. */
  readonly keepalive: Instant.Duration;
  readonly keepaliveTimeout: Instant.Duration;
  /** How long streams may take to end when the receiver stops. */
  readonly grace: Instant.Duration;
}

export const defaultLimits: Limits = {
  message: 1 << 20,
  streams: 20_000,
  streamsPerConnection: 100,
  idle: 600_000,
  keepalive: 30_000,
  keepaliveTimeout: 10_000,
  grace: 2000
};

/** How calls are passed on: every so many milliseconds, and as soon as so many wait. */
export interface Batches {
  readonly every: Instant.Duration;
  readonly most: number;
}

export const defaultBatches: Batches = { every: 1000, most: 10_000 };

export const defaultBounds: Bounds = {
  perCaller: 5000,
  total: 100_000,
  callers: 20_000,
  rest: 60_000,
  grain: 60_000
};

/** What a receiver is to be like. */
export interface Settings {
  /** An IP address; `0.0.0.0` or `::` for all. */
  readonly address: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly tls?: TlsFiles | undefined;
  /** The global-sidecars that may tell of all callers, as they are when a stream begins. */
  readonly globalSidecars: () => ReadonlyArray<TrustedGlobalSidecar>;
  /** Whether requests that reached no upstream are evidence, too. */
  readonly unreached?: boolean;
  readonly limits?: Partial<Limits>;
  readonly bounds?: Partial<Bounds>;
  readonly batches?: Partial<Batches>;
  /** Whether edges are among the metrics, and if so for how long after they were seen last. Milliseconds. */
  readonly exposeFor?: Instant.Duration | undefined;
}

/** Somebody who writes down what happens. */
export interface Log {
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** The world of a receiver. */
export interface Surroundings {
  /** Pods by address, as they are known now. */
  readonly book: () => AddressBook;
  /** Undefined where nobody knows what the mesh has. */
  readonly knows?: Knows | undefined;
  readonly now: () => Instant.Instant;
  readonly registry: Registry;
  readonly log: Log;
}

/** Whoever takes edges. While a promise of it is not kept it is given nothing, and when too much waits, streams wait as well. */
export interface Sink {
  observed(edges: ReadonlyArray<Edge>): void | Promise<void>;
  watched(source: Source): void;
}
