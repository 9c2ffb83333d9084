import { setTimeout as sleep } from 'node:timers/promises';
import { emptyBook, nowhere, withPods } from '@meshfence/core';
import { expect, test } from 'vitest';
import { at, encode, encodeMessage, epoch, http, httpMessage, identifier, tcp } from './support/envoy.js';
import { now, open } from './support/given.js';

const web = identifier('shop/web');

test('who a stream is of is said once, and holds for all that follows', async () => {
  const { edges, metric, proxy, told } = await open();
  const status = await proxy.report(
    httpMessage([http('details:9080')], web),
    httpMessage([http('reviews'), http('reviews')]),
    encodeMessage({ tcp_logs: { log_entry: [tcp('10.96.0.9')] } })
  );
  expect(status).toBe('OK');
  await expect
    .poll(told)
    .toEqual([
      'shop/web -> 10.96.0.9:9000 tcp',
      'shop/web -> details.shop.svc.cluster.local:9080 http',
      'shop/web -> reviews:9080 http'
    ]);
  expect(edges.find(({ to }) => to === 'reviews')?.evidence).toEqual([
    { source: 'als', firstSeen: epoch * 1000 + 520, lastSeen: epoch * 1000 + 520, count: 2 }
  ]);
  expect(await metric('meshfence_als_entries_total{outcome="call"}')).toBe(4);
  expect(await metric('meshfence_als_messages_total')).toBe(3);
});

test('a later message cannot make a stream somebody else’s', async () => {
  const { proxy, told } = await open();
  await proxy.report(
    httpMessage([http('details')], web),
    httpMessage([http('reviews')], identifier('bank/vault'))
  );
  await expect
    .poll(told)
    .toEqual(['shop/web -> details.shop.svc.cluster.local:9080 http', 'shop/web -> reviews:9080 http']);
});

test('a stream that does not say who reports is ended, so that another one may say it', async () => {
  const { edges, metric, proxy } = await open();
  expect(await proxy.report(httpMessage([http('details')]))).toBe('INVALID_ARGUMENT');
  expect(await proxy.report(Buffer.from('nonsense'))).toBe('INVALID_ARGUMENT');
  expect(edges).toEqual([]);
  expect(await metric('meshfence_als_streams_ended_total{why="unidentified"}')).toBe(2);
});

test('a gateway is heard, and what it says is no evidence', async () => {
  const { edges, metric, proxy } = await open();
  const gateway = { node: { id: 'router~10.1.0.1~gw.istio-system~istio-system.svc.cluster.local' } };
  expect(await proxy.report(httpMessage([http('details')], gateway))).toBe('OK');
  expect(edges).toEqual([]);
  expect(await metric('meshfence_als_entries_total{outcome="stranger"}')).toBe(1);
});

const withBadEntry = (): Buffer => {
  const good = encode('HTTPAccessLogEntry', http('details'));
  const bad = Buffer.from([0x0a, 0x7f, 0x01]);
  const entries = [good, bad, good].flatMap(each => [
    0x0a,
    (each.length & 0x7f) | 0x80,
    each.length >> 7,
    ...each
  ]);
  return Buffer.from([0x12, (entries.length & 0x7f) | 0x80, entries.length >> 7, ...entries]);
};

test('a bad entry costs itself, a bad message no other one', async () => {
  const { metric, proxy, told } = await open();
  const stream = proxy.open();
  stream.send(encodeMessage({ identifier: web }), withBadEntry(), Buffer.from([0x12, 0x7f]));
  stream.send(httpMessage([http('reviews')]));
  await expect.poll(told).toHaveLength(2);
  expect(await metric('meshfence_als_entries_total{outcome="malformed"}')).toBe(1);
  expect(await metric('meshfence_als_entries_total{outcome="call"}')).toBe(3);
  expect(await metric('meshfence_als_bad_messages_total')).toBe(1);
});

test('a global-sidecar tells of pods by their addresses', async () => {
  const meta = { namespace: 'shop', name: 'web-1', labels: { app: 'web' }, annotations: {}, uid: undefined };
  const pod = {
    meta: { ...meta, ownerReferences: [], origin: nowhere },
    hostNetwork: false,
    phase: 'Running'
  };
  const set = { _tag: 'Set', pod: { ...pod, addresses: ['10.1.0.1'] }, since: undefined } as const;
  const { metric, proxy, told } = await open({
    book: withPods(emptyBook, [set], 0),
    settings: { globalSidecars: () => [{ namespace: 'mesh-operator', serves: undefined }] }
  });
  const inbound = { upstream_cluster: 'inbound|9080||', downstream_local_address: at('10.1.0.99', 9080) };
  const headers = { 'slime-source-ns': 'shop', 'slime-orig-dest': '10.96.0.4:9080' };
  const stranger = { ...inbound, downstream_direct_remote_address: at('10.9.9.9', 1) };
  await proxy.report(
    httpMessage(
      [
        http('ratings', inbound, { request_headers: headers }),
        http('ratings', stranger, { request_headers: headers })
      ],
      identifier('mesh-operator/global-sidecar')
    )
  );
  await expect.poll(told).toEqual(['shop/web -> ratings:9080 http']);
  expect(await metric('meshfence_als_entries_total{outcome="caller-unknown"}')).toBe(1);
});

