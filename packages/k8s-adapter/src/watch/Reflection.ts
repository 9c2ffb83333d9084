import type { Client } from '../client/Client.js';
import type { Resource, Wanted } from '../discovery/Resource.js';
import type { Discover } from '../discovery/served.js';
import type { Log } from '../log/Log.js';
import type { Metrics } from '../metrics/Metrics.js';
import type { KubeObject } from './KubeObject.js';

/** Who is told of the objects of one kind. */
export interface Listener<A> {
  /** What is kept of objects; items of lists get the kind that they lack. */
  project(page: ReadonlyArray<KubeObject>, resource: Resource): ReadonlyArray<A>;
  /** All that are there, as of a version. */
  replaced(items: ReadonlyArray<A>, resourceVersion: string, resource: Resource): void;
  set(item: A, resource: Resource): void;
  removed(object: KubeObject, resource: Resource): void;
  /** The kind is not served. Called again and again, until it is. */
  absent(): void;
}

/** What is reflected. */
export interface Reflection<A> {
  readonly client: Client;
  readonly wanted: Wanted;
  /** Only this namespace's, where it is not empty. */
  readonly namespace?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly listener: Listener<A>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly signal: AbortSignal;
  /** Finds the kind; where nothing is said, for this reflection alone. */
  readonly discover?: Discover;
  /** Why kinds are not heard of, for now: by their names. */
  readonly troubles?: Map<string, string>;
}
