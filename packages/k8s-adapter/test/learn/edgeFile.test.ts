import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeMesh } from '@meshfence/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newEdgeBook } from '../../src/learn/EdgeBook.js';
import { newMetrics } from '../../src/metrics/Metrics.js';
import { edgeFile } from '../../src/learn/edgeFile.js';
import { memoryLog } from '../support/memoryLog.js';

let folder: string;
let ending: AbortController;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meshfence-edges-'));
  ending = new AbortController();
});

afterEach(async () => {
  ending.abort();
  await rm(folder, { recursive: true, force: true });
});

const edge = (to: string) => ({ from: 'shop/web', to, evidence: [{ source: 'als' }] });

const put = async (text: string): Promise<void> => {
  await writeFile(join(folder, 'next'), text);
  await rename(join(folder, 'next'), join(folder, 'edges.json'));
};

const listOf = (...to: ReadonlyArray<string>): string =>
  JSON.stringify({
    apiVersion: 'meshfence.io/v1alpha1',
    kind: 'EdgeList',
    metadata: { name: 'seen' },
    edges: to.map(edge)
  });

const reading = async () => {
  const { lines, log } = memoryLog();
  let changes = 0;
  const book = newEdgeBook(() => (changes += 1), newMetrics({ process: false }));
  await edgeFile(join(folder, 'edges.json'), book, log, ending.signal);
  return { book, lines, changes: () => changes };
};

const until = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 10 });
const hosts = (book: ReturnType<typeof newEdgeBook>) => book.all().edges.map(({ to }) => to);

test('a list is read, and again whenever it changes', async () => {
  await put(listOf('cart.shop'));
  const { book, lines } = await reading();
  expect(hosts(book)).toEqual(['cart.shop']);
  await put(listOf('cart.shop', 'stock.shop'));
  await until(() => expect(hosts(book)).toEqual(['cart.shop', 'stock.shop']));
  const path = join(folder, 'edges.json');
  expect(lines).toEqual([
    ['info', 'edges read', { path, edges: 1 }],
    ['info', 'edges read', { path, edges: 2 }]
  ]);
});

test('a bad list changes nothing, and a good one heals', async () => {
  await put(listOf('cart.shop'));
  const { book, changes, lines } = await reading();
  await put('{"kind": "EdgeList"');
  await until(() => expect(lines).toHaveLength(2));
  expect(lines[1]).toMatchObject([
    'warn',
    'a list of edges is not taken: what it said before stays known',
    {}
  ]);
  expect([hosts(book), changes()]).toEqual([['cart.shop'], 1]);
  await put(listOf());
  await until(() => expect(hosts(book)).toEqual([]));
});

test('a list that is not there is waited for', async () => {
  const { book, lines } = await reading();
  expect(lines).toMatchObject([
    ['warn', 'a list of edges cannot be read: what it said before stays known', {}]
  ]);
  await put(listOf('cart.shop'));
  await until(() => expect(hosts(book)).toEqual(['cart.shop']));
});

test('every source has its own page in the book', () => {
  const metrics = newMetrics({ process: false });
  const book = newEdgeBook(() => {}, metrics);
  const none = { edges: [], sources: [] };
  const before = book.all();
  expect(book.all()).toBe(before);
  book.tell('one', { ...none, sources: [{ name: 'one', direct: true, windows: [] }] });
  book.tell('other', { ...none, sources: [{ name: 'other', direct: true, windows: [] }] });
  expect(book.all().sources.map(({ name }) => name)).toEqual(['one', 'other']);
  book.tell('one', none);
  expect(book.all().sources.map(({ name }) => name)).toEqual(['other']);
});

test('edges are counted, as they come and as they are known', async () => {
  const metrics = newMetrics({ process: false });
  const book = newEdgeBook(() => {}, metrics);
  const { edges } = decodeMesh([{ file: 'edges.json', text: listOf('cart.shop', 'stock.shop') }]).value;
  book.tell('one', { edges, sources: [] });
  book.tell('one', { edges, sources: [] });
  expect(await metrics.registry.getSingleMetricAsString('meshfence_edges')).toMatch(/^meshfence_edges 2$/m);
  expect(await metrics.registry.getSingleMetricAsString('meshfence_edges_received_total')).toContain(
    'meshfence_edges_received_total{source="one"} 4'
  );
});
