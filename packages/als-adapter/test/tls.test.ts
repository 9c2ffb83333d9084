import { connect } from 'node:tls';
import { copyFileSync, writeFileSync } from 'node:fs';
import { credentials } from '@grpc/grpc-js';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { newMetrics } from '../src/measure/Metrics.js';
import { keepCredentials } from '../src/receive/Credentials.js';
import { namespacesIn } from '../src/receive/identify.js';
import { receive } from '../src/receive/Receiver.js';
import { defaultLimits } from '../src/receive/Settings.js';
import { makeKeys } from './support/certificates.js';
import type { Keys } from './support/certificates.js';
import { Proxy } from './support/client.js';
import { http, httpMessage, identifier } from './support/envoy.js';
import { after, open } from './support/given.js';

const serverKeys = (): Keys => {
  const keys = makeKeys();
  keys.issue('server', 'DNS:localhost');
  return keys;
};

const filesOf = (keys: Keys, isMutual: boolean) => ({
  certificate: keys.path('server.crt'),
  key: keys.path('server.key'),
  clientCa: isMutual ? keys.path('ca.crt') : undefined
});

const proxyOf = (port: number | undefined, ...args: Parameters<typeof credentials.createSsl>): Proxy => {
  const proxy = new Proxy(port ?? 0, credentials.createSsl(...args));
  after(() => proxy.close());
  return proxy;
};

const report = httpMessage([http('details')], identifier('shop/web'));

test('with a certificate, only TLS is spoken', async () => {
  const keys = serverKeys();
  const { edges, proxy, source } = await open({ settings: { tls: filesOf(keys, false) } });
  expect(await proxyOf(source.port(), keys.read('ca.crt')).report(report)).toBe('OK');
  await expect.poll(() => edges).toHaveLength(1);
  expect(await proxy.report(report)).toBe('UNAVAILABLE');
});

test('with an authority for clients, nobody is heard without a certificate, and nobody speaks for another namespace', async () => {
  const keys = serverKeys();
  keys.issue('web', 'URI:spiffe://cluster.local/ns/shop/sa/web');
  keys.issue('vault', 'URI:spiffe://cluster.local/ns/bank/sa/vault');
  const { edges, metric, source } = await open({ settings: { tls: filesOf(keys, true) } });
  const as = (name: string) =>
    proxyOf(source.port(), keys.read('ca.crt'), keys.read(`${name}.key`), keys.read(`${name}.crt`));
  expect(await proxyOf(source.port(), keys.read('ca.crt')).report(report)).toBe('UNAVAILABLE');
  expect(await as('vault').report(report)).toBe('OK');
  expect(await metric('meshfence_als_entries_total{outcome="stranger"}')).toBe(1);
  expect(edges).toEqual([]);
  expect(await as('web').report(report)).toBe('OK');
  await expect.poll(() => edges).toHaveLength(1);
});

test('files that cannot be used are a reason not to start', async () => {
  const keys = serverKeys();
  const files = filesOf(keys, false);
  await expect(open({ settings: { tls: { ...files, certificate: '/nowhere' } } })).rejects.toThrow(
    /^Cannot use the certificate \/nowhere with the key .*ENOENT/
  );
  const foreign = { ...files, key: keys.path('ca.key') };
  await expect(open({ settings: { tls: foreign } })).rejects.toThrow(/key values mismatch/);
});

const nameAt = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(
      { port, host: 'localhost', ALPNProtocols: ['h2'], rejectUnauthorized: false },
      () => {
        resolve(String(socket.getPeerCertificate().subject.CN));
        socket.destroy();
      }
    );
    socket.on('error', reject);
  });

test('certificates are replaced when their files are, and kept while the files do not fit', async () => {
  const keys = serverKeys();
  keys.issue('next', 'DNS:localhost');
  const [metrics, logged] = [newMetrics(new Registry()), [] as string[]];
  const note = (message: string): void => void logged.push(message);
  const log = { error: note, warn: note, info: note };
  const kept = await keepCredentials(filesOf(keys, false), { log, metrics }, 20);
  after(kept.stop);
  const settings = { address: '127.0.0.1', port: 0, globalSidecars: () => [] };
  const receiver = await receive(settings, defaultLimits, kept.credentials, () => undefined);
  after(() => receiver.close());
  expect(await nameAt(receiver.port)).toBe('server');
  copyFileSync(keys.path('next.crt'), keys.path('server.crt'));
  await expect.poll(() => logged).toEqual(['certificates cannot be used: the earlier ones stay']);
  expect(await nameAt(receiver.port)).toBe('server');
  copyFileSync(keys.path('next.key'), keys.path('server.key'));
  await expect.poll(() => logged.at(-1)).toBe('certificates are replaced');
  expect(await nameAt(receiver.port)).toBe('next');
  writeFileSync(keys.path('server.crt'), '');
  await expect.poll(() => logged).toHaveLength(3);
  expect(await nameAt(receiver.port)).toBe('next');
});

test.each([
  ['URI:spiffe://cluster.local/ns/shop/sa/web', ['shop']],
  ['DNS:web.shop, URI:spiffe://a.b/ns/shop/sa/web, URI:spiffe://a.b/ns/bank/sa/x', ['shop', 'bank']],
  ['DNS:spiffe://cluster.local/ns/shop/sa/web', []],
  ['URI:spiffe://cluster.local/ns/shop', []],
  ['DNS:"x, URI:spiffe://a.b/ns/bank/sa/x, y", URI:spiffe://a.b/ns/shop/sa/x', ['shop']],
  [undefined, []]
])('the namespaces in %j are %j', (names, namespaces) => {
  expect(namespacesIn(names)).toEqual(namespaces);
});
