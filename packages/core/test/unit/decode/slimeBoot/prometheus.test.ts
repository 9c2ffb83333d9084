import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/model/Json.js';
import { prometheusAt } from '../../../../src/model/Prometheus.js';
import type { Prometheus } from '../../../../src/model/Prometheus.js';
import { configured, settings } from '../../given/decoded.js';
import { slimeBoot } from '../../given/objects.js';

const address = 'https://mimir.example/prometheus';

const decoded = (prometheus: Json): Prometheus | undefined =>
  settings({}, { metric: { prometheus } }).prometheus;

const codes = (prometheus: JsonObject): ReadonlyArray<string> =>
  configured(slimeBoot({}, { metric: { prometheus } })).diagnostics.map(({ code }) => code);

/** What of some settings can be used. */
const used = (prometheus: JsonObject): Partial<Prometheus> => {
  const all = decoded({ address, ...prometheus });
  return Object.fromEntries(
    Object.entries(all ?? {}).filter(([name, value]) => {
      const usual = prometheusAt(address)[name as keyof Prometheus];
      return JSON.stringify(value) !== JSON.stringify(usual);
    })
  );
};

test('without a metric there is no Prometheus', () => {
  expect([settings({}).prometheus, settings({}, { metric: {} }).prometheus]).toEqual([undefined, undefined]);
  expect([decoded(null), decoded('http://p')]).toEqual([undefined, undefined]);
});

test('of a Prometheus nothing but the address need be known', () => {
  expect(decoded({ address })).toEqual(prometheusAt(address));
  expect(decoded({})).toEqual(prometheusAt(''));
  expect(codes({ address })).toEqual([]);
});

test('handlers are groups unless they say otherwise', () => {
  const handlers = { a: { query: 'x', type: 'Value' }, b: { query: 'y' }, c: { query: 'z', type: 'Group' } };
  expect(decoded({ address, handlers })?.handlers).toEqual({
    a: { query: 'x', type: 'Value' },
    b: { query: 'y', type: 'Group' },
    c: { query: 'z', type: 'Group' }
  });
});

test('a handler without a query, or of an unknown type, costs the others nothing', () => {
  const handlers = { a: { type: 'Value' }, b: { query: 'y', type: 'vector' }, c: { query: 'z', extra: 1 } };
  expect(decoded({ address, handlers })?.handlers).toEqual({
    b: { query: 'y', type: 'Group' },
    c: { query: 'z', type: 'Group' }
  });
  expect(codes({ address, handlers }).toSorted()).toEqual([
    'field-invalid',
    'field-unknown',
    'setting-unknown'
  ]);
});

test('all that can be said is read', () => {
  const said = {
    interval: '30s',
    window: '5m',
    lookback: { seconds: 1800 },
    timeout: '1500ms',
    headers: { 'X-Scope-OrgID': 'shop' },
    parameters: { dedup: 'true' },
    bearerTokenFile: '/etc/meshfence/prometheus/token',
    tlsConfig: {
      caFile: '/etc/meshfence/prometheus/ca.crt',
      certFile: '/etc/meshfence/prometheus/tls.crt',
      keyFile: '/etc/meshfence/prometheus/tls.key',
      serverName: 'mimir'
    },
    secretName: 'prometheus-access'
  };
  expect(used(said)).toEqual({
    ...said,
    interval: 30_000,
    window: 300_000,
    lookback: 1_800_000,
    timeout: 1500,
    tlsConfig: { ...said.tlsConfig, insecureSkipVerify: false }
  });
  expect(codes({ address, ...said })).toEqual([]);
  const basicAuth = { username: 'mesh', passwordFile: '/run/password' };
  expect(used({ basicAuth })).toEqual({ basicAuth });
});

test.each([
  'p',
  'prometheus.istio-system:9090',
  'http://10.0.0.1',
  'HTTPS://[fd00::1]:9090/',
  'http://me@p/prometheus',
  ''
])('%j is an address', each => {
  expect(decoded({ address: each })?.address).toBe(each);
});

