import { afterAll, beforeAll, expect, test } from 'vitest';
import { Mesh } from '../harness/Mesh.js';
import { startChromium } from '../harness/observe/Chromium.js';
import { scraping, startPrometheus } from '../harness/observe/Prometheus.js';
import type { Pod } from '../harness/pod/Pod.js';
import { waitFor } from '../harness/process/waitFor.js';

let mesh: Mesh;
let client: Pod;
let server: Pod;

const ports = [
  { name: 'http', port: 9080, targetPort: 8080 },
  { name: 'http2', port: 9081, targetPort: 8081 },
  { name: 'grpc', port: 9082, targetPort: 8082 },
  { name: 'tcp', port: 9083, targetPort: 8083 },
  { name: 'tcp-mail', port: 25, targetPort: 8084 }
];

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name: 'reviews' },
  spec: { selector: { app: 'reviews' }, ports }
};

const app = { http: [8080], h2c: [8081], grpc: [8082], tcp: [8083], serverFirst: [8084] };

beforeAll(async () => {
  mesh = await Mesh.start();
  await mesh.apply([service]);
  [client, server] = await Promise.all([
    mesh.pod({ namespace: 'shop', name: 'sleep' }),
    mesh.pod({ namespace: 'shop', name: 'reviews', app })
  ]);
  await mesh.settled();
});

afterAll(async () => {
  await mesh?.stop();
});

test('two pods talk through their proxies, and both proxies write it down', async () => {
  const { status, json } = await mesh.call(client, 'http://reviews:9080/hello', {
    method: 'POST',
    body: 'x'
  });
  expect(status).toBe(200);
  expect(json).toMatchObject({ by: 'reviews', path: '/hello', host: 'reviews:9080', bodyBytes: 1 });
  const cluster = 'outbound|9080||reviews.shop.svc.cluster.local';
  const logged = (pod: Pod) =>
    waitFor('the access log', async () => (await mesh.accessLog(pod)).find(({ path }) => path === '/hello'));
  expect(await logged(client)).toMatchObject({ cluster, authority: 'reviews:9080', status: 200 });
  expect(await logged(server)).toMatchObject({ cluster: 'inbound|8080||', status: 200 });
  expect((await mesh.stats(client, `cluster.${cluster}`)).get(`cluster.${cluster};.upstream_rq_200`)).toBe(1);
});

test('every protocol of the echo is spoken from end to end', async () => {
  const at = { host: 'reviews.shop' };
  const h2c = await mesh.call(client, 'http://reviews.shop:9081/', { http2: true });
  expect(h2c.json).toMatchObject({ httpVersion: '2.0' });
  const unary = await mesh.grpc(client, { ...at, port: 9082, method: 'Unary', say: ['hello'] });
  expect(unary.said[0]).toContain('"said":"hello"');
  expect(await mesh.grpc(client, { ...at, port: 9082, method: 'Fail', say: [] })).toMatchObject({ code: 5 });
  const bidi = await mesh.grpc(client, { ...at, port: 9082, method: 'Bidi', say: ['a', 'b'] });
  expect(bidi).toMatchObject({ code: 0, said: ['reviews: a', 'reviews: b'] });
  const upgraded = await mesh.websocket(client, { ...at, port: 9080, say: 'ping' });
  expect(upgraded).toMatchObject({ end: 'enough', heard: expect.stringMatching(/^HTTP\/1.1 101[^]*ping$/) });
  expect(await mesh.tcp(client, { ...at, port: 9083, say: 'ping', until: 'ping' })).toMatchObject({
    end: 'enough'
  });
  expect(await mesh.tcp(client, { ...at, port: 25, say: '', until: '220' })).toMatchObject({ end: 'enough' });
  const stream = await mesh.stream(client, { ...at, port: 9081, http2: true, say: ['1', '2'] });
  expect(stream).toEqual({ status: 200, heard: ['1', '2'], trailers: { 'x-pieces': '2' } });
});

test('a proxy that has settled has what was written, and what it would not take is known', async () => {
  const reviews = 'outbound|9080||reviews.shop.svc.cluster.local';
  const sidecar = (host: string) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { namespace: 'shop', name: 'default' },
    spec: { egress: [{ hosts: [host] }] }
  });
  for (const [host, has] of [
    ['istio-system/*', false],
    ['./*', true],
    ['istio-system/*', false]
  ] as const) {
    await mesh.apply([sidecar(host)]);
    await mesh.settled(client);
    expect((await mesh.configDump(client)).clusters.includes(reviews)).toBe(has);
  }
  await mesh.remove([sidecar('')]);
  await mesh.apply([secondWildcard]);
  await mesh.settled(client);
  expect((await mesh.configDump(client)).errors).toEqual([expect.stringContaining('wildcard domain')]);
  await mesh.remove([secondWildcard]);
  await mesh.settled(client);
  expect((await mesh.configDump(client)).errors).toEqual([]);
});

const route = { match: { prefix: '/' }, direct_response: { status: 200 } };

/** Envoy permits one wildcard in a route table, and Istio has put one there already. */
const secondWildcard = {
  apiVersion: 'networking.istio.io/v1alpha3',
  kind: 'EnvoyFilter',
  metadata: { namespace: 'istio-system', name: 'second-wildcard' },
  spec: {
    configPatches: [
      {
        applyTo: 'VIRTUAL_HOST',
        match: { context: 'SIDECAR_OUTBOUND', routeConfiguration: { name: '9080' } },
        patch: { operation: 'ADD', value: { name: 'second', domains: ['*'], routes: [route] } }
      }
    ]
  }
};

const role = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { namespace: 'shop', name: 'reader' },
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }]
};

const binding = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { namespace: 'shop', name: 'reader' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
  subjects: [{ kind: 'ServiceAccount', namespace: 'shop', name: 'reader' }]
};

test('the API server lets a service account do what its role permits, and nothing else', async () => {
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { namespace: 'shop', name: 'reader' }
  };
  await mesh.apply([account, role, binding]);
  const { status } = await mesh.api.json<{ status: { token: string } }>(
    '/api/v1/namespaces/shop/serviceaccounts/reader/token',
    { method: 'POST', body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} } }
  );
  const ask = async (path: string) => (await mesh.api.ask(path, { token: status.token })).status;
  expect(await ask('/api/v1/namespaces/shop/pods')).toBe(200);
  expect(await ask('/api/v1/namespaces/shop/secrets')).toBe(403);
  expect(await ask('/api/v1/pods')).toBe(403);
});

test('Prometheus scrapes an Envoy', async () => {
  const prometheus = await startPrometheus(mesh.workplace.folder, scraping([`${client.ip}:15000`]));
  try {
    const live = await waitFor('a scrape', async () => (await prometheus.query('envoy_server_live'))[0]);
    expect(live.value[1]).toBe('1');
    expect(live.metric['instance']).toBe(`${client.ip}:15000`);
  } finally {
    await prometheus.stop();
  }
});

test('Chromium renders a page that a pod serves', async () => {
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    const answer = await page.goto(`http://${server.ip}:8080/page`);
    expect(answer?.status()).toBe(200);
    expect(await page.textContent('body')).toContain('"path":"/page"');
  } finally {
    await browser.close();
  }
});
