import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  const book = newEdgeBook({
    changed: () => (changes += 1),
    metrics: newMetrics({ process: false }),
    now: Date.now
  });
  await edgeFile(join(folder, 'edges.json'), book, log, ending.signal);
  return { book, lines, changes: () => changes };
};

const until = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 10 });
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

test('a list does not watch: what it says to be open ends with the last call that its source has told', async () => {
  const at = (minute: number): string => `2026-03-01T00:0${minute}:00Z`;
  const seen = (source: string, lastSeen?: string) => ({
    from: 'shop/web',
    to: 'cart.shop',
    evidence: [{ source, ...(lastSeen === undefined ? {} : { lastSeen }) }]
  });
  const windows = [{ from: at(1), to: at(2) }, { from: at(3) }];
  await put(
    JSON.stringify({
      apiVersion: 'meshfence.io/v1alpha1',
      kind: 'EdgeList',
      metadata: { name: 'seen' },
      sources: ['als', 'prometheus', 'other'].map(name => ({ name, direct: true, windows })),
      edges: [seen('als', at(5)), seen('als', at(4)), seen('prometheus', at(3)), seen('other')]
    })
  );
  const { book } = await reading();
  const [first, open] = [
    { from: Date.parse(at(1)), to: Date.parse(at(2)) },
    { from: Date.parse(at(3)), to: Date.parse(at(5)) }
  ];
  expect(book.all().sources).toEqual([
    { name: 'als', direct: true, windows: [first, open] },
    { name: 'prometheus', direct: true, windows: [first] },
    { name: 'other', direct: true, windows: [first] }
  ]);
});

test('a list that is not there is waited for', async () => {
  const { book, lines } = await reading();
  expect(lines).toMatchObject([
    ['warn', 'a list of edges cannot be read: what it said before stays known', {}]
  ]);
  await put(listOf('cart.shop'));
  await until(() => expect(hosts(book)).toEqual(['cart.shop']));
});
