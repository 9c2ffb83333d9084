import { expect, test } from 'vitest';
import * as Protocol from '../../../src/model/Protocol.js';

const port = (number: number, name?: string, appProtocol?: string, protocol = 'TCP') => ({
  number,
  name,
  appProtocol,
  protocol
});

test.each([
  [port(80, 'http'), 'http'],
  [port(80, 'http-web'), 'http'],
  [port(80, 'HTTP-web'), 'http'],
  [port(80, 'httpx'), 'unsupported'],
  [port(80, 'http2-x'), 'http2'],
  [port(80, 'grpc-web'), 'grpc-web'],
  [port(80, 'grpc-webby'), 'grpc-web'],
  [port(80, 'grpc-cart'), 'grpc'],
  [port(80), 'unsupported'],
  [port(80, 'web'), 'unsupported'],
  [port(3306), 'tcp'],
  [port(27_017, 'db'), 'tcp'],
  [port(3306, 'mysql'), 'mysql'],
  [port(80, 'tcp-x', 'http'), 'http'],
  [port(80, 'http', 'tcp'), 'tcp'],
  [port(80, 'x', 'kubernetes.io/h2c'), 'http2'],
  [port(80, 'x', 'kubernetes.io/ws'), 'http'],
  [port(80, 'x', 'kubernetes.io/wss'), 'https'],
  [port(80, 'http', 'something'), 'unsupported'],
  [port(53, 'http', undefined, 'UDP'), 'udp'],
  [port(443, 'https'), 'https'],
  [port(443, 'tls-x'), 'tls']
])('a Service port %j speaks %s', (given, protocol) => {
  expect(Protocol.ofServicePort(given)).toBe(protocol);
});

test.each([
  ['HTTP', 'http'],
  ['http2', 'http2'],
  ['GRPC', 'grpc'],
  ['TLS', 'tls'],
  ['', 'unsupported'],
  ['http-web', 'unsupported']
])('a ServiceEntry port of protocol %s speaks %s, whatever its name', (said, protocol) => {
  expect(Protocol.ofEntryPort(port(80, 'tcp', undefined, said))).toBe(protocol);
});

test('servers speak first in MySQL, and on the ports of SSH, mail and the like unless HTTP is declared there', () => {
  expect(Protocol.isServerFirst('mysql', 9000)).toBe(true);
  expect(Protocol.isServerFirst('tcp', 25)).toBe(true);
  expect(Protocol.isServerFirst('unsupported', 22)).toBe(true);
  expect(Protocol.isServerFirst('http', 25)).toBe(false);
  expect(Protocol.isServerFirst('tcp', 9000)).toBe(false);
  expect(Protocol.isServerFirst('redis', 6379)).toBe(false);
});
