import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { Counter, Registry } from 'prom-client';
import { afterEach, expect, test, vi } from 'vitest';
import { serve } from '../../src/serve/serve.js';
import type { ServeOptions, Server } from '../../src/serve/serve.js';
import { memoryLog } from '../support/memoryLog.js';

let running: Array<Server> = [];

afterEach(async () => {
  await Promise.all(running.map(server => server.close()));
  running = [];
});

const start = async (options: Partial<ServeOptions> = {}) => {
  const { lines, log } = memoryLog();
  const metrics = new Registry();
  const server = await serve({
    address: '127.0.0.1',
    port: 0,
    metrics,
    health: () => [],
    readiness: () => [],
    log,
    ...options
  });
  running.push(server);
  return { server, lines, metrics, url: `http://127.0.0.1:${server.address().port}` };
};

const ask = async (url: string, method = 'GET') => {
  const response = await fetch(url, { method });
  return { status: response.status, body: await response.text(), headers: response.headers };
};

test('any free port is taken, and told', async () => {
  const { server } = await start();
  expect(server.address()).toEqual({ address: '127.0.0.1', port: expect.any(Number) });
  expect(server.address().port).toBeGreaterThan(0);
});

test('a healthy process that is ready says so', async () => {
  const { url } = await start();
  for (const path of ['/healthz', '/readyz'])
    expect(await ask(url + path)).toMatchObject({ status: 200, body: 'ok\n' });
  expect((await ask(`${url}/readyz?verbose`)).body).toBe('[+] health\n[+] readiness\n');
  expect((await ask(`${url}/healthz?verbose=true`)).body).toBe('[+] health\n');
});

test('readiness names each reason on a line, and comes by itself', async () => {
  let reasons = ['services are not listed yet', 'the mesh\nis not compiled yet'];
  const { url } = await start({ readiness: () => reasons });
  expect(await ask(`${url}/readyz`)).toMatchObject({
    status: 503,
    body: 'services are not listed yet\nthe mesh is not compiled yet\n'
  });
  expect((await ask(`${url}/readyz?verbose`)).body).toBe(
    '[+] health\n[-] readiness: services are not listed yet\n[-] readiness: the mesh is not compiled yet\n'
  );
  expect((await ask(`${url}/healthz`)).status).toBe(200);
  reasons = [];
  expect((await ask(`${url}/readyz`)).status).toBe(200);
});

test('observed calls are a list: of all callers, or of those of a namespace', async () => {
  const { url } = await start({ edges: namespace => ({ asked: namespace ?? 'everything' }) });
  expect(await ask(`${url}/edges`)).toMatchObject({ status: 200, body: '{"asked":"everything"}\n' });
  const { body, headers } = await ask(`${url}/edges?namespace=shop`);
  expect([body, headers.get('content-type')]).toEqual(['{"asked":"shop"}\n', 'application/json']);
});

test('a replica that does not lead has no list, and says who has', async () => {
  const { url } = await start({ edges: () => undefined });
  expect(await ask(`${url}/edges`)).toMatchObject({
    status: 503,
    body: 'This replica does not lead: the one that does observes calls.\n'
  });
  expect((await ask(`${(await start()).url}/edges`)).status).toBe(404);
});

test('a list that takes long is left alone for as long, and says for how long', async () => {
  let pause = 1000;
  const edges = () => {
    const until = performance.now() + pause;
    while (performance.now() < until);
    return {};
  };
  const { url } = await start({ edges });
  expect(await ask(`${url}/edges`)).toMatchObject({ status: 200 });
  const { body, headers, status } = await ask(`${url}/edges?namespace=shop`);
  expect([status, body, headers.get('retry-after')]).toEqual([
    503,
    'The calls of a large mesh take long to list, and have just been listed: ask again in 1 s.\n',
    '1'
  ]);
  expect((await ask(`${url}/healthz`)).status).toBe(200);
  pause = 0;
  await vi.waitFor(async () => expect((await ask(`${url}/edges`)).status).toBe(200), { timeout: 30_000 });
  expect((await ask(`${url}/edges`)).status).toBe(200);
});

test('what is not healthy is not ready', async () => {
  const { url } = await start({ health: () => ['no heartbeat for 60 s'] });
  for (const path of ['/healthz', '/readyz'])
    expect(await ask(url + path)).toMatchObject({ status: 503, body: 'no heartbeat for 60 s\n' });
});

test('health that cannot be told is none', async () => {
  const health = () => {
    throw new Error('oh');
  };
  const { url } = await start({ health });
  expect(await ask(`${url}/healthz`)).toMatchObject({ status: 503, body: 'it cannot be told: Error: oh\n' });
});

