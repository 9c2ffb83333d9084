import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 1, 2, 5, 10, 30];
const sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000];

/** Every metric of a controller. */
export interface Metrics {
  readonly registry: Registry;
  /** Objects that are watched, by kind. */
  readonly objects: Gauge<'kind'>;
  /** When a kind was last listed or heard of, as seconds since 1970; by kind. */
  readonly lastSuccess: Gauge<'source'>;
  /** 1 while a kind is served, 0 while its definition is waited for; by kind. */
  readonly kindServed: Gauge<'kind'>;
  /** Lists begun anew, and why: `start`, `expired` (the server forgot), `gone` (so did the kind). */
  readonly relists: Counter<'kind' | 'reason'>;
  /** Watches and lists that failed, by HTTP status, or 0 where there was no answer. */
  readonly watchErrors: Counter<'kind' | 'status'>;
  /** How long the API server took to answer, or of a watch, to begin one; by HTTP method. */
  readonly requestSeconds: Histogram<'method'>;
  /** Objects that could not be decoded, now; by kind. */
  readonly undecodable: Gauge<'kind'>;
  /** How long a compilation took: `start` of everything, `step` of changes. */
  readonly compileSeconds: Histogram<'phase'>;
  /** Hosts in a scope, over all that were compiled. */
  readonly scopeHosts: Histogram;
  /** Fences now, and Sidecars that shall be there. */
  readonly fences: Gauge;
  readonly sidecars: Gauge;
  /** Findings of the last compilation, by severity. */
  readonly findings: Gauge<'severity'>;
  /** Writes by kind, verb (`apply`, `delete`, `status`) and result (`done`, `unchanged`, `conflict`, `refused`, `failed`). */
  readonly writes: Counter<'kind' | 'verb' | 'result'>;
  /** Writes that another field manager's fields kept from being done. */
  readonly conflicts: Counter<'kind'>;
  /** How long the oldest write has been waiting, and how many wait. */
  readonly queueAge: Gauge;
  readonly queueLength: Gauge;
  /** From a change in the cluster, or an observed call, to the Sidecar that follows from it being applied. */
  readonly changeToSidecar: Histogram;
  /** 1 while this replica may write. */
  readonly leading: Gauge;
  /** 1 while the configuration in force is the one that is written; 0 while an earlier one is kept. */
  readonly configCurrent: Gauge;
  /** Observed calls that were taken in, and those that are known now. */
  readonly edgesReceived: Counter<'source'>;
  readonly edges: Gauge;
  /** When a source last told of calls, as seconds since 1970. */
  readonly edgesLastReceived: Gauge<'source'>;
  /** Calls that were forgotten to make room (`evicted`), and those that found none (`refused`). */
  readonly edgesDropped: Counter<'why'>;
  /** 1 while a source runs, and while it would see calls; 0 while it cannot; nothing of one that is not wanted. */
  readonly sourceUp: Gauge<'source'>;
  readonly sourceWatching: Gauge<'source'>;
  /** Events that could not be written. */
  readonly eventErrors: Counter;
  /** Events that were left out: too many for one object (`rate`), or too many that wait (`queue`). */
  readonly eventsDropped: Counter<'reason'>;
}

/** New metrics, all at zero, in a registry of their own; `process` adds Node's and the process' own. */
export const newMetrics = ({ process = true }: { readonly process?: boolean } = {}): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  if (process) collectDefaultMetrics({ register: registry });
  const gauge = <L extends string = never>(name: string, help: string, labelNames: ReadonlyArray<L> = []) =>
    new Gauge<L>({ name: `meshfence_${name}`, help, labelNames: [...labelNames], registers });
  const counter = <L extends string = never>(name: string, help: string, labelNames: ReadonlyArray<L> = []) =>
    new Counter<L>({ name: `meshfence_${name}`, help, labelNames: [...labelNames], registers });
  const histogram = <L extends string = never>(
    name: string,
    help: string,
    buckets: Array<number>,
    labelNames: ReadonlyArray<L> = []
  ) => new Histogram<L>({ name: `meshfence_${name}`, help, buckets, labelNames: [...labelNames], registers });
  return {
    registry,
    objects: gauge('watched_objects', 'Objects that are watched.', ['kind']),
    lastSuccess: gauge('source_last_success_timestamp_seconds', 'When a source last answered, since 1970.', [
      'source'
    ]),
    kindServed: gauge('kind_served', '0 while the definition of a kind is waited for.', ['kind']),
    relists: counter('relists_total', 'Lists that were begun anew.', ['kind', 'reason']),
    watchErrors: counter('watch_errors_total', 'Lists and watches that failed.', ['kind', 'status']),
    requestSeconds: histogram('api_request_duration_seconds', 'How long answers took.', seconds, ['method']),
    undecodable: gauge('undecodable_objects', 'Objects that cannot be read, whose last good form is kept.', [
      'kind'
    ]),
    compileSeconds: histogram('compile_duration_seconds', 'How long a compilation took.', seconds, ['phase']),
    scopeHosts: histogram('scope_hosts', 'Hosts in a scope, when it was compiled.', sizes),
    fences: gauge('fences', 'Fences in force.'),
    sidecars: gauge('sidecars', 'Sidecars that shall be there.'),
    findings: gauge('findings', 'Findings of the last compilation.', ['severity']),
    writes: counter('writes_total', 'Writes to the API server.', ['kind', 'verb', 'result']),
    conflicts: counter('conflicts_total', 'Writes that another field manager prevented.', ['kind']),
    queueAge: gauge('write_queue_age_seconds', 'How long the oldest write has been waiting.'),
    queueLength: gauge('write_queue_length', 'Writes that are waiting.'),
    changeToSidecar: histogram('change_to_sidecar_seconds', 'From a change to the Sidecar applied.', seconds),
    leading: gauge('leading', '1 while this replica may write.'),
    configCurrent: gauge('config_current', '0 while an earlier configuration is kept for a bad one.'),
    edgesReceived: counter('edges_received_total', 'Observed calls that were taken in.', ['source']),
    edges: gauge('edges', 'Observed calls that are known.'),
    edgesLastReceived: gauge(
      'edges_last_received_timestamp_seconds',
      'When calls were last told, since 1970.',
      ['source']
    ),
    edgesDropped: counter('edges_dropped_total', 'Observed calls for which there was no room.', ['why']),
    sourceUp: gauge('source_up', '1 while a source of observed calls runs.', ['source']),
    sourceWatching: gauge('source_watching', '1 while a source would see calls.', ['source']),
    eventErrors: counter('event_errors_total', 'Events that could not be written.'),
    eventsDropped: counter('events_dropped_total', 'Events that were left out as too many.', ['reason'])
  };
};
