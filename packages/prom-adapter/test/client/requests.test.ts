import { afterEach, expect, test } from 'vitest';
import type { Access } from '../../src/client/Access.js';
import { connect } from '../../src/client/connect.js';
import type { Prometheus } from '../../src/client/connect.js';
import { refusal, startFakePrometheus, vector } from '../support/FakePrometheus.js';
import { Failure } from '../../src/client/Failure.js';
import type { FakePrometheus, Reply, Say } from '../support/FakePrometheus.js';

let server: FakePrometheus;
let client: Prometheus;

afterEach(async () => {
  await client.close();
  await server.stop();
});

const asking = async (say: Say, access: Partial<Access> = {}, path = '') => {
  server = await startFakePrometheus(say);
  client = connect({ pause: 1, ...access, address: `${server.url}${path}` });
  return client.query('sum(up) # &=?');
};

/** How a question fails; the server's address is always another one. */
const failing = async (...given: Parameters<typeof asking>) => {
  const error: unknown = await asking(...given).catch((reason: unknown) => reason);
  if (!(error instanceof Failure)) throw new Error('this should have failed');
  const { kind, message, retryAfter, status } = error;
  return { kind, status, retryAfter, message: message.replace(server.url, 'SERVER') };
};

/** These answers, one after the other, and the last one ever after. */
const inTurn = (...replies: ReadonlyArray<Reply>): Say => {
  let at = 0;
  return () => replies[Math.min(at++, replies.length - 1)] ?? {};
};

const good = vector([]);

test('a question is posted as a form, with what the access adds', async () => {
  await asking(() => good, {
    timeout: 2500,
    headers: { 'X-Scope-OrgID': 'mesh' },
    parameters: { dedup: 'true', partial_response: 'true' }
  });
  expect(server.asked).toMatchObject([
    {
      method: 'POST',
      path: '/api/v1/query',
      parameters: { query: 'sum(up) # &=?', timeout: '3s', dedup: 'true', partial_response: 'true' },
      headers: { 'x-scope-orgid': 'mesh', 'user-agent': 'meshfence', accept: 'application/json' }
    }
  ]);
});

test.each(['/prometheus', '/prometheus/', '/select/0/prometheus//'])(
  'the API may be below %s',
  async path => {
    await asking(() => good, {}, path);
    expect(server.asked[0]?.path).toBe(`${path.replace(/\/+$/, '')}/api/v1/query`);
  }
);

test('who may only read is asked by GET', async () => {
  await asking(({ method }) => (method === 'POST' ? { status: 405 } : good));
  expect(server.asked.map(({ method, promql }) => [method, promql])).toEqual([
    ['POST', 'sum(up) # &=?'],
    ['GET', 'sum(up) # &=?']
  ]);
});

test.each([
  ['trouble', { status: 500 }],
  ['a gateway without a server', { status: 502, body: '<html>' }],
  ['a limit of requests', refusal(429, 'too_many_requests', 'the request has been rejected')]
])('after %s, it is asked again', async (_, reply) => {
  await asking(inTurn(reply, reply, good));
  expect(server.asked).toHaveLength(3);
});

test('the server says when to ask again', async () => {
  const started = Date.now();
  await asking(inTurn({ status: 503, headers: { 'retry-after': '1' } }, good));
  expect(Date.now() - started).toBeGreaterThan(990);
});

test('who wants to be asked much later is left alone until the next round', async () => {
  const reply = { ...refusal(429, '', 'slow down'), headers: { 'retry-after': '3600' } };
  expect(await failing(() => reply)).toMatchObject({
    kind: 'busy',
    status: 429,
    retryAfter: 3_600_000
  });
  expect(server.asked).toHaveLength(1);
});

test('who never answers well is given up', async () => {
  expect(await failing(() => ({ status: 500, body: 'broken' }), { attempts: 4 })).toMatchObject({
    kind: 'unreachable',
    message: 'SERVER answers 500: broken'
  });
  expect(server.asked).toHaveLength(4);
});

test.each([
  [400, 'bad_data', 'parse error', 'refused'],
  [404, '', '', 'refused'],
  [422, 'execution', 'found duplicate series for the match group', 'refused'],
  [
    422,
    'execution',
    'query processing would load too many samples into memory in query execution',
    'too-much'
  ],
  [
    422,
    'execution',
    'the query hit the max number of chunks limit (err-mimir-max-chunks-per-query)',
    'too-much'
  ],
  [422, '422', 'cannot select more than -search.maxSamplesPerQuery=1000000 samples', 'too-much'],
  [503, 'timeout', 'query timed out in expression evaluation', 'too-much'],
  [413, '', 'request entity too large', 'too-much'],
  [301, '', 'moved', 'refused']
])('%i %s (%s) is %s, and is not asked again', async (status, type, error, kind) => {
  expect(await failing(() => refusal(status, type, error))).toMatchObject({ kind, status });
  expect(server.asked).toHaveLength(1);
});

test('a message says what to do', async () => {
  const { message } = await failing(() => refusal(404, '', ''));
  expect(message).toBe(
    'SERVER answers 404 (check the path of the address: the API is expected at ADDRESS/api/v1/query)'
  );
});

test('an answer that never comes is not waited for', async () => {
  expect(await failing(() => ({ hangs: true }), { timeout: 1000, attempts: 2 })).toMatchObject({
    kind: 'unreachable',
    message: 'SERVER does not answer: no answer within 1 s'
  });
  expect(server.asked).toHaveLength(2);
});

test('nobody there is a failure like any other', async () => {
  server = await startFakePrometheus(() => good);
  await server.stop();
  client = connect({ address: server.url, pause: 1, attempts: 2 });
  await expect(client.query('up')).rejects.toMatchObject({ kind: 'unreachable', status: 0 });
  await server.startAgain();
  expect((await client.query('up')).isComplete).toBe(true);
});

test('an answer that is too large is not read to its end', async () => {
  const large = vector([{ metric: { a: 'x'.repeat(5000) }, value: 1 }]);
  expect(await failing(() => large, { maxBytes: 4096 })).toMatchObject({
    kind: 'too-much',
    message: 'SERVER answers with more than 4096 bytes'
  });
  expect(server.asked).toHaveLength(1);
});

test('a question can be given up', async () => {
  server = await startFakePrometheus(() => ({ hangs: true }));
  client = connect({ address: server.url });
  const ending = new AbortController();
  const question = client.query('up', ending.signal);
  setTimeout(() => ending.abort(), 20);
  await expect(question).rejects.toMatchObject({ kind: 'unreachable' });
  expect(server.asked.length).toBeLessThanOrEqual(1);
});

test.each(['', 'ftp://prometheus', 'http://', 'http://a b'])(
  '"%s" is no address, and is told so',
  async address => {
    server = await startFakePrometheus(() => good);
    client = connect({ address: server.url });
    expect(() => connect({ address })).toThrow('is no address of Prometheus: write it as http://');
  }
);

test('an address may lack its scheme', async () => {
  server = await startFakePrometheus(() => good);
  client = connect({ address: server.url.replace('http://', '') });
  expect(client.base).toBe(server.url);
  expect((await client.query('up')).samples).toEqual([]);
});
