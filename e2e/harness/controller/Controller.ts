import { readFile } from 'node:fs/promises';
import type { JsonObject } from '@meshfence/core';
import { isAnswering } from '../process/isAnswering.js';
import type { Process } from '../process/Process.js';
import { waitFor } from '../process/waitFor.js';
import type { EdgeEntry } from './EdgesFile.js';
import { samplesOf, seriesOf } from './prometheusText.js';
import { usageOf } from './Usage.js';
import type { Usage } from './Usage.js';

/** A line of its log. */
export type LogLine = JsonObject & { readonly level: string; readonly msg: string };

/** A controller that runs as a process of its own. */
export interface Controller {
  readonly process: Process;
  /** Where health and metrics are. */
  readonly url: string;
  /** Each series, as `name{label="value"}`, and its value. */
  metrics(): Promise<ReadonlyMap<string, number>>;
  /** The lines that it has logged, in all of its lives. */
  log(): Promise<ReadonlyArray<LogLine>>;
  /** Waits until it says that it is ready. */
  ready(seconds?: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Ends it by a signal, and starts it again with the same arguments. */
  restart(signal?: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
  /** Says what has been observed, all of it, in one stroke. */
  setEdges(edges: ReadonlyArray<EdgeEntry>): Promise<void>;
  /** What it has cost so far. */
  usage(): Promise<Usage>;
}

const linesOf = (text: string): ReadonlyArray<LogLine> =>
  text
    .split('\n')
    // After the last newline there is nothing, or a line that is being written.
    .slice(0, -1)
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as LogLine);

/** A process that serves at a port. */
export const controllerOf = (
  started: Process,
  port: number,
  setEdges: Controller['setEdges']
): Controller => {
  const url = `http://127.0.0.1:${port}`;
  const ready = async (seconds = 60): Promise<void> => {
    await waitFor(`${started.name} to be ready`, isAnswering(`${url}/readyz`), { seconds, needs: [started] });
  };
  return {
    process: started,
    url,
    ready,
    setEdges,
    metrics: async () => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return new Map(samplesOf(text).map(sample => [seriesOf(sample), sample.value]));
    },
    log: async () => [
      ...linesOf(await readFile(started.output, 'utf8')),
      ...linesOf(await readFile(started.log, 'utf8'))
    ],
    kill: signal => started.kill(signal),
    restart: async (signal = 'SIGTERM') => {
      await started.end(signal);
      started.startAgain();
      await ready();
    },
    stop: () => started.stop(),
    usage: () => usageOf(started.pid)
  };
};
