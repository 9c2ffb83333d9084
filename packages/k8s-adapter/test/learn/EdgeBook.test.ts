import { nowhere } from '@meshfence/core';
import type { Change, Edge, Instant, Source } from '@meshfence/core';
import { expect, test } from 'vitest';
import { newEdgeBook } from '../../src/learn/EdgeBook.js';
import type { EdgeBook } from '../../src/learn/EdgeBook.js';
import { newMetrics } from '../../src/metrics/Metrics.js';

const edge = (to: string, lastSeen: Instant.Instant = 1000, source = 'als'): Edge => ({
  from: { _tag: 'Named', namespace: 'shop', name: 'web' },
  to,
  port: 80,
  protocol: 'http',
  evidence: [{ source, firstSeen: lastSeen, lastSeen, count: 1 }],
  origin: nowhere
});

const given = (edges = 1000) => {
  const metrics = newMetrics({ process: false });
  const clock = { now: 0 };
  const heard = { changes: 0 };
  const book = newEdgeBook({
    changed: () => void (heard.changes += 1),
    metrics,
    now: () => clock.now,
    bounds: { edges, rest: 60_000 }
  });
  return { book, clock, heard, metrics };
};

const hosts = (edges: ReadonlyArray<Edge>): ReadonlyArray<string> => edges.map(({ to }) => to);

const known = (book: EdgeBook): ReadonlyArray<string> => hosts(book.all().edges).toSorted();

/** Changes in short: what happens to which hosts. */
const short = (changes: ReadonlyArray<Change>): ReadonlyArray<unknown> =>
  changes.map(change => ('edges' in change ? [change._tag, hosts(change.edges)] : change));

const value = async (metrics: ReturnType<typeof newMetrics>, name: string): Promise<string> =>
  (await metrics.registry.getSingleMetricAsString(name)).split('\n').slice(2).join('\n');

test('what a source tells first is told on at once, and only that', () => {
  const { book, heard } = given();
  book.takeAll();
  const sink = book.sink('als');
  sink.observed([edge('cart'), edge('stock')]);
  expect(heard.changes).toBe(1);
  expect(short(book.take(false))).toEqual([['AddEdges', ['cart', 'stock']]]);
  expect(book.take(false)).toEqual([]);
  sink.observed([edge('cart'), edge('bank')]);
  expect(short(book.take(false))).toEqual([['AddEdges', ['bank']]]);
});

test('that a known call was made again waits until the time counts', () => {
  const { book, heard } = given();
  const sink = book.sink('als');
  sink.observed([edge('cart', 1000)]);
  book.takeAll();
  heard.changes = 0;
  sink.observed([edge('cart', 9000)]);
  expect(heard.changes).toBe(0);
  expect(book.take(false)).toEqual([]);
  const [evidence] = edge('cart').evidence;
  const renewed = { ...edge('cart'), evidence: [{ ...evidence, lastSeen: 9000 }] };
  expect(book.take(true)).toEqual([{ _tag: 'AddEdges', edges: [renewed] }]);
  expect(book.take(true)).toEqual([]);
});

test('what is taken with everything is not told again', () => {
  const { book } = given();
  const sink = book.sink('als');
  sink.observed([edge('cart', 1000)]);
  sink.observed([edge('cart', 9000)]);
  sink.watched({ name: 'als', direct: true, windows: [] });
  book.takeAll();
  expect(book.take(true)).toEqual([]);
});

test('the evidence of all sources for a call is kept together', () => {
  const { book } = given();
  book.sink('als').observed([edge('cart', 1000, 'als')]);
  book.sink('prometheus').observed([edge('cart', 2000, 'prometheus')]);
  book.tell('edges.yaml', { edges: [edge('cart', 500, 'manual')], sources: [] });
  const [only, ...others] = book.all().edges;
  expect(others).toEqual([]);
  expect(only?.evidence.map(({ lastSeen, source }) => [source, lastSeen])).toEqual([
    ['als', 1000],
    ['manual', 500],
    ['prometheus', 2000]
  ]);
});

test('what two lists say of the same call is kept together, and so it stays when one of them says less', () => {
  const { book } = given();
  book.tell('one', { edges: [edge('cart', 500, 'manual')], sources: [] });
  book.tell('other', { edges: [edge('cart', 700, 'mesh')], sources: [] });
  const sourcesOf = (): ReadonlyArray<unknown> =>
    book.all().edges.map(({ evidence }) => evidence.map(({ source }) => source));
  expect(sourcesOf()).toEqual([['manual', 'mesh']]);
  book.tell('other', { edges: [], sources: [] });
  expect(sourcesOf()).toEqual([['manual']]);
});

test('another list is another whole', () => {
  const { book, heard } = given();
  book.tell('one', { edges: [edge('cart')], sources: [] });
  book.takeAll();
  heard.changes = 0;
  book.tell('one', { edges: [edge('bank')], sources: [] });
  expect([heard.changes, short(book.take(false))]).toEqual([1, [['SetEdges', ['bank']]]]);
});

test('a list takes the place of what it said before, and of nothing else', () => {
  const { book } = given();
  book.sink('als').observed([edge('bank')]);
  book.tell('one', { edges: [edge('cart'), edge('stock')], sources: [] });
  expect(short(book.take(false))).toEqual([['SetEdges', ['cart', 'stock', 'bank']]]);
  book.tell('other', { edges: [edge('mail')], sources: [] });
  book.tell('one', { edges: [edge('cart')], sources: [] });
  expect(known(book)).toEqual(['bank', 'cart', 'mail']);
});

