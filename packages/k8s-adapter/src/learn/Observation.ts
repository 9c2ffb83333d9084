import type { EdgeSink, EdgeSource, Hearing, Source } from '@meshfence/core';
import type { Gauge } from 'prom-client';
import { inWords } from '../client/Refusal.js';
import type { Log } from '../log/Log.js';
import type { Metrics } from '../metrics/Metrics.js';
import { delayOf, pause } from '../watch/Backoff.js';
import type { Patience } from '../watch/Backoff.js';
import type { WantedSource } from './Sight.js';

/** How long until a source is started again that could not be. */
const patience: Patience = { first: 1000, most: 60_000 };

export interface ObservationOptions extends Pick<WantedSource, 'name' | 'make'> {
  readonly sink: EdgeSink;
  /** It is known what has become of its start. */
  readonly tried: () => void;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'sourceUp' | 'sourceWatching'>;
}

const isOpen = ({ windows }: Source): boolean => windows.some(({ to }) => to === undefined);

/** One source, from when it is wanted until it is not. Where it cannot start it is tried again and again. */
export class Observation {
  readonly name: string;
  /** Before it has begun, that nothing is wrong says nothing. */
  hasBegun = false;
  private readonly ending = new AbortController();
  private readonly running: Promise<void>;
  private source: EdgeSource | undefined;
  private failure: string | undefined;

  constructor(private readonly options: ObservationOptions) {
    this.name = options.name;
    for (const gauge of this.gauges()) gauge.set({ source: this.name }, 0);
    this.running = this.begin();
  }

  /** What is wrong now, and what to do about it. */
  troubles(): ReadonlyArray<string> {
    return this.failure === undefined ? (this.source?.troubles?.() ?? []) : [this.failure];
  }

  hearings(): ReadonlyArray<Hearing> {
    return this.source?.hearings?.() ?? [];
  }

  /** Ends it. It has told all that it has seen then. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
    try {
      await this.source?.stop();
    } finally {
      for (const gauge of this.gauges()) gauge.remove({ source: this.name });
    }
  }

  private gauges(): ReadonlyArray<Gauge<'source'>> {
    const { sourceUp, sourceWatching } = this.options.metrics;
    return [sourceUp, sourceWatching];
  }

  private async begin(): Promise<void> {
    const { signal } = this.ending;
    for (let attempt = 0; !signal.aborted && !(await this.start()); attempt += 1)
      await pause(delayOf(patience, attempt, Math.random()), signal);
  }

  private async start(): Promise<boolean> {
    const { make } = this.options;
    try {
      this.source ??= make();
      await this.source.start(this.sink());
      this.started();
    } catch (error) {
      this.failed(inWords(error));
    }
    this.options.tried();
    return this.hasBegun;
  }

  private started(): void {
    const { log, metrics, name } = this.options;
    this.hasBegun = true;
    this.failure = undefined;
    metrics.sourceUp.set({ source: name }, 1);
    log.info('calls are observed', { source: name });
  }

  private failed(failure: string): void {
    const { log, name } = this.options;
    if (failure !== this.failure)
      log.error('calls are not observed: a source cannot start, and is tried again', {
        source: name,
        error: failure
      });
    this.failure = failure;
  }

  private sink(): EdgeSink {
    const { metrics, name, sink } = this.options;
    return {
      observed: edges => sink.observed(edges),
      watched: told => {
        metrics.sourceWatching.set({ source: name }, isOpen(told) ? 1 : 0);
        sink.watched(told);
      }
    };
  }
}
