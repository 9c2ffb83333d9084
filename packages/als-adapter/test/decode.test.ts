import { expect, test } from 'vitest';
import { flagBits } from '../src/decode/flagBits.js';
import { decodeHttp, decodeMessage, decodeTcp } from '../src/decode/schema.js';
import { toNode } from '../src/decode/toNode.js';
import { toSighting } from '../src/decode/toSighting.js';
import { at, encode, encodeMessage, epoch, http, httpMessage, identifier, tcp } from './support/envoy.js';

const sightingOf = (entry: object) => toSighting('http', decodeHttp(encode('HTTPAccessLogEntry', entry)));
const tcpSightingOf = (entry: object) => toSighting('tcp', decodeTcp(encode('TCPAccessLogEntry', entry)));

test('an HTTP entry says all that is asked of it, whatever else it has', () => {
  const headers = { 'slime-source-ns': 'shop', 'slime-orig-dest': '10.96.0.1:9080', 'x-other': '1' };
  expect(sightingOf(http('details:9080', {}, { request_headers: headers }, 404))).toEqual({
    kind: 'http',
    authority: 'details:9080',
    userAgent: 'curl/8',
    peer: { address: '10.1.0.1', port: 40_000 },
    local: { address: '10.96.0.1', port: 9080 },
    hasUpstream: true,
    upstreamCluster: 'outbound|9080||details.shop.svc.cluster.local',
    routeName: 'default',
    flags: 0,
    code: 404,
    sourceNamespace: 'shop',
    originalDestination: '10.96.0.1:9080',
    startedAt: epoch * 1000 + 500,
    duration: 20
  });
});

test('a TCP entry, too; older Envoys say by another field how long it took', () => {
  expect(tcpSightingOf(tcp('10.96.0.7'))).toMatchObject({
    kind: 'tcp',
    authority: '',
    local: { address: '10.96.0.7', port: 9000 },
    upstreamCluster: 'PassthroughCluster',
    startedAt: epoch * 1000,
    duration: 2000
  });
});

test('each log tells of requests and of connections: what an entry is of, it says itself', () => {
  const connection = { protocol_version: 0, request: {} };
  expect(sightingOf({ ...http('', { access_log_type: 3 }), ...connection }).kind).toBe('tcp');
  expect(sightingOf({ ...http('', { access_log_type: 0 }), ...connection }).kind).toBe('tcp');
  expect(sightingOf(http('details', { access_log_type: 0 })).kind).toBe('http');
  expect(tcpSightingOf(tcp('10.96.0.7', { access_log_type: 6 })).kind).toBe('http');
  expect(tcpSightingOf(tcp('10.96.0.7', { route_name: 'default' })).kind).toBe('http');
  expect(tcpSightingOf(tcp('10.96.0.7', { access_log_type: 3 })).kind).toBe('tcp');
});

test('a header that is no UTF-8 spoils nothing', () => {
  const entry = encode('HTTPAccessLogEntry', http('details', {}, { user_agent: 'curl/@' }));
  entry[Buffer.from(entry).indexOf('curl/@') + 5] = 0xff;
  expect(toSighting('http', decodeHttp(entry))).toMatchObject({
    userAgent: 'curl/\u00ff',
    authority: 'details'
  });
});

test('an entry may lack everything', () => {
  const nothing = { authority: '', peer: undefined, hasUpstream: false, startedAt: undefined, flags: 0 };
  expect(sightingOf({})).toMatchObject(nothing);
  expect(sightingOf({ common_properties: {}, request: {}, response: {} })).toMatchObject(nothing);
});

test.each([
  ['IPv6', at('fd00::1', 80), { address: 'fd00::1', port: 80 }],
  ['a named port', { socket_address: { address: '10.0.0.1', named_port: 'http' } }, { address: '10.0.0.1' }],
  ['a pipe', { pipe: { path: '/var/run/x.sock' } }, undefined],
  ['an internal address', { envoy_internal_address: { server_listener_name: 'x' } }, undefined],
  ['nothing', {}, undefined]
])('where a connection was going may be %s', (_name, downstream_local_address, local) => {
  const found = sightingOf(http('details', { downstream_local_address })).local;
  expect(found).toEqual(local === undefined ? undefined : { port: undefined, ...local });
});

test('the peer is who is really there; where that is not said, whoever is said to be', () => {
  const absent = { downstream_direct_remote_address: null };
  expect(sightingOf(http('details', absent)).peer).toEqual({ address: '203.0.113.9', port: 1 });
});

test('flags are bits by the numbers of their fields, those with details among them', () => {
  const flags = {
    upstream_connection_failure: true,
    unauthorized_details: { reason: 1 },
    no_cluster_found: true
  };
  expect(flagBits(encode('ResponseFlags', flags))).toBe((1 << 6) | (1 << 13) | (1 << 25));
  expect(flagBits(new Uint8Array())).toBe(0);
});

test('a message keeps its entries apart', () => {
  const message = decodeMessage(httpMessage([http('a'), http('b')], identifier('shop/web')));
  expect(message.http_logs?.log_entry.map(each => decodeHttp(each).request?.authority)).toEqual(['a', 'b']);
  expect(message.tcp_logs).toBeNull();
  expect(message.identifier?.log_name).toBe('meshfence');
});

test('a node says its name, its namespace, its workload and its labels', () => {
  const message = decodeMessage(encodeMessage({ identifier: identifier('shop/web', { version: 'v1' }) }));
  const node = message.identifier?.node;
  expect(node && toNode(node)).toEqual({
    id: 'sidecar~10.1.0.1~web-7d4-x.shop~shop.svc.cluster.local',
    namespace: 'shop',
    workload: 'web',
    labels: { app: 'web', version: 'v1' }
  });
});

test('a node without metadata, or with a key of an object’s own, says no more than its id', () => {
  const of = (metadata: object) =>
    decodeMessage(encodeMessage({ identifier: { node: { id: 'x', metadata } } })).identifier?.node;
  const bare = of({ fields: { ['__proto__']: { string_value: 'x' }, LABELS: { string_value: 'odd' } } });
  expect(bare && toNode(bare)).toEqual({ id: 'x', namespace: '', workload: '', labels: {} });
});