test.each([
  'http://',
  'ftp://p',
  'http://a b',
  'http://p?tenant=a',
  'http://p#a',
  'p:123456',
  'a/b c',
  'http:///p'
])('%j is none', each => {
  expect(decoded({ address: each })?.address).toBe('');
  expect(codes({ address: each })).toEqual(['field-invalid']);
});

test('blanks around an address are none of it', () => {
  expect(decoded({ address: ` ${address}\n` })?.address).toBe(address);
});

test.each<[JsonObject]>([
  [{ interval: '0s' }],
  [{ interval: '999ms' }],
  [{ window: '8d' }],
  [{ lookback: 'soon' }],
  [{ timeout: 5 }],
  [{ headers: { Host: 'a' } }],
  [{ headers: { 'transfer-encoding': 'chunked' } }],
  [{ headers: { 'a b': 'c' } }],
  [{ headers: { '': 'c' } }],
  [{ headers: { a: 'b\r\nc: d' } }],
  [{ headers: { a: ' b' } }],
  [{ headers: { a: ['b'] } }],
  [{ parameters: { timeout: '1s' } }],
  [{ parameters: { '': 'a' } }],
  [{ parameters: { a: { b: 'c' } } }],
  [{ bearerTokenFile: 'token' }],
  [{ bearerTokenFile: '/etc/' }],
  [{ basicAuth: { username: 'a:b', passwordFile: '/p' } }],
  [{ basicAuth: { passwordFile: '/p' } }],
  [{ tlsConfig: 'none' }],
  [{ secretName: 'Not_A_Name' }]
])('%j is an error, and changes nothing', said => {
  expect(used(said)).toEqual({});
  expect(codes({ address, ...said })).toEqual(['field-invalid']);
});

test('a bad header or parameter costs the others nothing', () => {
  expect(used({ headers: { Host: 'a', b: 'c' }, parameters: { query: 'a', b: 'c' } })).toEqual({
    headers: { b: 'c' },
    parameters: { b: 'c' }
  });
});

test('a number or a truth value in a header or a parameter is meant as a text', () => {
  expect(used({ headers: { a: 1 }, parameters: { dedup: true, max: 0.5 } })).toEqual({
    headers: { a: '1' },
    parameters: { dedup: 'true', max: '0.5' }
  });
});

test('one half of a certificate and its key is not used without the other', () => {
  const tlsConfig = { caFile: '/ca.crt', certFile: '/tls.crt' };
  expect(decoded({ address, tlsConfig })?.tlsConfig).toEqual({
    caFile: '/ca.crt',
    certFile: undefined,
    keyFile: undefined,
    serverName: undefined,
    insecureSkipVerify: false
  });
});

test('questions that look back as far as the one before miss nothing', () => {
  expect(codes({ address, interval: '30m' })).toEqual([]);
  expect(codes({ address, interval: '31m' })).toEqual(['lookback-too-short']);
  expect(codes({ address, interval: '31m', lookback: '31m' })).toEqual([]);
  expect(codes({ address, interval: '31m', window: '1h' })).toEqual([]);
});

test('an @ in the path of an address is no name of a user', () => {
  expect(codes({ address: 'http://p/tenant/@a' })).toEqual([]);
  expect(codes({ address: 'p/tenant/@a' })).toEqual([]);
  expect(codes({ address: 'me:secret@p' })).toEqual(['secret-exposed']);
});

test('who asks is said once: a cookie says something else', () => {
  const bearerTokenFile = '/run/token';
  expect(codes({ address, bearerTokenFile, headers: { Cookie: 'a' } })).toEqual(['secret-exposed']);
  expect(codes({ address: 'http://a:b@p', bearerTokenFile })).toEqual([
    'credentials-several',
    'secret-exposed'
  ]);
});

test('TLS belongs to an address of https', () => {
  const tlsConfig = { serverName: 'a' };
  expect(codes({ address: 'HTTPS://p', tlsConfig })).toEqual([]);
  expect(codes({ address: 'p:9090', tlsConfig })).toEqual(['tls-unused']);
});
