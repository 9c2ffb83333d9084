import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '@meshfence/core';
import { freePort } from '../process/freePort.js';
import { flags } from '../process/flags.js';
import { isAnswering } from '../process/isAnswering.js';
import { startProcess } from '../process/Process.js';
import type { Process } from '../process/Process.js';
import { waitFor } from '../process/waitFor.js';

/** One line of a query's result. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** A running Prometheus. */
export interface Prometheus {
  readonly process: Process;
  readonly url: string;
  /** An instant query. */
  query(promql: string): Promise<ReadonlyArray<Sample>>;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: { readonly result: ReadonlyArray<Sample> };
}

const queryAt =
  (url: string): Prometheus['query'] =>
  async promql => {
    const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(promql)}`);
    const { status, error, data } = (await answer.json()) as Answer;
    if (status !== 'success') throw new Error(`${promql}: ${error}`);
    return data.result;
  };

/** Scrapes these HOST:PORTs once a second. */
export const scraping = (targets: ReadonlyArray<string>, path = '/stats/prometheus'): Json => ({
  global: { scrape_interval: '1s', scrape_timeout: '1s' },
  scrape_configs: [{ job_name: 'envoys', metrics_path: path, static_configs: [{ targets }] }]
});

/** Starts a Prometheus with a configuration and no data, reachable from pods too; with more flags where there are some. */
export const startPrometheus = async (
  folder: string,
  config: Json,
  more: Readonly<Record<string, string>> = {}
): Promise<Prometheus> => {
  const port = await freePort();
  const home = join(folder, `prometheus-${port}`);
  await mkdir(home);
  await writeFile(join(home, 'prometheus.yml'), JSON.stringify(config));
  const argv = [
    'prometheus',
    ...flags({
      'config.file': join(home, 'prometheus.yml'),
      'storage.tsdb.path': join(home, 'data'),
      'web.listen-address': `0.0.0.0:${port}`,
      ...more
    })
  ];
  const process = startProcess({ name: `prometheus-${port}`, argv, folder: home });
  const url = `http://127.0.0.1:${port}`;
  await waitFor('Prometheus to be ready', isAnswering(`${url}/-/ready`), { needs: [process] });
  return { process, url, query: queryAt(url), stop: () => process.stop() };
};
