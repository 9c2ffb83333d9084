import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { JsonObject } from '../../../src/model/Json.js';
import { virtualService } from '../given/objects.js';

const decoded = (spec: JsonObject) =>
  decodeObjects([virtualService('shop/v', spec)]).value.virtualServices[0];
const to = (host: string): JsonObject => ({ destination: { host } });

test('hosts, gateways and visibility are kept as they are written', () => {
  expect(decoded({ hosts: ['a', '*.b'], gateways: ['mesh', 'g'], exportTo: ['.'] })).toMatchObject({
    hosts: ['a', '*.b'],
    gateways: ['mesh', 'g'],
    exportTo: ['.']
  });
  expect(decoded({ hosts: ['a'] })).toMatchObject({ gateways: [], exportTo: undefined, routes: [] });
});

test('an http route leads to its destinations and to both kinds of mirrors', () => {
  const http = [{ route: [to('a'), to('b')], mirror: { host: 'c' }, mirrors: [to('d')] }];
  expect(decoded({ http })?.routes).toEqual([
    { protocol: 'http', matches: [], destinations: ['a', 'b', 'c', 'd'], delegate: undefined }
  ]);
});

test('tcp and tls routes lead to their destinations', () => {
  expect(decoded({ tcp: [{ route: [to('a')] }], tls: [{ route: [to('b')] }] })?.routes).toEqual([
    { protocol: 'tcp', matches: [], destinations: ['a'], delegate: undefined },
    { protocol: 'tls', matches: [], destinations: ['b'], delegate: undefined }
  ]);
});

test('a destination without a host is none', () => {
  const http = [{ route: [{ weight: 1 }, { destination: {} }, { destination: { host: '' } }, to('a')] }];
  expect(decoded({ http })?.routes[0]?.destinations).toEqual(['a']);
});

test('of a match, gateways and the namespace of the source are kept', () => {
  const match = [
    { uri: { prefix: '/' } },
    { gateways: ['g'], sourceNamespace: 'shop' },
    { gateways: [], sourceNamespace: '' }
  ];
  const everybody = { gateways: undefined, sourceNamespace: undefined };
  expect(decoded({ http: [{ match }] })?.routes[0]?.matches).toEqual([
    everybody,
    { gateways: ['g'], sourceNamespace: 'shop' },
    everybody
  ]);
  expect(decoded({ tcp: [{ match: [{ sourceNamespace: 'a' }] }] })?.routes[0]?.matches).toEqual([
    { gateways: undefined, sourceNamespace: 'a' }
  ]);
});

test('a delegate is kept by name, its namespace where it has one', () => {
  const http = [{ delegate: { name: 'd' } }, { delegate: { name: 'd', namespace: 'other' } }];
  expect(decoded({ http })?.routes.map(({ delegate }) => delegate)).toEqual([
    { name: 'd', namespace: undefined },
    { name: 'd', namespace: 'other' }
  ]);
});

test('redirects, direct responses and faults lead nowhere', () => {
  const http = [{ redirect: { uri: '/' } }, { directResponse: { status: 503 } }, { fault: { abort: {} } }];
  expect(decoded({ http })?.routes.flatMap(({ destinations }) => destinations)).toEqual([]);
});
