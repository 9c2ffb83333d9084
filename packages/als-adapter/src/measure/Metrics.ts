import { Counter, Gauge, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import type { WhyNot } from '@meshfence/core';

/** Who is at the other end of a stream. */
export type Kind = 'caller' | 'global-sidecar' | 'stranger' | 'unknown';

/** What became of an entry: a call, a reason why it is none, or bytes that cannot be read. */
export type Outcome = 'call' | 'malformed' | WhyNot;

/** Why a stream ended: by the client, by it breaking, or by us. */
export type Ending = 'done' | 'broken' | 'idle' | 'unidentified' | 'refused' | 'stopped';

/** Every metric of a receiver. */
export interface Metrics {
  readonly streams: Gauge<'kind'>;
  readonly ended: Counter<'why'>;
  readonly messages: Counter;
  readonly bytes: Counter;
  readonly badMessages: Counter;
  readonly entries: Counter<'outcome'>;
  /** From the end of a request to its entry's arrival, of the last entry of each message. */
  readonly age: Histogram;
  readonly lastEntry: Gauge;
  readonly edges: Gauge;
  readonly told: Counter;
  readonly dropped: Counter<'why'>;
  readonly forgotten: Counter<'what'>;
  readonly paused: Gauge;
  readonly certificateLoads: Counter<'result'>;
}

const seconds = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600];

/** New metrics, all at zero, in somebody's registry. */
export const newMetrics = (registry: Registry): Metrics => {
  const registers = [registry];
  const gauge = <L extends string = never>(name: string, help: string, labelNames: ReadonlyArray<L> = []) =>
    new Gauge<L>({ name: `meshfence_als_${name}`, help, labelNames: [...labelNames], registers });
  const counter = <L extends string = never>(name: string, help: string, labelNames: ReadonlyArray<L> = []) =>
    new Counter<L>({ name: `meshfence_als_${name}`, help, labelNames: [...labelNames], registers });
  return {
    streams: gauge('streams', 'Streams that are open, by who reports.', ['kind']),
    ended: counter('streams_ended_total', 'Streams that have ended, and why.', ['why']),
    messages: counter('messages_total', 'Messages received.'),
    bytes: counter('bytes_total', 'Bytes in messages received.'),
    badMessages: counter('bad_messages_total', 'Messages that could not be read.'),
    entries: counter('entries_total', 'Entries, and what became of them.', ['outcome']),
    age: new Histogram({
      name: 'meshfence_als_entry_age_seconds',
      help: 'From the end of a request to the arrival of its entry.',
      buckets: seconds,
      registers
    }),
    lastEntry: gauge('last_entry_timestamp_seconds', 'When an entry last arrived, since 1970.'),
    edges: gauge('edges', 'Observed calls that are kept.'),
    told: counter('edges_told_total', 'Observed calls that were passed on, each as often as it was.'),
    dropped: counter('edges_dropped_total', 'Observed calls for which there was no room.', ['why']),
    forgotten: counter(
      'hearings_forgotten_total',
      'What is not remembered any more of calls that were not learned, for want of room.',
      ['what']
    ),
    paused: gauge('paused', '1 while streams wait for somebody who is slow to take calls.'),
    certificateLoads: counter('certificate_loads_total', 'Certificates that were read anew.', ['result'])
  };
};
