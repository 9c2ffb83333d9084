import type { Client } from '../client/Client.js';
import type { Rate } from '../apply/Bucket.js';
import type { Sources } from '../learn/Sight.js';
import type { Leadership } from '../lead/Leadership.js';
import type { Log } from '../log/Log.js';
import type { Metrics } from '../metrics/Metrics.js';
import type { Recorder } from '../report/recorder.js';
import type { Gathering } from './Debounce.js';

/** Where the configuration is written: SlimeBoots of a namespace, one of them, or a file. */
export type ConfigPlace =
  | { readonly _tag: 'SlimeBoot'; readonly namespace: string; readonly name: string | undefined }
  | { readonly _tag: 'File'; readonly path: string };

/** What a controller is made with. */
export interface ControllerOptions {
  readonly client: Client;
  readonly config: ConfigPlace;
  /** Files with EdgeLists, read again whenever they change. */
  readonly edges: ReadonlyArray<string>;
  /** Who observes calls, by the configuration; undefined where nobody does. */
  readonly sources?: Sources;
  /** Stands for election; is told whom to tell of changes. */
  readonly lead: (onChange: (leading: boolean) => void) => Leadership;
  readonly recorder: Recorder;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly gathering: Gathering;
  /** Undefined: as the SlimeBoot says, or the default. */
  readonly rate: Rate | undefined;
  /** Another configuration is in force: what the log shall be like is written there, too. */
  readonly configured: (log: Readonly<Record<string, unknown>>) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
