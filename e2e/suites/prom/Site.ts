import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Edge, EdgeSource, Source } from '@meshfence/core';
import { promSource } from '@meshfence/prom-adapter';
import type { Settings } from '@meshfence/prom-adapter';
import { startPrometheus } from '../../harness/observe/Prometheus.js';
import type { Prometheus } from '../../harness/observe/Prometheus.js';
import { waitFor } from '../../harness/process/waitFor.js';
import { startExporter } from './Exporter.js';
import type { Exporter } from './Exporter.js';

/** What a source has told. */
export interface Heard {
  readonly edges: Array<Edge>;
  readonly told: Array<Source>;
}

/** Somebody who is scraped. */
export interface Target {
  /** HOST:PORT. */
  readonly target: string;
  /** How often, as Prometheus writes it; each second where nothing is said. */
  readonly every?: string;
  /** Where its metrics are looked for, if not where they are. */
  readonly path?: string;
}

export interface Site {
  readonly prometheus: Prometheus;
  exporter(): Promise<Exporter>;
  /** Scrapes these from now on, and no others. */
  scrape(...targets: ReadonlyArray<Target>): Promise<void>;
  /** A source that asks this Prometheus, started. */
  source(settings?: Partial<Settings>): Promise<{ readonly source: EdgeSource; readonly heard: Heard }>;
  stop(): Promise<void>;
}

/** Scrapes come each second, so this sees some of them. */
export const times = { interval: 400, window: 6000, lookback: 60_000 } as const;

const config = (file: string) => ({
  global: { scrape_interval: '1s', scrape_timeout: '1s' },
  scrape_configs: [{ job_name: 'proxies', file_sd_configs: [{ files: [file], refresh_interval: '1s' }] }]
});

const discovered = ({ every, path, target }: Target) => ({
  targets: [target],
  labels: {
    ...(every === undefined ? {} : { __scrape_interval__: every }),
    ...(path === undefined ? {} : { __metrics_path__: path })
  }
});

/** A Prometheus that scrapes nobody yet; with more flags where there are some. */
export const newSite = async (flags: Readonly<Record<string, string>> = {}): Promise<Site> => {
  const folder = await mkdtemp(join(tmpdir(), 'meshfence-e2e-'));
  const file = join(folder, 'targets.json');
  const scrape: Site['scrape'] = async (...targets) => {
    await writeFile(`${file}.next`, JSON.stringify(targets.map(discovered)));
    await rename(`${file}.next`, file);
  };
  await scrape();
  const prometheus = await startPrometheus(folder, config(file), flags);
  const exporters: Array<Exporter> = [];
  const sources: Array<EdgeSource> = [];
  return {
    prometheus,
    scrape,
    exporter: async () => {
      const exporter = await startExporter();
      exporters.push(exporter);
      return exporter;
    },
    source: async (settings = {}) => {
      const heard: Heard = { edges: [], told: [] };
      const source = promSource({ access: { address: prometheus.url, attempts: 1 }, ...times, ...settings });
      sources.push(source);
      await source.start({
        observed: edges => void heard.edges.push(...edges),
        watched: each => void heard.told.push(each)
      });
      return { source, heard };
    },
    stop: async () => {
      await Promise.all(sources.map(each => each.stop()));
      await prometheus.stop();
      await Promise.all(exporters.map(each => each.stop()));
      await rm(folder, { recursive: true, force: true });
    }
  };
};

export const isWatching = ({ told }: Heard): boolean =>
  (told.at(-1)?.windows ?? []).some(({ to }) => to === undefined);

export const watching = (heard: Heard, is = true): Promise<unknown> =>
  waitFor(`the source ${is ? 'to watch' : 'not to watch'}`, async () =>
    isWatching(heard) === is ? true : undefined
  );

const nameOf = ({ from }: Edge): string => `${from.namespace}/${from._tag === 'Named' ? from.name : ''}`;

/** The calls that were told since some were, in order, each once. */
export const callsIn = ({ edges }: Heard, since = 0): ReadonlyArray<string> =>
  [...new Set(edges.slice(since).map(edge => `${nameOf(edge)} ${edge.to}`))].sort();

export const told = (heard: Heard, call: string, since = 0): Promise<unknown> =>
  waitFor(`${call} to be told`, async () => (callsIn(heard, since).includes(call) ? true : undefined));

export const pause = (milliseconds: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, milliseconds));

/** Waits for so many scrapes more. */
export const scraped = (exporter: Exporter, times: number): Promise<unknown> => {
  const from = exporter.scrapes();
  return waitFor('scrapes', async () => (exporter.scrapes() >= from + times ? true : undefined));
};