test('windows of a later life of a source follow those of the earlier ones', () => {
  const { book, heard } = given();
  const source = (windows: Source['windows']): Source => ({ name: 'als', direct: true, windows });
  const first = book.sink('als');
  book.takeAll();
  first.watched({ ...source([{ from: 1, to: undefined }]), name: 'of another name' });
  expect(heard.changes).toBe(1);
  expect(book.take(false)).toEqual([{ _tag: 'SetSources', sources: [source([{ from: 1, to: undefined }])] }]);
  expect(book.take(false)).toEqual([]);
  first.watched(source([{ from: 1, to: 2 }]));
  book.sink('als').watched(source([{ from: 5, to: undefined }]));
  expect(book.all().sources).toEqual([
    source([
      { from: 1, to: 2 },
      { from: 5, to: undefined }
    ])
  ]);
});

test('of a life in which no direct call would have been seen, the windows do not count in later ones', () => {
  const { book } = given();
  const source = (direct: boolean, ...windows: Source['windows']): Source => ({
    name: 'als',
    direct,
    windows
  });
  const [early, late] = [
    { from: 1, to: 2 },
    { from: 8, to: 9 }
  ];
  book.sink('als').watched(source(false, early));
  const second = book.sink('als');
  second.watched(source(true, late));
  expect(book.all().sources).toEqual([source(true, late)]);
  const third = book.sink('als');
  third.watched(source(false, { from: 20, to: undefined }));
  expect(book.all().sources).toEqual([source(false, late, { from: 20, to: undefined })]);
  third.watched(source(true, { from: 25, to: undefined }));
  expect(book.all().sources).toEqual([source(true, late, { from: 25, to: undefined })]);
});

test('a window that an earlier life has left open is none', () => {
  const { book } = given();
  book.sink('als').watched({ name: 'als', direct: true, windows: [{ from: 1, to: undefined }] });
  book.sink('als');
  expect(book.all().sources).toEqual([{ name: 'als', direct: true, windows: [] }]);
});

test('of many windows the latest are remembered', () => {
  const { book } = given();
  const windows = Array.from({ length: 40 }, (_, at) => ({ from: 2 * at, to: 2 * at + 1 }));
  book.sink('als').watched({ name: 'als', direct: true, windows });
  const later = windows.map(({ from, to }) => ({ from: from + 100, to: to + 100 }));
  book.sink('als').watched({ name: 'als', direct: true, windows: later });
  expect(book.all().sources).toEqual([
    { name: 'als', direct: true, windows: [...windows.slice(16), ...later] }
  ]);
});

test('a source that says nothing is known as one that has never watched', () => {
  const { book } = given();
  book.sink('als');
  expect(book.all().sources).toEqual([{ name: 'als', direct: false, windows: [] }]);
});

test('a flood finds no room, and costs nothing that is known', async () => {
  const { book, clock, metrics } = given(10);
  const sink = book.sink('als');
  clock.now = 1_000_000;
  sink.observed(Array.from({ length: 10 }, (_, at) => edge(`host-${at}`)));
  book.takeAll();
  sink.observed(Array.from({ length: 1000 }, (_, at) => edge(`flood-${at}`)));
  expect(book.take(false)).toEqual([]);
  expect(known(book)).toHaveLength(10);
  expect(await value(metrics, 'meshfence_edges_dropped_total')).toContain('{why="refused"} 1000');
});

test('what was told long ago makes room for what is new', async () => {
  const { book, clock, metrics } = given(10);
  const sink = book.sink('als');
  sink.observed(Array.from({ length: 10 }, (_, at) => edge(`host-${at}`)));
  clock.now = 60_000;
  sink.observed([edge('host-0')]);
  book.takeAll();
  sink.observed([edge('new')]);
  const [change, ...others] = book.take(false);
  expect([change?._tag, others]).toEqual(['SetEdges', []]);
  expect(known(book)).toEqual([...[0, 2, 3, 4, 5, 6, 7, 8, 9].map(at => `host-${at}`), 'new']);
  sink.observed([edge('host-0')]);
  expect(book.take(false)).toEqual([]);
  expect(await value(metrics, 'meshfence_edges_dropped_total')).toContain('{why="evicted"} 1');
  expect(await value(metrics, 'meshfence_edges')).toBe('meshfence_edges 10');
});

test('room is made for several at a time, and in a small book for one', () => {
  const left = (edges: number): readonly [size: number, hasNew: boolean] => {
    const { book, clock } = given(edges);
    const sink = book.sink('als');
    sink.observed(Array.from({ length: edges }, (_, at) => edge(`host-${at}`)));
    clock.now = 60_000;
    sink.observed([edge('new')]);
    return [known(book).length, known(book).includes('new')];
  };
  expect([left(30), left(9)]).toEqual([
    [28, true],
    [9, true]
  ]);
});

test('edges are counted, as they come and as they are known', async () => {
  const { book, clock, metrics } = given();
  clock.now = 7000;
  book.tell('one', { edges: [edge('cart'), edge('stock')], sources: [] });
  book.tell('one', { edges: [edge('cart'), edge('stock')], sources: [] });
  clock.now = 8000;
  book.sink('als').observed([edge('cart'), edge('bank')]);
  expect(await value(metrics, 'meshfence_edges')).toBe('meshfence_edges 3');
  const received = await value(metrics, 'meshfence_edges_received_total');
  expect(received).toContain('{source="one"} 4');
  expect(received).toContain('{source="als"} 2');
  const last = await value(metrics, 'meshfence_edges_last_received_timestamp_seconds');
  expect(last).toMatch(/\{source="one"\} 7$/m);
  expect(last).toMatch(/\{source="als"\} 8$/m);
});
