import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Client } from '../../src/client/Client.js';
import { connect } from '../../src/client/connect.js';
import { FakeApi } from '../support/FakeApi.js';
import { kubeconfigOf } from '../support/kubeconfig.js';
import { certificateOf } from './support/certificate.js';
import { newFolder } from './support/Folder.js';
import type { Folder } from './support/Folder.js';
import { startServer } from './support/Server.js';

let api: FakeApi;
let folder: Folder;
let client: Client;

beforeEach(async () => {
  api = await FakeApi.start();
  folder = newFolder();
});

afterEach(async () => {
  vi.useRealTimers();
  await client.close();
  await api.stop();
  folder.remove();
});

const path = '/api/v1/namespaces';
const cluster = () => ({ server: api.url, 'insecure-skip-tls-verify': true });
const tokens = () => api.requests.map(({ token }) => token);

const withTokenFile = (token: string): Client => {
  const tokenFile = folder.write('token', token);
  client = connect({ kubeconfig: folder.write('config', kubeconfigOf(cluster(), { tokenFile })) });
  return client;
};

test('a token that is refused is read again, at once and once', async () => {
  api.accept('old');
  withTokenFile('old');
  await client.ask({ path });
  api.accept('new');
  folder.write('token', 'new');
  await client.ask({ path });
  await client.ask({ path });
  expect(tokens()).toEqual(['old', 'old', 'new', 'new']);
});

test('a token that is refused again is a refusal', async () => {
  api.accept('another');
  withTokenFile('wrong');
  await expect(client.ask({ path })).rejects.toMatchObject({ status: 401, reason: 'Unauthorized' });
  expect(tokens()).toEqual(['wrong', 'wrong']);
});

test('a watch, too, begins with a token that is read again', async () => {
  api.accept('new');
  withTokenFile('old');
  await client.ask({ path }).catch(() => undefined);
  folder.write('token', 'new');
  const watch = client.stream<{ type: string }>({ path: `${path}?watch=1` })[Symbol.asyncIterator]();
  expect((await watch.next()).value).toMatchObject({ type: 'ADDED' });
  await watch.return?.();
});

test('a token file that is gone for a moment is no disaster', async () => {
  api.accept('old');
  withTokenFile('old');
  await client.ask({ path });
  api.accept('new');
  folder.remove();
  await expect(client.ask({ path })).rejects.toThrow(`there are no credentials for ${api.url}: `);
  folder.write('config', kubeconfigOf(cluster(), { tokenFile: folder.write('token', 'new') }));
  expect(await client.ask({ path })).toMatchObject({ kind: 'NamespaceList' });
});

test('whoever is refused late is refused with the same, though it was read again meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  api.accept('old');
  withTokenFile('old');
  await client.ask({ path });
  api.fail({ times: 1, trouble: { delay: 200 } });
  const slow = client.ask({ path });
  await vi.waitFor(() => expect(api.requests).toHaveLength(2));
  vi.setSystemTime(Date.now() + 11_000);
  await client.ask({ path });
  api.accept('new');
  folder.write('token', 'new');
  await slow;
  expect(tokens()).toEqual(['old', 'old', 'old', 'new']);
});

test('what was read goes on being good while it cannot be read again, if nobody refuses it', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  api.accept('old');
  withTokenFile('old');
  await client.ask({ path });
  folder.remove();
  vi.setSystemTime(Date.now() + 80_000);
  await client.ask({ path });
  folder.write('token', 'new');
  api.accept('new');
  vi.setSystemTime(Date.now() + 2000);
  await client.ask({ path });
  expect(tokens()).toEqual(['old', 'old', 'new']);
});

test('a token that is rotated in time is found within a minute and some seconds, and nobody is refused', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  api.accept('old', 'new');
  withTokenFile('old');
  await client.ask({ path });
  folder.write('token', 'new');
  vi.setSystemTime(Date.now() + 5000);
  await client.ask({ path });
  vi.setSystemTime(Date.now() + 66_000);
  await client.ask({ path });
  expect(tokens()).toEqual(['old', 'old', 'new']);
});

/** A plugin that writes down that it was run, and prints what a file says. */
const withPlugin = (script: string): Client => {
  const file = folder.program('plugin', script);
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: file };
  client = connect({ kubeconfig: folder.write('config', kubeconfigOf(cluster(), { exec })) });
  return client;
};

const printing = `
  const { appendFileSync, readFileSync } = require('node:fs');
  appendFileSync(__dirname + '/runs', 'x');
  const token = readFileSync(__dirname + '/says', 'utf8');
  console.log(JSON.stringify({ kind: 'ExecCredential', status: { token } }));`;

test('however many are refused at once, a plugin is run once more', async () => {
  api.accept('old');
  folder.write('says', 'old');
  withPlugin(printing);
  await Promise.all(Array.from({ length: 20 }, () => client.ask({ path })));
  api.accept('new');
  folder.write('says', 'new');
  await Promise.all(Array.from({ length: 20 }, () => client.ask({ path })));
  expect(readFileSync(`${folder.path}/runs`, 'utf8')).toBe('xx');
});

test('a plugin that does not end costs a request its time, and no more', async () => {
  withPlugin('setTimeout(() => {}, 2000)');
  await expect(client.ask({ path, timeout: 100 })).rejects.toThrow(
    `there are no credentials for ${api.url}: no answer within 0.1 s`
  );
  const away = new AbortController();
  const asked = client.ask({ path, signal: away.signal });
  away.abort();
  await expect(asked).rejects.toThrow(`the request to ${api.url} was given up`);
  expect(api.requests).toEqual([]);
});

test('a plugin that fails is told in its own words', async () => {
  withPlugin('console.error("log in first"); process.exit(1)');
  await expect(client.ask({ path })).rejects.toThrow(/there are no credentials for .*: log in first/);
});

test('a certificate that is rotated is used for new connections, while what is under way ends well', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const [server, first, second] = ['server', 'first', 'second'].map(certificateOf) as [
    ReturnType<typeof certificateOf>,
    ReturnType<typeof certificateOf>,
    ReturnType<typeof certificateOf>
  ];
  let finish = (): void => undefined;
  const answer: RequestListener = ({ url }, response) => {
    if (url === '/slow') finish = () => void response.end('{}');
    else response.end('{}');
  };
  const tls = await startServer({
    identity: server,
    clients: [first.certificate, second.certificate],
    answer
  });
  const write = ({ certificate, key }: typeof first): void => {
    folder.write('crt', certificate);
    folder.write('key', key);
  };
  write(first);
  folder.write('ca', server.certificate);
  const user = { 'client-certificate': 'crt', 'client-key': 'key' };
  const config = kubeconfigOf({ server: tls.url, 'certificate-authority': 'ca' }, user);
  client = connect({ kubeconfig: folder.write('config', config) });
  const slow = client.ask({ path: '/slow' });
  await client.ask({ path: '/' });
  write(second);
  vi.setSystemTime(Date.now() + 11_000);
  await client.ask({ path: '/' });
  expect(tls.callers.map(({ subject }) => subject)).toEqual(['first', 'first', 'second']);
  finish();
  expect(await slow).toEqual({});
  await vi.waitFor(() => expect(tls.open()).toBe(1));
  await tls.stop();
});
