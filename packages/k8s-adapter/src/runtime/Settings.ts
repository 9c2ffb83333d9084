import type { Registry } from 'prom-client';
import type { Rate } from '../apply/Bucket.js';
import type { Access } from '../client/connect.js';
import type { Gathering } from '../controller/Debounce.js';
import type { ConfigPlace } from '../controller/Options.js';
import type { Sources } from '../learn/Sight.js';
import type { Timings } from '../lead/Timings.js';
import type { Log } from '../log/Log.js';
import type { Level } from '../log/LogSettings.js';
import type { Terminal } from '../log/newLog.js';

/** The lease of which one of several replicas is the holder, and how long it is waited for what. */
export interface LeaseSettings {
  readonly namespace: string;
  readonly name: string;
  readonly identity: string;
  readonly timings: Timings;
}

/** What a controller's process is to be like. Durations are in milliseconds. */
export interface Settings {
  readonly cluster: Access;
  readonly config: ConfigPlace;
  readonly edges: ReadonlyArray<string>;
  /** Who observes calls; undefined where nobody does. Sources count what they do in the metrics' registry. */
  readonly sources?: ((log: Log, registry: Registry) => Sources) | undefined;
  /** Undefined: there is no other replica, and no election. */
  readonly lease: LeaseSettings | undefined;
  /** Where health and metrics are asked for. */
  readonly auxiliary: { readonly address: string; readonly port: number };
  readonly gathering: Gathering;
  readonly rate: Rate | undefined;
  /** The least that is logged; undefined: as the SlimeBoot says. */
  readonly level: Level | undefined;
}

/** The process that a controller runs in. */
export interface Surroundings {
  readonly stderr: Terminal;
  /** What events are signed with: the pod's name, or the machine's. */
  readonly instance: string;
  readonly version: string;
  readonly now: () => number;
  /** Comes when the process is to end. */
  readonly signal: AbortSignal;
}
