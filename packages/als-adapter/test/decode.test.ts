import type { Sighting } from '@meshfence/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeMessage } from '../src/decode/schema.js';
import { toNode } from '../src/decode/toNode.js';
import { toSighting } from '../src/decode/toSighting.js';
import { at, encode, encodeMessage, epoch, http, httpMessage, identifier, tcp } from './support/envoy.js';

const sightingIn = (bytes: Uint8Array): Sighting => {
  const { http_logs, tcp_logs } = decodeMessage(bytes);
  const [request, connection] = [http_logs?.log_entry[0], tcp_logs?.log_entry[0]];
  if (request !== undefined) return toSighting('http', request);
  if (connection === undefined) throw new Error('There is no entry that can be read.');
  return toSighting('tcp', connection);
};

const sightingOf = (entry: object) => sightingIn(httpMessage([entry]));
const tcpSightingOf = (entry: object) => sightingIn(encodeMessage({ tcp_logs: { log_entry: [entry] } }));

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
  const bytes = Buffer.from(httpMessage([http('details', {}, { user_agent: 'curl/@' })]));
  bytes[bytes.indexOf('curl/@') + 5] = 0xff;
  expect(sightingIn(bytes)).toMatchObject({ userAgent: 'curl/\ufffd', authority: 'details' });
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
  expect(sightingOf(http('details', { response_flags: flags })).flags).toBe((1 << 6) | (1 << 13) | (1 << 25));
});

test('a message keeps its entries apart', () => {
  const message = decodeMessage(httpMessage([http('a'), http('b')], identifier('shop/web')));
  expect(message.http_logs?.log_entry.map(each => each?.request?.authority)).toEqual(['a', 'b']);
  expect(message.tcp_logs).toBeNull();
  expect(message.identifier?.log_name).toBe('meshfence');
});

/** A message whose entries are these bytes, be they entries or not. */
const messageOf = (entries: ReadonlyArray<Uint8Array>): Uint8Array =>
  framed(0x12, Buffer.concat(entries.map(each => framed(0x0a, each))));

const framed = (tag: number, bytes: Uint8Array): Uint8Array => {
  const { length } = bytes;
  return Buffer.from([tag, (length & 0x7f) | 0x80, ((length >> 7) & 0x7f) | 0x80, length >> 14, ...bytes]);
};

test('whatever stands for an entry, those around it are read as they are', () => {
  const entry = encode('HTTPAccessLogEntry', http('details'));
  const mangled = fc.tuple(fc.nat(entry.length - 1), fc.nat(255)).map(([at, byte]) => entry.with(at, byte));
  fc.assert(
    fc.property(fc.oneof(mangled, fc.uint8Array({ maxLength: 300 })), bytes => {
      const all = decodeMessage(messageOf([entry, bytes, entry])).http_logs?.log_entry ?? [];
      expect(all.map(each => each?.request?.authority)).toEqual([
        'details',
        all[1]?.request?.authority,
        'details'
      ]);
    })
  );
});

test.each([
  ['an entry that is longer than its message', [0x12, 0x03, 0x0a, 0x7f, 0x0a]],
  ['entries that are longer than their message', [0x12, 0x7f, 0x0a, 0x00]]
])('%s spoils the message', (_name, bytes) => {
  expect(() => decodeMessage(Buffer.from(bytes))).toThrow('out of range');
});

test('a flag that is longer than all flags spoils its entry', () => {
  const flags = [0x82, 0x01, 0x02, 0x6a, 0x7f];
  const [entry] = decodeMessage(messageOf([framed(0x0a, Buffer.from(flags))])).http_logs?.log_entry ?? [null];
  expect(entry).toBeUndefined();
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
