import type { Edge, EdgeSource, Source } from '@meshfence/core';
import { Registry } from 'prom-client';
import { afterEach, expect, test, vi } from 'vitest';
import { promMetrics, promSource } from '../../src/index.js';
import type { Settings } from '../../src/index.js';
import { answerTo, counterLine, hurried, hurriedAccess, quiet, sightingLine } from '../support/FakeMesh.js';
import type { Answers } from '../support/FakeMesh.js';
import { refusal, startFakePrometheus, vector } from '../support/FakePrometheus.js';
import type { Asked, FakePrometheus, Reply, Say } from '../support/FakePrometheus.js';

let server: FakePrometheus;
let source: Required<EdgeSource>;

afterEach(async () => {
  await source.stop();
  await server.stop();
});

interface Heard {
  readonly edges: Array<Edge>;
  readonly told: Array<Source>;
  readonly said: Array<readonly [string, unknown]>;
}

const started = async (say: Say, settings: Partial<Settings> = {}): Promise<Heard> => {
  const heard: Heard = { edges: [], told: [], said: [] };
  const keep = (message: string, fields: unknown): void => void heard.said.push([message, fields]);
  server = await startFakePrometheus(say);
  source = promSource({
    access: { ...hurriedAccess, address: server.url },
    ...hurried,
    narrator: { warn: keep, info: keep },
    ...settings
  });
  await source.start({
    observed: edges => void heard.edges.push(...edges),
    watched: each => void heard.told.push(each)
  });
  return heard;
};

const until = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 5 });

/** Long enough for several rounds. */
const aWhile = () => new Promise(resolve => setTimeout(resolve, 150));

const isWatching = ({ told }: Heard) => (told.at(-1)?.windows ?? []).some(({ to }) => to === undefined);

const callsIn = ({ edges }: Heard) =>
  [
    ...new Set(edges.map(({ from, to }) => `${from.namespace}/${'name' in from ? from.name : ''} ${to}`))
  ].sort();

const cart = 'cart.shop.svc.cluster.local';
const shown = { namespace: 'shop', caller: 'web', to: cart };
const call = counterLine(shown);

const saying = (answers: Partial<Answers>): Say => answerTo(() => ({ ...quiet, ...answers }));

