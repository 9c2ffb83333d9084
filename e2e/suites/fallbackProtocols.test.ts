import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ask, logged, ownHeaders } from './support/ask.js';
import { fence, service } from './support/inputs.js';
import type { Boot } from './support/inputs.js';
import { Shop } from './support/Shop.js';

let shop: Shop;

const boot = (supportH2: boolean): Boot => ({
  general: { wormholePort: ['9080', '9081', '9082'], supportH2 }
});

const globalSidecar = (port: number): string =>
  `outbound|${port}||global-sidecar.mesh-operator.svc.cluster.local`;

beforeAll(async () => {
  shop = await Shop.open({
    objects: [
      service('shop/sleep', { http: 9080 }),
      service('shop/echo', { http: 9080, http2: 9081, grpc: 9082 })
    ],
    fences: [fence('shop/sleep')],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'shop', name: 'echo', app: { http: [9080], h2c: [9081], grpc: [9082] } }
    ]
  });
});

afterEach(async () => {
  expect(await shop.complaints()).toEqual([]);
});

afterAll(async () => {
  await shop?.mesh.stop();
});

const grpc = (method: 'Unary' | 'Fail' | 'Bidi', say: ReadonlyArray<string>) =>
  shop.mesh.grpc(shop.pod('shop/sleep'), {
    host: 'echo',
    port: 9082,
    method,
    say,
    headers: { 'x-kept': 'yes' }
  });

const cluster = async (path: string): Promise<string | null> =>
  (await logged(shop.mesh, shop.pod('shop/sleep'), path)).cluster;

describe('with supportH2', () => {
  beforeAll(async () => {
    await shop.configure(boot(true));
  });

  test('HTTP/2 stays HTTP/2 from end to end', async () => {
    const seen = await ask(shop.mesh, shop.pod('shop/sleep'), 'http://echo:9081', { http2: true });
    expect(seen).toMatchObject({ status: 200, by: 'echo', cluster: globalSidecar(9081) });
    expect(seen).toMatchObject({ host: 'echo.shop.svc.cluster.local:9081', response: { httpVersion: '2' } });
    expect(seen.response.json).toMatchObject({ httpVersion: '2.0' });
  });

  test('gRPC answers, with the metadata that were sent', async () => {
    const { code, said } = await grpc('Unary', ['hello']);
    expect(code).toBe(0);
    const heard = JSON.parse(said[0] ?? '{}') as { said: string; metadata: Record<string, string> };
    expect(heard).toMatchObject({ said: 'hello', metadata: { 'x-kept': 'yes' } });
    expect(ownHeaders(heard.metadata)).toEqual([]);
    expect(await cluster('/echo.Echo/Unary')).toBe(globalSidecar(9082));
  });

  test('gRPC fails with the status and the words of the server', async () => {
    expect(await grpc('Fail', ['x'])).toEqual({ code: 5, details: 'no such thing', said: [] });
    expect(await cluster('/echo.Echo/Fail')).toBe(globalSidecar(9082));
  });

  test('gRPC streams in both directions at once', async () => {
    const said = ['echo: a', 'echo: b', 'echo: c'];
    expect(await grpc('Bidi', ['a', 'b', 'c'])).toMatchObject({ code: 0, said });
    expect(await cluster('/echo.Echo/Bidi')).toBe(globalSidecar(9082));
  });

  test('a body comes back piece by piece, with trailers', async () => {
    const question = { host: 'echo', port: 9081, say: ['a', 'b'], http2: true, path: '/stream' };
    const answer = await shop.mesh.stream(shop.pod('shop/sleep'), question);
    expect(answer).toMatchObject({ status: 200, heard: ['a', 'b'], trailers: { 'x-pieces': '2' } });
    expect(await cluster('/stream')).toBe(globalSidecar(9081));
  });

  test('HTTP/1.1 stays what it is beside it', async () => {
    const seen = await ask(shop.mesh, shop.pod('shop/sleep'), 'http://echo:9080');
    expect(seen.response.json).toMatchObject({ by: 'echo', httpVersion: '1.1' });
  });
});

describe('without supportH2', () => {
  beforeAll(async () => {
    const { diagnostics } = await shop.configure(boot(false));
    expect(diagnostics.map(({ code }) => code)).toContain('h2-unsupported');
  });

  test('gRPC loses its trailers on the way, so that no call succeeds', async () => {
    expect((await grpc('Unary', ['hello'])).code).not.toBe(0);
  });

  test('HTTP/2 arrives, as HTTP/1.1', async () => {
    const { response } = await ask(shop.mesh, shop.pod('shop/sleep'), 'http://echo:9080', { http2: true });
    expect(response).toMatchObject({ status: 200, httpVersion: '2', json: { httpVersion: '1.1' } });
  });

  test('WebSocket works', async () => {
    const question = { host: 'echo', port: 9080, path: '/socket', say: 'to be echoed' };
    const { end, heard } = await shop.mesh.websocket(shop.pod('shop/sleep'), question);
    expect({ end, heard }).toMatchObject({ end: 'enough', heard: expect.stringMatching(/^HTTP\/1.1 101 /) });
    expect(heard.endsWith('to be echoed')).toBe(true);
    expect(await cluster('/socket')).toBe(globalSidecar(9080));
  });

  test('a body comes back piece by piece', async () => {
    const question = { host: 'echo', port: 9080, say: ['a', 'b'], path: '/stream?1' };
    const answer = await shop.mesh.stream(shop.pod('shop/sleep'), question);
    expect(answer).toMatchObject({ status: 200, heard: ['a', 'b'] });
    expect(await cluster('/stream?1')).toBe(globalSidecar(9080));
  });

  test.each([
    ['/redirect?to=http://elsewhere.example.com/x', 302, 'http://elsewhere.example.com/x'],
    ['/status/418', 418, undefined],
    ['/status/503', 503, undefined]
  ])('%s is answered as such', async (path, status, location) => {
    const seen = await ask(shop.mesh, shop.pod('shop/sleep'), 'http://echo:9080', { path });
    expect(seen).toMatchObject({ status, by: 'echo', cluster: globalSidecar(9080) });
    expect(seen.response.headers['location']).toBe(location);
  });
});
