import { createHash, randomBytes } from 'node:crypto';
import { request as send } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect as connectH2, createServer as createH2 } from 'node:http2';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compiled } from './globalSidecar/compiled.js';
import { ports } from './globalSidecar/Envoy.js';
import { destination, site } from './globalSidecar/Site.js';
import { addresses } from './globalSidecar/upstream.js';

const here = site(compiled());
const h2 = createH2();

beforeAll(() => new Promise<void>(resolve => h2.listen(9081, '::', () => resolve())));
afterAll(() => void h2.close());

test('a body of 100 MB goes out and comes back, and Envoy holds little of it', async () => {
  const chunk = randomBytes(1_048_576);
  const hashes = [createHash('sha256'), createHash('sha256')] as const;
  const before = await here.envoy.memory();
  let most = 0;
  await new Promise<void>((resolve, reject) => {
    const outgoing = send(
      {
        host: '127.0.0.1',
        port: ports.http,
        path: '/echo',
        method: 'POST',
        headers: { host: 'x', 'slime-orig-dest': destination }
      },
      message => {
        message.on('data', (data: Buffer) => hashes[1].update(data));
        message.on('end', resolve);
      }
    );
    outgoing.on('error', reject);
    void (async () => {
      for (let sent = 0; sent < 100; sent++) {
        hashes[0].update(chunk);
        if (!outgoing.write(chunk)) await new Promise(drained => outgoing.once('drain', drained));
        if (sent % 20 === 10) most = Math.max(most, await here.envoy.memory());
      }
      outgoing.end();
    })();
  });
  expect(hashes[1].digest('hex')).toBe(hashes[0].digest('hex'));
  expect(most - before).toBeLessThan(8_000_000);
});

test('a reader that stops makes the sender stop, not Envoy remember', async () => {
  const before = await here.envoy.memory();
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { host: 'x', 'slime-orig-dest': destination };
    send({ host: '127.0.0.1', port: ports.http, path: '/gush?200', headers }, resolve)
      .on('error', reject)
      .end();
  });
  message.pause();
  await sleep(1000);
  expect((await here.envoy.memory()) - before).toBeLessThan(8_000_000);
  message.destroy();
});

test('a WebSocket is a stream in both directions', async () => {
  const head =
    `GET /ws HTTP/1.1\r\nHost: ratings\r\nSlime-Orig-Dest: ${destination}\r\nSlime-Source-Ns: shop\r\n` +
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n';
  const socket = connect(ports.http, '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (data: string) => (text += data));
  socket.write(head);
  await expect.poll(() => text).toContain('101 Switching Protocols');
  socket.write('ping ping');
  await expect.poll(() => text).toContain('ping ping');
  socket.destroy();
});

const overH2 = (
  headers: Readonly<Record<string, string>>,
  body?: string
): Promise<{ status: number; trailers: object; body: string }> =>
  new Promise((resolve, reject) => {
    const session = connectH2(`http://127.0.0.1:${ports.http}`);
    const stream = session.request(headers, { endStream: body === undefined });
    const answer = { status: 0, trailers: {}, body: '' };
    stream.on('response', each => (answer.status = Number(each[':status'])));
    stream.on('trailers', each => (answer.trailers = each));
    stream.setEncoding('utf8').on('data', (data: string) => (answer.body += data));
    stream.on('close', () => {
      session.close();
      resolve(answer);
    });
    stream.on('error', reject);
    if (body !== undefined) stream.end(body);
  });

test('HTTP/2 stays HTTP/2, with its trailers and the completed host', async () => {
  h2.once('stream', (stream, headers) => {
    stream.respond({ ':status': 200 }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-end': 'trailed' }));
    stream.end(String(headers[':authority']));
  });
  const answer = await overH2({
    ':authority': 'ratings:9081',
    ':path': '/',
    'slime-orig-dest': `${addresses.ipv4}:9081`,
    'slime-source-ns': 'shop'
  });
  expect(answer).toMatchObject({
    status: 200,
    trailers: { 'x-end': 'trailed' },
    body: 'ratings.shop.svc.cluster.local:9081'
  });
});

test('there are no tunnels, in either version of HTTP', async () => {
  const refused = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { 'slime-orig-dest': destination };
    send({ host: '127.0.0.1', port: ports.http, method: 'CONNECT', path: 'a.example.com:443', headers })
      .on('connect', resolve)
      .on('error', reject)
      .end();
  });
  expect(refused.statusCode).toBe(403);
  refused.destroy();
  expect(
    (
      await overH2({
        ':method': 'CONNECT',
        ':authority': 'a.example.com:443',
        'slime-orig-dest': destination
      })
    ).status
  ).toBe(403);
});