test('all callers are asked about at once, by both sides and for both protocols', async () => {
  const heard = await started(saying({ counters: [call] }), { interval: 60_000 });
  await until(() => expect(isWatching(heard)).toBe(true));
  expect(callsIn(heard)).toEqual([`shop/web ${cart}`]);
  const counters = server.asked.flatMap(
    ({ promql }) => /\(increase\((\w+\{reporter="\w+")/.exec(promql)?.[1] ?? []
  );
  expect(new Set(counters)).toEqual(
    new Set([
      'istio_requests_total{reporter="source"',
      'istio_requests_total{reporter="destination"',
      'istio_tcp_connections_opened_total{reporter="source"',
      'istio_tcp_connections_opened_total{reporter="destination"'
    ])
  );
  expect(server.asked).toHaveLength(7);
  expect(heard.told.at(-1)).toMatchObject({ name: 'prometheus', direct: true });
});

test('the first question looks far back, the next ones do not', async () => {
  await started(saying({}), { window: 60_000, lookback: 600_000 });
  const stretches = (): ReadonlyArray<number> =>
    server.asked
      .map(({ promql }) => /\(istio_requests_total\{reporter="source".*offset (\d+)s\)+$/.exec(promql)?.[1])
      .filter(each => each !== undefined)
      .map(Number);
  await until(() => expect(stretches().length).toBeGreaterThan(3));
  const [first = 0, ...rest] = stretches();
  expect(first).toBe(600);
  expect(Math.min(...rest)).toBeGreaterThan(60);
  expect(Math.max(...rest)).toBeLessThan(80);
});

test('where nothing is scraped, nobody watches', async () => {
  const heard = await started(saying({ present: 0, counters: [call] }));
  await until(() => expect(callsIn(heard)).toHaveLength(1));
  await aWhile();
  expect(heard.told).toEqual([]);
  expect(heard.said).toEqual([
    [
      'a question is answered in part: nothing expires meanwhile',
      { question: 'watch', notes: ['there are no series that show calls'] }
    ]
  ]);
});

test('while somebody who counted calls cannot be scraped, nobody watches', async () => {
  let answers: Partial<Answers> = { down: ['never.counted:1'] };
  const heard = await started(answerTo(() => ({ ...quiet, ...answers })));
  await until(() => expect(isWatching(heard)).toBe(true));
  answers = { down: ['a:1', 'b:1', 'never.counted:1'], failing: ['a:1', 'b:1'] };
  await until(() => expect(isWatching(heard)).toBe(false));
  // Long ago they counted calls, and they still cannot be scraped.
  answers = { down: ['b:1', 'never.counted:1'], failing: [] };
  const times = heard.told.length;
  await aWhile();
  expect(heard.told).toHaveLength(times);
  answers = { down: ['never.counted:1'] };
  await until(() => expect(isWatching(heard)).toBe(true));
  expect(heard.said).toEqual([
    [
      'a question is answered in part: nothing expires meanwhile',
      { question: 'watch', notes: ['2 who counted calls cannot be scraped'] }
    ],
    ['a question is answered again', { question: 'watch' }]
  ]);
});

test('a partial answer tells its calls, and that others may be missing', async () => {
  const good = saying({ counters: [call] });
  let isPartial = false;
  const heard = await started(asked => {
    const reply = good(asked);
    return isPartial && asked.promql.startsWith('sum')
      ? { body: { ...(reply.body as object), warnings: ['a store is not reachable'] } }
      : reply;
  });
  await until(() => expect(isWatching(heard)).toBe(true));
  isPartial = true;
  await until(() => expect(isWatching(heard)).toBe(false));
  heard.edges.length = 0;
  await until(() => expect(callsIn(heard)).toEqual([`shop/web ${cart}`]));
});

test('one question that fails costs its own answers, and the watch', async () => {
  const good = saying({ counters: [call] });
  const isBad = ({ promql }: Asked) =>
    promql.includes('istio_tcp_connections_opened_total{reporter="destination"');
  const heard = await started(asked => (isBad(asked) ? { status: 500, body: 'oh' } : good(asked)));
  await until(() => expect(callsIn(heard)).toEqual([`shop/web ${cart}`]));
  await aWhile();
  expect(heard.told).toEqual([]);
  expect(heard.said).toEqual([
    [
      'a question is not answered: nothing expires meanwhile',
      { question: 'tcp-destination', notes: [`${server.url} answers 500: oh`] }
    ]
  ]);
});

test('what is too much for one answer is asked by namespaces', async () => {
  const lines = ['a', 'b', 'c'].map(namespace => counterLine({ namespace, caller: 'web', to: cart }));
  const tooMuch = refusal(422, 'execution', 'query processing would load too many samples into memory');
  const say = ({ promql }: Asked): Reply => {
    if (!promql.includes('istio_requests_total{reporter="source"')) return saying({})({ promql } as Asked);
    if (promql.startsWith('group by')) return vector(lines);
    const asked = /source_workload_namespace=~"([^"]*)"/.exec(promql)?.[1]?.split('|') ?? ['a', 'b', 'c'];
    return asked.length > 1
      ? tooMuch
      : vector(lines.filter(({ metric }) => asked.includes(metric['source_workload_namespace'] ?? '')));
  };
  const heard = await started(say);
  await until(() => expect(callsIn(heard)).toEqual([`a/web ${cart}`, `b/web ${cart}`, `c/web ${cart}`]));
  await until(() => expect(isWatching(heard)).toBe(true));
});

test('a call that came through the global-sidecar is found out by who uses it', async () => {
  const toFallback = counterLine({
    namespace: 'shop',
    caller: 'web',
    to: 'global-sidecar.mesh-operator.svc.cluster.local'
  });
  const passedOn = counterLine({ namespace: 'mesh-operator', caller: 'web', to: cart });
  const isBehind = ({ promql }: Asked) =>
    promql.startsWith('sum') && promql.includes('istio_requests_total{reporter="destination"');
  const rest = saying({ counters: [toFallback] });
  const heard = await started(asked => (isBehind(asked) ? vector([passedOn]) : rest(asked)), {
    globalSidecars: () => [
      { namespace: 'mesh-operator', serves: undefined, host: 'global-sidecar.mesh-operator' }
    ]
  });
  await until(() => expect(callsIn(heard)).toEqual([`shop/web ${cart}`]));
});

const fences = () => [
  { namespace: 'shop', name: 'web', labels: { app: 'web-app' } },
  { namespace: 'shop', name: 'admin', labels: {} },
  { namespace: 'test', name: 'web', labels: { app: 'evil"} or {a="' } }
];

const tutorials = {
  query: 'sum(istio_requests_total{source_app="$source_app",reporter="destination"})by(destination_service)',
  type: 'Group'
} as const;

const callee = (host: string) => vector([{ metric: { destination_service: host }, value: 3 }]);

test("a user's question is asked for each fence that it can be asked for", async () => {
  const heard = await started(
    ({ promql }) =>
      promql.includes('"web-app"')
        ? callee(cart)
        : promql.includes('"admin"')
          ? callee('db.shop')
          : vector([]),
    { handlers: { destination: tutorials }, fences }
  );
  await until(() => expect(callsIn(heard)).toEqual(['shop/admin db.shop', `shop/web ${cart}`]));
  expect(server.asked.some(({ promql }) => promql.includes('evil'))).toBe(false);
  expect(heard.said).toContainEqual([
    'a question is answered in part: nothing expires meanwhile',
    {
      question: 'handler-destination',
      notes: ['1 fences cannot be asked about: their names or labels do not fit into a query']
    }
  ]);
});

test('handlers do not spoil one another', async () => {
  const long = vector(
    Array.from({ length: 5000 }, (_, at) => ({ metric: { destination_service: `h${at}.shop` }, value: 1 }))
  );
  const answers: Readonly<Record<string, Reply>> = {
    fails: { status: 500 },
    slow: { hangs: true },
    nan: vector([{ metric: { destination_service: 'nan.shop' }, value: 'NaN' }]),
    nothing: vector([]),
    garbage: { body: '<html>' },
    refused: refusal(422, 'execution', 'many-to-many matching not allowed'),
    warns: { body: { ...(callee('warned.shop').body as object), warnings: ['careful'] } },
    good: callee('good.shop'),
    long
  };
  const handlers = Object.fromEntries(
    Object.keys(answers).map(name => [name, { query: `${name}{a="$service"}`, type: 'Group' as const }])
  );
  const [fence] = fences();
  const heard = await started(
    ({ promql }) => answers[/^\w+/.exec(promql)?.[0] ?? ''] ?? saying({})({ promql } as Asked),
    {
      handlers,
      fences: () => (fence === undefined ? [] : [fence])
    }
  );
  await until(() => {
    expect(callsIn(heard)).toHaveLength(5002);
    const good = heard.edges.filter(({ to }) => to === 'good.shop');
    // It goes on, while another one is not even answered once.
    expect(good.length).toBeGreaterThan(3);
  });
  expect(callsIn(heard)).toEqual(expect.arrayContaining(['shop/web good.shop', 'shop/web warned.shop']));
  expect(heard.told).toEqual([]);
});

test("one fence's refused question costs another fence nothing", async () => {
  const heard = await started(
    ({ promql }) => (promql.includes('"web-app"') ? refusal(422, 'execution', 'many-to-many') : callee(cart)),
    { handlers: { destination: tutorials }, fences: () => fences().slice(0, 2) }
  );
  await until(() => expect(callsIn(heard)).toEqual([`shop/admin ${cart}`]));
});

test('a server that is gone is not asked for every fence', async () => {
  await started(() => ({ status: 500 }), {
    handlers: { destination: tutorials },
    fences: () => Array.from({ length: 500 }, (_, at) => ({ namespace: 'shop', name: `f${at}`, labels: {} })),
    interval: 60_000
  });
  await aWhile();
  expect(server.asked.filter(({ promql }) => promql.startsWith('sum')).length).toBeLessThanOrEqual(8);
});

test('fences that have the same question share its answer', async () => {
  const handlers = { all: { query: 'x{ns="$namespace"}', type: 'Group' as const } };
  const heard = await started(({ promql }) => (promql === 'x{ns="shop"}' ? callee(cart) : vector([])), {
    handlers,
    fences: () => fences().slice(0, 2),
    interval: 60_000
  });
  await until(() => expect(callsIn(heard)).toEqual([`shop/admin ${cart}`, `shop/web ${cart}`]));
  expect(server.asked.filter(({ promql }) => promql.startsWith('x'))).toHaveLength(1);
});

test('nothing expires by what users ask, unless they say that it shows all calls', async () => {
  const say = saying({});
  const heard = await started(say, { handlers: { destination: tutorials }, fences: () => [] });
  await until(() => expect(heard.told.at(-1)?.direct).toBe(false));
  await source.stop();
  await server.stop();
  const other = await started(say, { handlers: { destination: tutorials }, fences: () => [], direct: true });
  await until(() => expect(other.told.at(-1)?.direct).toBe(true));
});

const sightings = { readsSightings: true } as const;

test('what receivers have seen is of all calls once callers report themselves, and while they do', async () => {
  let answers: Partial<Answers> = { reporting: 0, sightings: [sightingLine(shown)] };
  const heard = await started(
    answerTo(() => ({ ...quiet, ...answers })),
    sightings
  );
  await until(() => expect(isWatching(heard)).toBe(true));
  await until(() => expect(callsIn(heard)).toEqual([`shop/web ${cart}`]));
  expect(heard.told.every(({ direct, name }) => name === 'als' && !direct)).toBe(true);
  const reportedFrom = Date.now();
  answers = { ...answers, reporting: 3 };
  await until(() => expect(heard.told.at(-1)).toMatchObject({ direct: true, windows: [{ to: undefined }] }));
  expect(heard.told.at(-1)?.windows[0]?.from).toBeGreaterThanOrEqual(reportedFrom);
  answers = { ...answers, reporting: 0 };
  await until(() => expect(isWatching(heard)).toBe(false));
  expect(heard.told.at(-1)?.direct).toBe(true);
  expect(heard.said).toEqual([]);
});

test('while a receiver cannot be scraped, nobody watches', async () => {
  let answers: Partial<Answers> = { down: ['other:1'] };
  const heard = await started(
    answerTo(() => ({ ...quiet, ...answers })),
    sightings
  );
  await until(() => expect(isWatching(heard)).toBe(true));
  answers = { down: ['late:1', 'other:1'], failing: ['late:1'] };
  await until(() => expect(isWatching(heard)).toBe(false));
  expect(heard.said).toEqual([
    [
      'a question is answered in part: nothing expires meanwhile',
      { question: 'watch', notes: ['1 of the receivers of access logs cannot be scraped'] }
    ]
  ]);
});

/** Of each question about sightings, whether it was for all of them. */
const wereAll = (): ReadonlyArray<boolean> =>
  server.asked
    .filter(({ promql }) => promql.startsWith('max by'))
    .map(({ promql }) => !promql.includes('offset'));

test('receivers are asked for all that they know at first, and then for news', async () => {
  await started(saying({}), sightings);
  await until(() => expect(wereAll().length).toBeGreaterThan(3));
  expect(wereAll().slice(0, 4)).toEqual([true, false, false, false]);
});

test('after more time without answers than questions look back, receivers are asked for all again', async () => {
  let at = 0;
  let hour = 0;
  let isAnswering = true;
  const good = saying({});
  const settings = {
    ...sightings,
    window: 60_000,
    lookback: 600_000,
    now: () => hour * 3_600_000 + (at += 1)
  };
  await started(asked => (isAnswering ? good(asked) : { status: 500 }), settings);
  await until(() => expect(wereAll().length).toBeGreaterThan(1));
  isAnswering = false;
  hour = 1;
  const before = server.asked.length;
  await until(() => expect(server.asked.length).toBeGreaterThan(before + 3));
  isAnswering = true;
  await until(() => expect(wereAll().at(-1)).toBe(false));
  const all = wereAll();
  expect(all[1]).toBe(false);
  expect(all.slice(2)).toContain(true);
});

test('what was answered in part is asked for again, all of it', async () => {
  const good = saying({ sightings: [sightingLine(shown)] });
  let isPartial = true;
  await started(asked => {
    const reply = good(asked);
    return isPartial && asked.promql.startsWith('max by')
      ? { body: { ...(reply.body as object), warnings: ['a store is not reachable'] } }
      : reply;
  }, sightings);
  await until(() => expect(wereAll().length).toBeGreaterThan(3));
  expect(wereAll()).not.toContain(false);
  isPartial = false;
  await until(() => expect(wereAll().at(-1)).toBe(false));
});

test('a handler of type Value that is named after no host is told', async () => {
  const heard = await started(saying({}), {
    handlers: { count: { query: 'sum(up)', type: 'Value' } },
    fences
  });
  expect(heard.said[0]).toEqual([
    'a handler of type Value must be named after the host that its number is about',
    { name: 'count' }
  ]);
});

test('a bad address is told at once', async () => {
  await started(saying({}));
  expect(() => promSource({ access: { address: 'ftp://x' } })).toThrow(
    '"ftp://x" is no address of Prometheus'
  );
});

test('it counts what it does', async () => {
  const registry = new Registry();
  const noise = counterLine({ namespace: 'shop', caller: 'web', to: 'unknown' });
  const heard = await started(saying({ counters: [call, noise] }), {
    counting: promMetrics(registry)('prometheus'),
    interval: 60_000
  });
  await until(() => expect(isWatching(heard)).toBe(true));
  const valueOf = async (name: string, labels: object) =>
    (await registry.getSingleMetric(`meshfence_prometheus_${name}`)?.get())?.values.find(
      each => JSON.stringify(each.labels) === JSON.stringify({ source: 'prometheus', ...labels })
    )?.value;
  const question = 'http-source';
  expect(await valueOf('questions_total', { question, result: 'answered' })).toBe(1);
  expect(await valueOf('samples_total', { question })).toBe(2);
  expect(await valueOf('edges_total', { question })).toBe(1);
  expect(await valueOf('unused_samples_total', { question, reason: 'no-destination' })).toBe(1);
  expect(await valueOf('watching', {})).toBe(1);
  await source.stop();
  expect(await valueOf('watching', {})).toBe(0);
});

test('of whom answers tell it is known, and which of their calls were not learned', async () => {
  const blocked = {
    ...call,
    metric: {
      ...call.metric,
      destination_service: 'lost.shop:80',
      destination_service_name: 'BlackHoleCluster'
    }
  };
  const begun = Date.now();
  await started(saying({ counters: [call, blocked] }), { interval: 60_000 });
  await until(() => expect(source.hearings()).toHaveLength(1));
  const [hearing] = source.hearings();
  expect(hearing).toMatchObject({
    source: 'prometheus',
    caller: { _tag: 'Named', namespace: 'shop', name: 'web' },
    unlearned: [{ why: 'blocked', to: 'lost.shop', count: 1 }]
  });
  expect(hearing?.lastHeard).toBeGreaterThanOrEqual(begun);
});

test('of callers that receivers show it is known when these have heard of them', async () => {
  const line = { ...sightingLine({ namespace: 'shop', caller: 'web', to: cart }), value: 1_700_000_000 };
  await started(saying({ sightings: [line] }), { readsSightings: true });
  await until(() =>
    expect(source.hearings()).toMatchObject([{ source: 'als', lastHeard: 1_700_000_000_000 }])
  );
});

test('a question that is not answered for long is a trouble, until it is answered', async () => {
  let reply: Reply = refusal(400, 'bad_data', 'no such thing');
  await started(asked => (asked.promql.startsWith('count(') ? reply : saying({})(asked)), { patience: 50 });
  await until(() =>
    expect(source.troubles()).toEqual([
      expect.stringMatching(
        /^The question watch is not answered, .* answers 400: no such thing \(check the query\)\.$/
      )
    ])
  );
  reply = vector([{ metric: {}, value: 1 }]);
  await until(() => expect(source.troubles()).toEqual([]));
});
