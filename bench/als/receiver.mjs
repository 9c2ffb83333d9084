// A receiver that answers questions over its channel: how many entries, how much time, how much memory.   receiver.mjs BOUNDS
import { accessLogSource } from '@meshfence/als-adapter';
import { emptyBook } from '@meshfence/core';
import { Registry } from 'prom-client';

const registry = new Registry();
const silent = () => undefined;
let told = 0;

const source = accessLogSource(
  {
    address: '127.0.0.1',
    port: 0,
    globalSidecars: () => [],
    exposeFor: 3_600_000,
    bounds: JSON.parse(process.argv[2] ?? '{}')
  },
  {
    book: () => emptyBook,
    now: Date.now,
    registry,
    log: { error: console.error, warn: silent, info: silent }
  }
);

const valueOf = async name => {
  const { values } = await registry.getSingleMetric(name).get();
  return values.reduce((sum, { value }) => sum + value, 0);
};

const report = async () => ({
  entries: await valueOf('meshfence_als_entries_total'),
  edges: await valueOf('meshfence_als_edges'),
  dropped: await valueOf('meshfence_als_edges_dropped_total'),
  told,
  cpu: Object.values(process.cpuUsage()).reduce((sum, each) => sum + each) / 1e6,
  rss: process.memoryUsage().rss,
  heap: process.memoryUsage().heapUsed
});

const answer = async question => {
  if (question === 'collect') globalThis.gc?.();
  if (question === 'scrape') {
    const began = performance.now();
    const { length } = await registry.metrics();
    process.send({ milliseconds: performance.now() - began, bytes: length });
  } else process.send(await report());
};

process.on('message', question => void answer(question));

await source.start({ observed: edges => void (told += edges.length), watched: silent });
process.send({ port: source.port() });
