import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect } from '../../src/client/connect.js';
import { kubeconfigOf } from '../support/kubeconfig.js';
import { certificateOf } from './support/certificate.js';
import { newFolder } from './support/Folder.js';
import type { Folder } from './support/Folder.js';
import { startHttpProxy, startSocksProxy } from './support/proxies.js';
import type { Proxy } from './support/proxies.js';
import { startServer } from './support/Server.js';
import type { Server } from './support/Server.js';

const authority = certificateOf('server');

let server: Server;
let folder: Folder;

beforeAll(async () => {
  server = await startServer({ identity: authority });
});

beforeEach(() => {
  folder = newFolder();
});

afterEach(() => folder.remove());
afterAll(() => server.stop());

const through = (proxyUrl: string, host = '127.0.0.1') => {
  const cluster = {
    server: `https://${host}:${server.port}`,
    'certificate-authority-data': Buffer.from(authority.certificate).toString('base64'),
    'proxy-url': proxyUrl
  };
  return connect({ kubeconfig: folder.write('config', kubeconfigOf(cluster, { token: 'secret' })) });
};

/** Asks twenty times through a proxy, and gives where it was asked to connect to, which is no more often than needed. */
const askThrough = async (proxy: Proxy, scheme: string, host?: string): Promise<ReadonlyArray<string>> => {
  const client = through(`${scheme}127.0.0.1:${proxy.port}`, host);
  try {
    for (let count = 0; count < 20; count += 1) expect(await client.ask({ path: '/' })).toEqual({});
    expect(server.callers.at(-1)?.authorization).toBe('Bearer secret');
    expect(proxy.asked.length).toBeLessThanOrEqual(2);
    return [...new Set(proxy.asked)];
  } finally {
    await client.close();
    await proxy.stop();
  }
};

test('an HTTP proxy is asked to connect, and not for each request', async () => {
  expect(await askThrough(await startHttpProxy(), 'http://')).toEqual([`127.0.0.1:${server.port}`]);
});

test('an HTTP proxy is told a name and a password', async () => {
  const authorization = `Basic ${Buffer.from('me:pass').toString('base64')}`;
  expect(await askThrough(await startHttpProxy(authorization), 'http://me:pass@')).toHaveLength(1);
});

test('an HTTP proxy that says no is an answer that never came', async () => {
  const proxy = await startHttpProxy('Basic other');
  const client = through(`http://127.0.0.1:${proxy.port}`);
  await expect(client.ask({ path: '/' })).rejects.toThrow(/does not answer: Proxy response \(407\)/);
  await client.close();
  await proxy.stop();
});

test.each(['socks5', 'socks5h'])(
  'a %s proxy is asked for the name, and not for each request',
  async scheme => {
    const asked = await askThrough(await startSocksProxy(), `${scheme}://`, 'localhost');
    expect(asked).toEqual([`localhost:${server.port}`]);
  }
);
