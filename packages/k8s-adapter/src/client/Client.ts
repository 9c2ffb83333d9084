import type { Json } from '@meshfence/core';

/** A request to an API server. `path` begins with a slash and holds the query. */
export interface Question {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: Json;
  /** `application/json` where nothing is said. */
  readonly contentType?: string;
  readonly accept?: string;
  /** Milliseconds until the answer must be there, or for a stream its head; 30 s where nothing is said. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Of a stream: its head is there, and what follows may take its time. */
  readonly answered?: () => void;
}

/**
 * An API server, and how to be somebody there.
 *
 * Both kinds of request reject with a `Refusal` (the server answered with 400 or more) or with `Unreachable`.
 */
export interface Client {
  readonly server: string;
  /** A success as JSON. The caller says of which type it is: the server is believed. */
  ask<A = Json>(question: Question): Promise<A>;
  /** The lines of an answer that goes on, each as JSON. Ends when the server ends it; breaking off closes it. */
  stream<A = Json>(question: Question): AsyncIterable<A>;
  close(): Promise<void>;
}

/** The content type of a server-side apply; JSON is YAML. */
export const applyPatch = 'application/apply-patch+yaml';
