import { emptyBook } from '@meshfence/core';
import type { AddressBook, Edge, Source } from '@meshfence/core';
import { Registry } from 'prom-client';
import { afterEach } from 'vitest';
import { accessLogSource } from '../../src/accessLogSource.js';
import type { AccessLogSource } from '../../src/accessLogSource.js';
import type { Settings } from '../../src/receive/Settings.js';
import { epoch } from './envoy.js';
import { Proxy } from './client.js';

/** A minute after the entries that `envoy.ts` makes. */
export const now = epoch * 1000 + 60_000;

/** A receiver that runs, a proxy that knows where, and all that was told. */
export interface Site {
  readonly source: AccessLogSource;
  readonly proxy: Proxy;
  readonly registry: Registry;
  readonly edges: Array<Edge>;
  readonly batches: Array<number>;
  readonly sources: Array<Source>;
  readonly logged: Array<string>;
  /** `shop/web -> details.shop.svc.cluster.local:9080 http`, each once, in order. */
  readonly told: () => ReadonlyArray<string>;
  /** The value of a metric, such as `meshfence_als_entries_total{outcome="call"}`; 0 where it is not there. */
  readonly metric: (series: string) => Promise<number>;
}

export interface Given {
  readonly settings?: Partial<Settings>;
  readonly book?: AddressBook;
  readonly clock?: () => number;
  readonly observed?: (edges: ReadonlyArray<Edge>) => void | Promise<void>;
}

const ending: Array<() => Promise<void> | void> = [];

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

/** Has something done after the test. */
export const after = (end: () => Promise<void> | void): void => void ending.push(end);

const show = ({ from, port, protocol, to }: Edge): string => {
  const name = from._tag === 'Named' ? from.name : from.labels['app'];
  return `${from.namespace}/${name} -> ${to}:${port} ${protocol}`;
};

const metricOf = async (registry: Registry, series: string): Promise<number> => {
  const line = (await registry.metrics()).split('\n').find(each => each.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? 0);
};

/** Starts a receiver on any port. */
export const open = async ({
  book = emptyBook,
  clock,
  observed,
  settings = {}
}: Given = {}): Promise<Site> => {
  const registry = new Registry();
  const [edges, batches, sources, logged]: [Edge[], number[], Source[], string[]] = [[], [], [], []];
  const note = (message: string): void => void logged.push(message);
  const source = accessLogSource(
    { address: '127.0.0.1', port: 0, globalSidecars: () => [], batches: { every: 5 }, ...settings },
    {
      book: () => book,
      now: clock ?? (() => now),
      registry,
      log: { error: note, warn: note, info: note }
    }
  );
  await source.start({
    observed: batch => {
      edges.push(...batch);
      batches.push(batch.length);
      return observed?.(batch);
    },
    watched: each => void sources.push(each)
  });
  after(() => source.stop());
  const proxy = new Proxy(source.port() ?? 0);
  after(() => proxy.close());
  const told = (): ReadonlyArray<string> => [...new Set(edges.map(show))].sort();
  return {
    source,
    proxy,
    registry,
    edges,
    batches,
    sources,
    logged,
    told,
    metric: series => metricOf(registry, series)
  };
};
