import { afterEach, expect, test } from 'vitest';
import { connect } from '../../src/client/connect.js';
import type { Prometheus } from '../../src/client/connect.js';
import { startFakePrometheus, vector } from '../support/FakePrometheus.js';
import type { FakePrometheus, Reply } from '../support/FakePrometheus.js';

let server: FakePrometheus;
let client: Prometheus;

afterEach(async () => {
  await client.close();
  await server.stop();
});

const answerTo = async (reply: Reply) => {
  server = await startFakePrometheus(() => reply);
  client = connect({ address: server.url });
  return client.query('up');
};

const success = (data: unknown, rest: object = {}): Reply => ({ body: { status: 'success', data, ...rest } });

test('a vector is its lines', async () => {
  const metric = { __name__: 'up', job: 'a' };
  expect(await answerTo(vector([{ metric, value: 1.5 }]))).toEqual({
    samples: [{ labels: metric, value: 1.5 }],
    warnings: [],
    malformed: 0,
    isComplete: true
  });
});

test('numbers may be none, infinite, or tiny', async () => {
  const values = ['NaN', '+Inf', '-Inf', 'Inf', '1e-9', '0', ''];
  const { samples } = await answerTo(vector(values.map(value => ({ metric: {}, value }))));
  expect(samples.map(({ value }) => value)).toEqual([NaN, Infinity, -Infinity, Infinity, 1e-9, 0, NaN]);
});

test('a scalar is one line without labels', async () => {
  const { samples } = await answerTo(success({ resultType: 'scalar', result: [1_700_000_000, '2'] }));
  expect(samples).toEqual([{ labels: {}, value: 2 }]);
});

test('a range is its last value', async () => {
  const values = [
    [1, '2'],
    [2, '3']
  ];
  const result = [
    { metric: { a: 'b' }, values },
    { metric: {}, values: [] }
  ];
  expect(await answerTo(success({ resultType: 'matrix', result }))).toMatchObject({
    samples: [{ labels: { a: 'b' }, value: 3 }],
    malformed: 1,
    isComplete: false
  });
});

test('VictoriaMetrics answers nothing with null or with an empty list', async () => {
  expect(await answerTo(success({ resultType: 'vector', result: null }))).toMatchObject({
    samples: [],
    isComplete: true
  });
});

test.each([
  ['warnings of Thanos', { warnings: ['store 10.0.0.1:10901 is not reachable'] }],
  ['a partial answer of VictoriaMetrics', { isPartial: true }]
])('%s leave an answer incomplete', async (_, rest) => {
  const answer = await answerTo(vector([{ metric: {}, value: 1 }], rest));
  expect([answer.samples.length, answer.isComplete]).toEqual([1, false]);
});

test.each([
  ['no warnings', { warnings: [] }],
  ['null', { warnings: null }],
  ['hints', { infos: ['PromQL info: metric might not be a counter'] }],
  ['a whole answer of VictoriaMetrics', { isPartial: false, stats: { seriesFetched: '1' } }]
])('%s leave an answer complete', async (_, rest) => {
  expect((await answerTo(vector([], rest))).isComplete).toBe(true);
});

test('a line that cannot be read costs itself', async () => {
  const good = { metric: { a: 'b' }, value: [1, '1'] };
  const bad = [
    null,
    7,
    {},
    { metric: {}, value: ['x', '1'] },
    { metric: { a: 1 }, value: [1, '1'] },
    { metric: {} }
  ];
  expect(await answerTo(success({ resultType: 'vector', result: [...bad, good] }))).toMatchObject({
    samples: [{ labels: { a: 'b' }, value: 1 }],
    malformed: bad.length,
    isComplete: false
  });
});

test.each([
  ['a page', '<html>welcome</html>'],
  ['nothing', ''],
  ['another API', '{"kind": "Status"}'],
  ['half an answer', '{"status":"success","data":{"resultType":"vec'],
  ['a number for data', '{"status":"success","data":7}']
])('%s is no answer', async (_, body) => {
  await expect(answerTo({ body })).rejects.toMatchObject({ kind: 'malformed' });
});

test('labels of any name are labels', async () => {
  const body =
    '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__proto__":"x"},"value":[1,"1"]}]}}';
  const { samples } = await answerTo({ body });
  expect(Object.entries(samples[0]?.labels ?? {})).toEqual([['__proto__', 'x']]);
});
