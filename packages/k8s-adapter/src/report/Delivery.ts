import { setTimeout as sleep } from 'node:timers/promises';
import { inWords, isRefusal } from '../client/Refusal.js';
import type { Limits } from './Limits.js';
import { newBacklog } from './Backlog.js';
import type { RecorderOptions } from './recorder.js';
import { isDue } from './Series.js';
import type { Series } from './Series.js';
import { writeEvent } from './writeEvent.js';

/** Writes series to the API server, one after the other, each as it is when its turn comes. */
export interface Delivery {
  /** Has it written soon. Gives a series that had to make room, and is not. */
  put(series: Series): Series | undefined;
  /** Writes what still waits, each tried once, for so many milliseconds at most. */
  stop(within: number): Promise<void>;
}

type Options = Pick<RecorderOptions, 'client' | 'component' | 'instance' | 'log' | 'metrics'> & {
  readonly limits: Limits;
  readonly now: () => number;
};

/** Whether the API server could not answer now, and may answer otherwise later. */
const isPassing = (error: unknown): boolean =>
  !isRefusal(error) || error.status >= 500 || error.status === 429;

/** How long to wait before the next try, after so many. */
const waitAfter = (error: unknown, tries: number, { backoff, longest }: Limits): number => {
  const asked = isRefusal(error) ? (error.retryAfter ?? 0) : 0;
  return Math.min(longest, Math.max(asked, backoff * 2 ** (tries - 1)));
};

export const newDelivery = ({
  client,
  component,
  instance,
  limits,
  log,
  metrics,
  now
}: Options): Delivery => {
  const reporter = { component, instance };
  const backlog = newBacklog<Series>(limits.queued);
  const stopping = new AbortController();
  const ended = new AbortController();
  let running: Promise<void> | undefined;

  /** Whatever is waited for, stopping ends it. */
  const pause = (milliseconds: number): Promise<unknown> =>
    sleep(milliseconds, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);

  const giveUp = ({ report: { note, reason, regarding } }: Series, error: unknown): void => {
    metrics.eventErrors.inc();
    log.debug('An event could not be written.', { regarding, reason, note, error: inWords(error) });
  };

  const attempt = async (series: Series, again: boolean): Promise<void> => {
    const repeats = { count: series.count, last: series.last };
    await writeEvent(series, repeats, { client, reporter, signal: ended.signal, again });
    series.written = repeats.count;
    series.writtenAt = now();
    // Told again meanwhile.
    if (series.count > series.written && isDue(series, now(), limits.refresh)) backlog.put(series);
  };

  const write = async (series: Series): Promise<void> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt(series, tries > 1);
      } catch (error) {
        const isLast = tries >= limits.tries || stopping.signal.aborted;
        if (isLast || !isPassing(error)) return giveUp(series, error);
        await pause(waitAfter(error, tries, limits));
      }
    }
  };

  const work = async (): Promise<void> => {
    for (let series = backlog.first(); series !== undefined; series = backlog.first()) {
      backlog.remove(series);
      if (ended.signal.aborted) giveUp(series, 'there is no time left');
      else await write(series);
      await pause(limits.pace);
    }
    running = undefined;
  };

  return {
    put: series => {
      const dropped = backlog.put(series);
      running ??= Promise.resolve().then(work);
      return dropped;
    },
    stop: async within => {
      stopping.abort();
      const late = setTimeout(() => ended.abort(), within);
      await running;
      clearTimeout(late);
    }
  };
};
