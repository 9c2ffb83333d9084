import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AccessLogEntry } from '../harness/ask/accessLog.js';
import { waitFor } from '../harness/process/waitFor.js';
import { ask } from './support/ask.js';
import { fence, service } from './support/inputs.js';
import type { Boot } from './support/inputs.js';
import type { Compiled } from './support/Shop.js';
import { Shop } from './support/Shop.js';

let shop: Shop;
let compiled: Compiled;

const boot = (ports: ReadonlyArray<string>, more = {}): Boot => ({
  general: { wormholePort: ports, ...more }
});

const abroad = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'ServiceEntry',
  metadata: { namespace: 'abroad', name: 'api' },
  spec: {
    hosts: ['api.example.org'],
    addresses: ['240.0.0.9'],
    ports: [{ name: 'web', number: 7070, protocol: 'HTTP' }],
    resolution: 'STATIC'
  }
};

beforeAll(async () => {
  shop = await Shop.open({
    objects: [
      service('shop/sleep', { http: 9080 }),
      service('shop/details', { http: 9080, 'http-odd': 7777, 'http-other': 8888 }),
      service('shop/store', { tcp: 6380 }),
      service('shop/raw', { tcp: 9080 }),
      service('shop/mail', { 'tcp-smtp': 25, tcp: 2525 })
    ],
    fences: [fence('shop/sleep')],
    pods: [
      { namespace: 'shop', name: 'sleep' },
      { namespace: 'shop', name: 'details', app: { http: [9080, 7777, 8888] } },
      { namespace: 'shop', name: 'store', app: { tcp: [6380] } },
      { namespace: 'shop', name: 'raw', app: { tcp: [9080] } },
      { namespace: 'shop', name: 'mail', app: { serverFirst: [25, 2525] } },
      { namespace: 'abroad', name: 'outside', app: { http: [7070] }, proxy: false }
    ]
  });
  const endpoints = [{ address: shop.pod('abroad/outside').ip }];
  await shop.mesh.apply([{ ...abroad, spec: { ...abroad.spec, endpoints } }]);
  compiled = await shop.configure(boot(['9080', '7777', '25']));
});

afterEach(async () => {
  expect(await shop.complaints()).toEqual([]);
});

afterAll(async () => {
  await shop?.mesh.stop();
});

const fromSleep = (url: string) => ask(shop.mesh, shop.pod('shop/sleep'), url);
const codes = ({ diagnostics }: Compiled): ReadonlyArray<string> => diagnostics.map(({ code }) => code);
const talk = (host: string, port: number, say: string, until: string) =>
  shop.mesh.tcp(shop.pod('shop/sleep'), { host, port, say, until, timeout: 3 });

/** What the caller's proxy wrote down about the connections to a port that it took for TCP. */
const connections = (port: number): Promise<ReadonlyArray<AccessLogEntry>> =>
  waitFor('the access log', async () => {
    const all = await shop.mesh.accessLog(shop.pod('shop/sleep'));
    const found = all.filter(each => each.path === null && each.downstreamLocal?.endsWith(`:${port}`));
    return found.length === 0 ? undefined : found;
  });

test('a port that no Service in scope has is looked at', async () => {
  const { listeners } = await shop.mesh.configDump(shop.pod('shop/sleep'));
  expect(listeners).toContain('0.0.0.0_7777');
  expect(await fromSleep('http://details:7777')).toMatchObject({
    status: 200,
    by: 'details',
    host: 'details.shop.svc.cluster.local:7777',
    cluster: 'outbound|7777||global-sidecar.mesh-operator.svc.cluster.local',
    route: 'to-global-sidecar'
  });
});

test('a port that is not listed passes as TCP, whatever is spoken', async () => {
  const { json, status } = await shop.mesh.call(shop.pod('shop/sleep'), 'http://details:8888/');
  expect({ status, json }).toMatchObject({ status: 200, json: { by: 'details', host: 'details:8888' } });
  expect(await connections(8888)).toMatchObject([{ cluster: 'PassthroughCluster' }]);
});

describe('TCP', () => {
  test('passes on its own port', async () => {
    expect(await talk('store', 6380, 'ping', 'ping')).toMatchObject({ heard: 'ping', end: 'enough' });
    expect(await connections(6380)).toMatchObject([{ cluster: 'PassthroughCluster' }]);
  });

  test('passes on a port that is looked at, if the client speaks first', async () => {
    expect(await talk('raw', 9080, 'ping\r\n', 'ping')).toMatchObject({ heard: 'ping\r\n', end: 'enough' });
    expect(await connections(9080)).toMatchObject([{ cluster: 'PassthroughCluster' }]);
  });

  test('on a port whose servers speak first is not looked at, even if the port is listed', async () => {
    expect(codes(compiled)).toContain('port-server-first');
    const { end, heard, milliseconds } = await talk('mail', 25, '', 'ready');
    expect({ end, heard }).toEqual({ end: 'enough', heard: '220 mail ready\r\n' });
    expect(milliseconds).toBeLessThan(1000);
  });
});

describe('a listed port that only its traffic would betray', () => {
  test('works before', async () => {
    expect(await talk('mail', 2525, '', 'ready')).toMatchObject({ end: 'enough' });
  });

  test('hangs as long as it is listed, of which the compiler warns', async () => {
    expect(codes(await shop.configure(boot(['9080', '2525'])))).toContain('port-shared-with-tcp');
    expect(await talk('mail', 2525, '', 'ready')).toMatchObject({ end: 'silence', heard: '' });
    expect(await talk('mail', 2525, 'HELO me\r\n', 'ready')).toMatchObject({ end: 'enough' });
  });
});

/** The ports of the global-sidecar's Service. */
const portsIn = ({ objects }: Compiled): ReadonlyArray<number> =>
  objects
    .filter(({ kind }) => kind === 'Service')
    .flatMap(({ spec }) => (spec as unknown as { ports: ReadonlyArray<{ port: number }> }).ports)
    .map(({ port }) => port);

test('with autoPort, HTTP ports of Services and ServiceEntries are looked at, and no others', async () => {
  expect(portsIn(await shop.configure(boot([], { autoPort: true })))).toEqual([7070, 7777, 8888, 9080]);
  expect(await fromSleep('http://api.example.org:7070')).toMatchObject({
    status: 200,
    by: 'outside',
    cluster: 'outbound|7070||global-sidecar.mesh-operator.svc.cluster.local',
    route: 'to-global-sidecar'
  });
  expect(await fromSleep('http://details:8888')).toMatchObject({ by: 'details', route: 'to-global-sidecar' });
  expect(await talk('mail', 2525, '', 'ready')).toMatchObject({ end: 'enough' });
  expect(await talk('mail', 25, '', 'ready')).toMatchObject({ end: 'enough' });
});
