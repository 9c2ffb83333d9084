import type { Client } from '../client/Client.js';
import type { Log } from '../log/Log.js';
import type { Metrics } from '../metrics/Metrics.js';
import { newDelivery } from './Delivery.js';
import { defaultLimits } from './Limits.js';
import type { Limits } from './Limits.js';
import { objectKey, reportKey } from './Report.js';
import type { Report } from './Report.js';
import { isDue } from './Series.js';
import type { Series } from './Series.js';
import { spamFilter } from './SpamFilter.js';
import { eventName } from './toEvent.js';

export interface Recorder {
  /** Tells users of an object, soon. Never throws, never waits; what is too much, or refused, is counted and left out. */
  record(report: Report): void;
  /** Writes what still waits, for so many milliseconds at most (2 s where nothing is said); nothing is recorded any more. */
  stop(within?: number): Promise<void>;
}

export interface RecorderOptions {
  readonly client: Client;
  /** The controller's name: a label's key by its form. */
  readonly component: string;
  /** Which of its replicas this is, such as the name of its pod. */
  readonly instance: string;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'eventErrors' | 'eventsDropped'>;
  readonly now?: () => number;
  readonly limits?: Partial<Limits>;
}

/** Writes Kubernetes Events, one after the other. Whoever leads calls it; others stay silent. */
export const recorder = (options: RecorderOptions): Recorder => {
  const { metrics, now = Date.now } = options;
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const delivery = newDelivery({ ...options, limits, now });
  const filter = spamFilter(limits.allowance, limits.known);
  const known = new Map<string, Series>();
  let serial = 0;
  let isStopped = false;

  const deliver = (series: Series): void => {
    const dropped = delivery.put(series);
    if (dropped === undefined) return;
    metrics.eventsDropped.inc({ reason: 'queue' });
    // What was never written is new when it is told again.
    if (dropped.written === 0) known.delete(reportKey(dropped.report));
  };

  const repeat = (series: Series, at: number): void => {
    series.count += 1;
    series.last = at;
    if (isDue(series, at, limits.refresh)) deliver(series);
  };

  const begin = (key: string, report: Report, at: number): void => {
    if (!filter.allows(objectKey(report.regarding), at)) return metrics.eventsDropped.inc({ reason: 'rate' });
    const name = eventName(report.regarding, at, (serial += 1));
    const series = { report, name, at, count: 1, last: at, written: 0, writtenAt: at };
    known.set(key, series);
    const [oldest] = known.keys();
    if (known.size > limits.known && oldest !== undefined) known.delete(oldest);
    deliver(series);
  };

  const isOver = ({ last }: Series): boolean => now() - last > limits.window;

  /** A series that has ended is written once more, with all that it came to. */
  const finish = (key: string, series: Series): void => {
    known.delete(key);
    if (series.written > 0 && series.count > series.written) deliver(series);
  };

  const finishAll = (which: (series: Series) => boolean): void => {
    for (const [key, series] of known) if (which(series)) finish(key, series);
  };

  const timer = setInterval(() => finishAll(isOver), limits.window / 6).unref();

  return {
    record: report => {
      if (isStopped) return;
      const key = reportKey(report);
      const series = known.get(key);
      if (series !== undefined && !isOver(series)) return repeat(series, now());
      if (series !== undefined) finish(key, series);
      begin(key, report, now());
    },
    stop: async (within = 2000) => {
      isStopped = true;
      clearInterval(timer);
      finishAll(() => true);
      await delivery.stop(within);
    }
  };
};
