import { Agent } from 'node:http';
import { expect, test } from 'vitest';
import { compiled } from './globalSidecar/compiled.js';
import { request } from './globalSidecar/request.js';
import { destination, fallback, seen, site, to } from './globalSidecar/Site.js';
import { addresses } from './globalSidecar/upstream.js';

const here = site(compiled());

const hosts = {
  ratings: 'ratings.shop.svc.cluster.local',
  'ratings:9080': 'ratings.shop.svc.cluster.local:9080',
  Ratings: 'Ratings.shop.svc.cluster.local',
  'ratings.other': 'ratings.other',
  'ratings.shop.svc.cluster.local:9080': 'ratings.shop.svc.cluster.local:9080',
  'www.example.com': 'www.example.com',
  '10.98.0.1:9080': '10.98.0.1:9080',
  '[fd00:98::1]:9080': '[fd00:98::1]:9080',
  '12345': '12345',
  localhost: 'localhost'
};

test.each(Object.entries(hosts))('the host %s arrives as %s', async (host, expected) => {
  const answer = await fallback(host);
  expect(answer.status).toBe(200);
  expect(seen(answer).host).toBe(expected);
});

test.each(['-', '', 'Not-A-Namespace', 'a.b', 'x'.repeat(64)])(
  'a short name stays where the namespace is %j',
  async namespace => {
    expect(seen(await fallback('ratings', { 'Slime-Source-Ns': namespace })).host).toBe('ratings');
  }
);

test('everything else of a request and of its answer stays as it is', async () => {
  const headers = [
    'Host: a.example.com',
    'X-MixedCase: One',
    'X-MixedCase: two',
    'Transfer-Encoding: chunked',
    'X-Forwarded-For: 10.0.0.1',
    'X-Forwarded-Proto: https',
    'X-Request-Id: mine',
    'x-envoy-peer-metadata: abc',
    'x-envoy-peer-metadata-id: d',
    'x-envoy-attempt-count: 2',
    'Cookie: a=b',
    'Cookie: c=d',
    'User-Agent: ours',
    'traceparent: 00-1-2-01'
  ];
  const own = [`Slime-Orig-Dest: ${destination}`, 'Slime-Source-Ns: shop', 'Connection: keep-alive'];
  const answer = await request({
    path: '/a//b/../c%2fd?x=%20&y',
    method: 'PURGE',
    headers: [...headers, ...own].flatMap(each => each.split(': '))
  });
  const { headers: arrived, method, url } = seen(answer);
  expect([method, url]).toEqual(['PURGE', '/a//b/../c%2fd?x=%20&y']);
  const pairs = arrived.flatMap((name, index) =>
    index % 2 === 0 ? [`${name}: ${arrived[index + 1] ?? ''}`] : []
  );
  expect(pairs.toSorted()).toEqual([...headers, 'x-meshfence-hop: 1'].toSorted());
  expect([answer.status, answer.reason]).toEqual([200, 'Quite Fine']);
  expect(answer.headers.filter((_, index) => index % 2 === 0)).toEqual(
    expect.arrayContaining(['X-Mixed-Case', 'Server'])
  );
  expect(answer.headers).toContain('upstream');
  expect(answer.headers.filter(each => /^x-envoy|^via|x-request-id/i.test(each))).toEqual([]);
  expect(answer.trailers).toEqual({ 'x-end': 'trailed' });
});

test('an answer may take its time', { timeout: 30_000 }, async () => {
  expect((await fallback('x', {}, { path: '/slow?16000' })).status).toBe(200);
});

test('a broken connection is answered once, and not tried again, whatever the request asks for', async () => {
  const before = here.upstream.count();
  const asking = { 'x-envoy-retry-on': '5xx,reset', 'x-envoy-max-retries': '3' };
  expect((await fallback('x', asking, { path: '/break' })).status).toBe(503);
  expect(here.upstream.count() - before).toBe(1);
});

test('a closed port is 503 at once', async () => {
  const start = Date.now();
  expect(await to(`${addresses.ipv4}:9`)).toBe(503);
  expect(Date.now() - start).toBeLessThan(1000);
});

test('a redirect is handed on', async () => {
  const { headers, status } = await fallback('x', {}, { path: '/redirect' });
  expect(status).toBe(302);
  expect(headers).toContain(`http://${addresses.ipv4}:9080/away`);
});

test('IPv6 destinations are destinations', async () => {
  expect(await to(`[${addresses.ipv6}]:9080`)).toBe(200);
});

test('a hundred connections at once, each kept for several requests', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  const statuses = await Promise.all(
    Array.from({ length: 1000 }, (_, index) =>
      fallback(`s${index % 7}`, {}, { agent }).then(each => each.status)
    )
  );
  agent.destroy();
  expect(new Set(statuses)).toEqual(new Set([200]));
});
