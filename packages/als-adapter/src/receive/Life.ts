import type { Source } from '@meshfence/core';
import type { Memory } from '../keep/Memory.js';
import { newWatch } from '../keep/Watch.js';
import type { Metrics } from '../measure/Metrics.js';
import type { Reading } from '../measure/Reading.js';
import { troublesOf } from '../measure/troubles.js';
import { keepCredentials } from './Credentials.js';
import { newDelivery } from './Delivery.js';
import { newIntake } from './Intake.js';
import { newPresence } from './Presence.js';
import { receive } from './Receiver.js';
import { defaultBatches, defaultLimits } from './Settings.js';
import type { Settings, Sink, Surroundings } from './Settings.js';
import { newStreams } from './Streams.js';

/** The name under which access logs give evidence. */
export const name = 'als';

/** One life of a receiver, from its start to its stop. */
export interface Life {
  readonly port: number;
  /** What is wrong now, and what to do about it. */
  readonly troubles: () => ReadonlyArray<string>;
  readonly end: () => Promise<void>;
}

/** What outlives it. */
export interface Lasting {
  readonly memory: Memory;
  readonly metrics: Metrics;
  readonly reading: Reading;
}

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

/** Begins to receive. Rejects where it cannot. */
export const begin = async (
  settings: Settings,
  surroundings: Surroundings,
  sink: Sink,
  { memory, metrics, reading }: Lasting
): Promise<Life> => {
  const { ledger } = memory;
  const { log, now } = surroundings;
  const limits = { ...defaultLimits, ...settings.limits };
  const kept = await keepCredentials(settings.tls, { log, metrics });
  const watch = newWatch(name, telling(sink, log));
  const presence = newPresence(limits.idle);
  const delivery = newDelivery(
    { ...defaultBatches, ...settings.batches },
    { name, ledger, sink, metrics, log, hold: isHeld => streams.hold(isHeld) }
  );
  const take = newIntake(memory, metrics, surroundings, settings.unreached ?? false);
  const streams = newStreams(
    limits,
    {
      metrics,
      trusted: settings.globalSidecars,
      now,
      intake: (message, reporter) => {
        take(message, reporter);
        reading.written();
        delivery.check();
      }
    },
    (callers, globalSidecars) => {
      presence.be(callers + globalSidecars > 0, now());
      watch.streams(callers, globalSidecars, now());
    }
  );
  const troubles = (): ReadonlyArray<string> =>
    troublesOf({
      now: now(),
      full: ledger.full,
      isSilent: presence.isMissed(now()),
      isHolding: delivery.isHolding(),
      complaint: kept.complaint()
    });
  const finish = async (): Promise<void> => {
    streams.stop();
    kept.stop();
    await delivery.finish();
  };
  try {
    const receiver = await receive(settings, limits, kept.credentials, streams.accept);
    const end = async (): Promise<void> => {
      const closed = receiver.close();
      streams.endAll('stopped');
      await Promise.all([closed, finish()]);
    };
    return { port: receiver.port, troubles, end };
  } catch (error) {
    await finish();
    throw error;
  }
};