test("metrics come with the registry's content type", async () => {
  const { metrics, url } = await start();
  new Counter({ name: 'meshfence_x_total', help: 'X.', registers: [metrics] }).inc();
  const { body, headers, status } = await ask(`${url}/metrics`);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toBe('# HELP meshfence_x_total X.\n# TYPE meshfence_x_total counter\nmeshfence_x_total 1\n');
});

test('metrics that cannot be collected are an error, here and in the log', async () => {
  const metrics = { contentType: 'text/plain', metrics: () => Promise.reject(new Error('no')) };
  const { lines, url } = await start({ metrics: metrics as unknown as Registry });
  expect(await ask(`${url}/metrics`)).toMatchObject({
    status: 500,
    body: 'This cannot be answered: see the log.\n'
  });
  expect(lines).toEqual([
    ['error', 'A request cannot be answered.', { path: '/metrics', error: new Error('no') }]
  ]);
});

test('HEAD gets the head alone', async () => {
  const { url } = await start({ readiness: () => ['later'] });
  const healthy = await ask(`${url}/healthz`, 'HEAD');
  expect(healthy).toMatchObject({ status: 200, body: '' });
  expect(healthy.headers.get('content-length')).toBe('3');
  expect(await ask(`${url}/readyz`, 'HEAD')).toMatchObject({ status: 503, body: '' });
});

test('nothing else is there, and nothing else can be done', async () => {
  const { url } = await start();
  for (const path of ['/', '/healthz/', '/metrics/x', '/debug/pprof'])
    expect(await ask(url + path)).toMatchObject({
      status: 404,
      body: 'There is /healthz, /readyz, /metrics, and nothing else.\n'
    });
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const { headers, status } = await ask(`${url}/healthz`, method);
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  }
});

test('a port in use is an error that says what to do', async () => {
  const { server } = await start();
  const { port } = server.address();
  await expect(start({ port })).rejects.toThrow(
    `Cannot listen on 127.0.0.1:${port}: something else listens there. Choose another port, or 0 for any that is free.`
  );
});

test('an address that nobody here has is an error', async () => {
  await expect(start({ address: '192.0.2.1', port: 1 })).rejects.toThrow(
    'Cannot listen on 192.0.2.1:1: this machine does not have that address.'
  );
});

const askWith = (agent: Agent, url: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(url, { agent }, response => {
      response.resume().on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end();
  });

test('closing waits for no connection that is kept alive', async () => {
  const { server, url } = await start();
  const agent = new Agent({ keepAlive: true });
  expect(await askWith(agent, `${url}/healthz`)).toBe(200);
  const started = Date.now();
  await server.close();
  expect(Date.now() - started).toBeLessThan(500);
  await expect(askWith(new Agent(), `${url}/healthz`)).rejects.toThrow('ECONNREFUSED');
  agent.destroy();
});

test('closing waits a second at most for somebody in the middle of a request', async () => {
  const { server } = await start();
  const socket = connect(server.address().port, '127.0.0.1');
  const closed = new Promise(resolve => socket.on('close', resolve));
  await new Promise<void>(resolve => socket.write('GET /healthz HTTP/1.1\r\nhost', () => resolve()));
  await new Promise(resolve => setTimeout(resolve, 50));
  const started = Date.now();
  await server.close();
  await closed;
  expect(Date.now() - started).toBeLessThan(1500);
});

test('a request under way is answered before the server ends', async () => {
  let answer = (_: string): void => {};
  const collected = new Promise<string>(resolve => {
    answer = resolve;
  });
  const metrics = { contentType: 'text/plain', metrics: () => collected } as unknown as Registry;
  const { server, url } = await start({ metrics });
  const asked = ask(`${url}/metrics`);
  await new Promise(resolve => setTimeout(resolve, 100));
  const closed = server.close();
  answer('late\n');
  expect(await asked).toMatchObject({ status: 200, body: 'late\n' });
  await closed;
});

test('what is no HTTP gets no further, and costs nobody else anything', async () => {
  const { server, url } = await start();
  const socket = connect(server.address().port, '127.0.0.1');
  const heard = new Promise<string>(resolve => socket.on('data', data => resolve(data.toString())));
  socket.write('\u0016\u0003\u0001 hello\r\n\r\n');
  expect(await heard).toMatch(/^HTTP\/1\.1 400 Bad Request/);
  expect((await ask(`${url}/healthz`)).status).toBe(200);
});
