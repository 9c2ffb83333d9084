import type { EdgeSource, Instant } from '@meshfence/core';
import type { Counter } from 'prom-client';
import { newMemory } from './keep/Memory.js';
import type { Memory } from './keep/Memory.js';
import { exposeLastSeen, lastSeenValues } from './measure/lastSeen.js';
import { newMetrics } from './measure/Metrics.js';
import type { Metrics } from './measure/Metrics.js';
import { newReading } from './measure/Reading.js';
import { begin, name } from './receive/Life.js';
import type { Life } from './receive/Life.js';
import { defaultBounds } from './receive/Settings.js';
import type { Settings, Sink, Surroundings } from './receive/Settings.js';

/** A receiver of access logs, as a source of edges. */
export interface AccessLogSource extends Required<EdgeSource> {
  /** Rejects where it cannot listen: with where, why, and what to do. */
  start(sink: Sink): Promise<void>;
  /** Where it listens; undefined while it does not. */
  port(): number | undefined;
  /** Renders the metrics for somebody who reads edges off them. */
  read<A>(render: () => Promise<A>): Promise<A>;
  /**
   * Resolves when the metrics have been read since it last heard anything, with true; at once where nobody reads them. After
   * so many milliseconds it is false. Who ends it for good waits for that: nobody else may know what it heard.
   */
  readOut(patience: Instant.Duration): Promise<boolean>;
}

/** Has a counter follow what others count, each by the value of its label. */
const following = (counter: Counter, counts: () => Readonly<Record<string, number>>): void => {
  let before: Readonly<Record<string, number>> = {};
  const collect = (): void => {
    const now = counts();
    for (const [value, count] of Object.entries(now)) counter.labels(value).inc(count - (before[value] ?? 0));
    before = now;
  };
  Object.assign(counter, { collect });
};

/** Figures that are read when somebody asks for them. */
const measuring = ({ hearings, ledger }: Memory, { dropped, edges, forgotten }: Metrics): void => {
  Object.assign(edges, { collect: () => edges.set(ledger.size) });
  following(dropped, () => ({ ...ledger.dropped }));
  following(forgotten, () => ({ ...hearings.forgotten }));
};

/**
 * Receives access logs from when it is started until it is stopped.
 *
 * Who stops it can start it again: what it has seen it tells anew.
 */
export const accessLogSource = (settings: Settings, surroundings: Surroundings): AccessLogSource => {
  const memory = newMemory({ ...defaultBounds, ...settings.bounds });
  const { hearings, ledger } = memory;
  const metrics = newMetrics(surroundings.registry);
  measuring(memory, metrics);
  const reading = newReading();
  const { exposeFor } = settings;
  if (exposeFor !== undefined)
    exposeLastSeen(surroundings.registry, () => lastSeenValues(ledger.all(), surroundings.now() - exposeFor));
  let life: Life | undefined;
  return {
    name,
    start: async sink => {
      ledger.retell();
      life = await begin(settings, surroundings, sink, { memory, metrics, reading });
    },
    stop: async () => {
      const ending = life;
      life = undefined;
      await ending?.end();
    },
    port: () => life?.port,
    hearings: () => hearings.hearings(name),
    troubles: () => life?.troubles() ?? [],
    read: reading.read,
    readOut: reading.done
  };
};
