import type { EdgeSource, Source } from '@meshfence/core';
import { Ledger } from './keep/Ledger.js';
import { newWatch } from './keep/Watch.js';
import { exposeLastSeen, lastSeenValues } from './measure/lastSeen.js';
import { newMetrics } from './measure/Metrics.js';
import type { Metrics } from './measure/Metrics.js';
import { keepCredentials } from './receive/Credentials.js';
import { newDelivery } from './receive/Delivery.js';
import { newIntake } from './receive/Intake.js';
import { receive } from './receive/Receiver.js';
import { defaultBatches, defaultBounds, defaultLimits } from './receive/Settings.js';
import type { Settings, Sink, Surroundings } from './receive/Settings.js';
import { newStreams } from './receive/Streams.js';

/** The name under which access logs give evidence. */
const name = 'als';

/** A receiver of access logs, as a source of edges. */
export interface AccessLogSource extends EdgeSource {
  /** Rejects where it cannot listen: with where, why, and what to do. */
  start(sink: Sink): Promise<void>;
  /** Where it listens; undefined while it does not. */
  port(): number | undefined;
}

/** Figures that are read when somebody asks for them. */
const measuring = (ledger: Ledger, { dropped, edges }: Metrics): void => {
  const before = { evicted: 0, refused: 0 };
  Object.assign(edges, { collect: () => edges.set(ledger.size) });
  Object.assign(dropped, {
    collect: () => {
      for (const why of ['evicted', 'refused'] as const) {
        dropped.inc({ why }, ledger.dropped[why] - before[why]);
        before[why] = ledger.dropped[why];
      }
    }
  });
};

/** Tells when somebody watches; whoever fails to hear it ends nothing. */
const telling =
  (sink: Sink, log: Surroundings['log']) =>
  (source: Source): void => {
    try {
      sink.watched(source);
    } catch (error) {
      log.error('nobody heard when access logs are received: it is said again when that changes', { error });
    }
  };

/** Begins to receive, and gives what ends that. */
const begin = async (
  settings: Settings,
  surroundings: Surroundings,
  sink: Sink,
  { ledger, metrics }: { readonly ledger: Ledger; readonly metrics: Metrics }
): Promise<{ readonly port: number; readonly end: () => Promise<void> }> => {
  const { log, now } = surroundings;
  const limits = { ...defaultLimits, ...settings.limits };
  const { credentials, stop } = await keepCredentials(settings.tls, { log, metrics });
  const watch = newWatch(name, telling(sink, log));
  const delivery = newDelivery(
    { ...defaultBatches, ...settings.batches },
    { name, ledger, sink, metrics, log, hold: isHeld => streams.hold(isHeld) }
  );
  const take = newIntake(ledger, metrics, surroundings, settings.unreached ?? false);
  const streams = newStreams(
    limits,
    {
      metrics,
      trusted: settings.globalSidecars,
      now,
      intake: (message, reporter) => {
        take(message, reporter);
        delivery.check();
      }
    },
    (callers, globalSidecars) => watch.streams(callers, globalSidecars, now())
  );
  const finish = async (): Promise<void> => {
    streams.stop();
    stop();
    await delivery.finish();
  };
  try {
    const receiver = await receive(settings, limits, credentials, streams.accept);
    return {
      port: receiver.port,
      end: async () => {
        const closed = receiver.close();
        streams.endAll('stopped');
        await Promise.all([closed, finish()]);
      }
    };
  } catch (error) {
    await finish();
    throw error;
  }
};

/**
 * Receives access logs from when it is started until it is stopped.
 *
 * Who stops it can start it again: what it has seen it tells anew.
 */
export const accessLogSource = (settings: Settings, surroundings: Surroundings): AccessLogSource => {
  const ledger = new Ledger({ ...defaultBounds, ...settings.bounds });
  const metrics = newMetrics(surroundings.registry);
  measuring(ledger, metrics);
  const { exposeFor } = settings;
  if (exposeFor !== undefined)
    exposeLastSeen(surroundings.registry, () => lastSeenValues(ledger.all(), surroundings.now() - exposeFor));
  let running: Awaited<ReturnType<typeof begin>> | undefined;
  return {
    name,
    start: async sink => {
      ledger.retell();
      running = await begin(settings, surroundings, sink, { ledger, metrics });
    },
    stop: async () => {
      const ending = running;
      running = undefined;
      await ending?.end();
    },
    port: () => running?.port
  };
};
