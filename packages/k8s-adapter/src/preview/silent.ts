import type { Client } from '../client/Client.js';
import type { Log } from '../log/Log.js';
import { newMetrics } from '../metrics/Metrics.js';
import type { Reflection } from '../watch/Reflection.js';
import type { Recorder } from '../report/recorder.js';

/** Nobody is told: whoever looks once hears of failures as errors. */
export const silentLog: Log = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  with: () => silentLog
};

export const silentRecorder: Recorder = { record: () => {}, stop: () => Promise.resolve() };

/** What it takes to list something once. */
export const looking = (
  client: Client
): Pick<Reflection<never>, 'client' | 'log' | 'metrics' | 'signal'> => ({
  client,
  log: silentLog,
  metrics: newMetrics({ process: false }),
  signal: new AbortController().signal
});