test('one stream more than there may be is refused', async () => {
  const { metric, proxy } = await open({ settings: { limits: { streams: 2 } } });
  const streams = [proxy.open(), proxy.open()];
  for (const each of streams) each.send(encodeMessage({ identifier: web }));
  await expect.poll(() => metric('meshfence_als_streams{kind="caller"}')).toBe(2);
  const third = proxy.open();
  expect(await third.ended).toBe('RESOURCE_EXHAUSTED');
  streams[0]?.close();
  await streams[0]?.ended;
  expect(await proxy.report(encodeMessage({ identifier: web }))).toBe('OK');
});

test('a message that is too large ends its stream, and no other', async () => {
  const { metric, proxy } = await open({ settings: { limits: { message: 10_000 } } });
  const other = proxy.open();
  other.send(encodeMessage({ identifier: web }));
  expect(await proxy.report(httpMessage([http('x'.repeat(20_000))], web))).toBe('RESOURCE_EXHAUSTED');
  other.send(httpMessage([http('details')]));
  await expect.poll(() => metric('meshfence_als_entries_total{outcome="call"}')).toBe(1);
});

test('a stream that has gone silent is closed in good order', async () => {
  let time = now;
  const { metric, proxy } = await open({ settings: { limits: { idle: 100 } }, clock: () => time });
  const stream = proxy.open();
  stream.send(encodeMessage({ identifier: web }));
  await expect.poll(() => metric('meshfence_als_streams{kind="caller"}')).toBe(1);
  await sleep(100);
  expect(await metric('meshfence_als_streams{kind="caller"}')).toBe(1);
  time += 101;
  expect(await stream.ended).toBe('OK');
  expect(await metric('meshfence_als_streams_ended_total{why="idle"}')).toBe(1);
});

test('while nobody takes calls, streams are held back, and nothing is lost', async () => {
  let release: () => void = () => undefined;
  const slow = new Promise<void>(resolve => (release = resolve));
  let asked = 0;
  const { edges, metric, proxy } = await open({
    settings: { batches: { every: 5, most: 100 } },
    observed: () => ((asked += 1) === 1 ? slow : undefined)
  });
  const stream = proxy.open();
  const filler = 'x'.repeat(2000);
  const messages = 3000;
  stream.send(encodeMessage({ identifier: web }));
  for (let each = 0; each < messages; each += 1)
    stream.send(httpMessage([http(`h${each}.example.com`, {}, { path: filler })]));
  await expect.poll(() => metric('meshfence_als_paused')).toBe(1);
  await sleep(200);
  const heard = await metric('meshfence_als_messages_total');
  expect(heard).toBeLessThan(messages / 4);
  expect(asked).toBe(1);
  release();
  await expect.poll(() => edges.length, { timeout: 30_000 }).toBe(messages);
  expect(await metric('meshfence_als_paused')).toBe(0);
});

test.each([
  [
    'throws',
    (): void => {
      throw new Error('no room');
    }
  ],
  ['rejects', (): Promise<void> => Promise.reject(new Error('no room'))]
])('who fails to take calls (%s) is told them again', async (_name, fail) => {
  let asked = 0;
  const { batches, logged, proxy, told } = await open({
    observed: () => ((asked += 1) === 1 ? fail() : undefined)
  });
  await proxy.report(httpMessage([http('details')], web), httpMessage([http('reviews')]));
  await expect.poll(() => logged).toEqual(['observed calls were not taken: they are told again']);
  await expect.poll(() => batches.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(3);
  expect(told()).toHaveLength(2);
});

test('stopping tells what was heard, closes streams in good order, and says that nobody watches', async () => {
  let time = now;
  const settings = { batches: { every: 60_000 } };
  const { edges, proxy, source, sources } = await open({ settings, clock: () => time });
  const stream = proxy.open();
  stream.send(httpMessage([http('details')], web));
  await expect.poll(() => sources.length).toBe(1);
  time += 1000;
  await source.stop();
  await source.stop();
  expect(await stream.ended).toBe('OK');
  expect(edges).toHaveLength(1);
  expect(sources.at(-1)).toEqual({ name: 'als', direct: true, windows: [{ from: now, to: now + 1000 }] });
  expect(source.port()).toBeUndefined();
});

test('a port that is taken is a reason, with where and what to do', async () => {
  const { source } = await open();
  const port = source.port() ?? 0;
  await expect(open({ settings: { port } })).rejects.toThrow(
    `Cannot listen on 127.0.0.1:${port}: something else listens there. Choose another port, or 0 for any.`
  );
});

test('calls are told in batches, and no call twice without need', async () => {
  const { batches, edges, metric, proxy } = await open({ settings: { batches: { every: 100 } } });
  const many = Array.from({ length: 50 }, (_, each) => http(`h${each}.example.com`));
  await proxy.report(httpMessage(many, web), httpMessage(many), httpMessage(many));
  await expect.poll(() => edges.length).toBe(50);
  expect(batches.length).toBeLessThanOrEqual(2);
  expect(await metric('meshfence_als_edges')).toBe(50);
  expect(await metric('meshfence_als_edges_told_total')).toBe(50);
});
