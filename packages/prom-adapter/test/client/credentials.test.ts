import { afterEach, beforeEach, expect, test } from 'vitest';
import { certificateOf } from '../../../k8s-adapter/test/client/support/certificate.js';
import { newFolder } from '../../../k8s-adapter/test/client/support/Folder.js';
import type { Folder } from '../../../k8s-adapter/test/client/support/Folder.js';
import type { Access, Tls } from '../../src/client/Access.js';
import { connect } from '../../src/client/connect.js';
import type { Prometheus } from '../../src/client/connect.js';
import { startFakePrometheus, vector } from '../support/FakePrometheus.js';
import type { FakePrometheus, Say } from '../support/FakePrometheus.js';

let folder: Folder;
let server: FakePrometheus;
let client: Prometheus;

beforeEach(() => {
  folder = newFolder();
});

afterEach(async () => {
  await client.close();
  await server.stop();
  folder.remove();
});

const good: Say = () => vector([]);

const callers = () => server.asked.map(({ headers }) => headers.authorization);

const asking = async (access: Partial<Access>, say: Say = good) => {
  server = await startFakePrometheus(say);
  client = connect({ address: server.url, pause: 1, ...access });
  await client.query('up');
};

test('a token is sent', async () => {
  await asking({ bearer: { text: 'secret' } });
  expect(callers()).toEqual(['Bearer secret']);
});

test('a token in a file is read again as soon as it is refused', async () => {
  const file = folder.write('token', 'old\n');
  await asking({ bearer: { file } });
  folder.write('token', 'new\n');
  server.say(({ headers }) => (headers.authorization === 'Bearer new' ? vector([]) : { status: 401 }));
  await client.query('up');
  expect(callers()).toEqual(['Bearer old', 'Bearer old', 'Bearer new']);
});

test('a token that is refused twice is refused', async () => {
  const file = folder.write('token', 'bad');
  await expect(asking({ bearer: { file } }, () => ({ status: 401 }))).rejects.toThrow(
    'answers 401 (give a token or a password that it accepts)'
  );
  expect(callers()).toHaveLength(2);
});

test('a file that cannot be read is told, and looked for again', async () => {
  const file = `${folder.path}/token`;
  await expect(asking({ bearer: { file }, attempts: 1 })).rejects.toThrow(
    'there are no credentials for http://127.0.0.1:'
  );
  folder.write('token', 'late');
  await client.query('up');
  expect(callers()).toEqual(['Bearer late']);
});

test('a name and a password are sent, from settings or from the address', async () => {
  await asking({ basic: { username: 'me', password: { file: folder.write('password', 'pä:ss\n') } } });
  const address = server.url.replace('://', '://you:p%40ss@');
  const other = connect({ address });
  await other.query('up');
  await other.close();
  const words = (callers()[0] ?? '').replace('Basic ', '');
  expect(Buffer.from(words, 'base64').toString()).toBe('me:pä:ss');
  expect(callers()[1]).toBe(`Basic ${Buffer.from('you:p@ss').toString('base64')}`);
  expect(other.base).toBe(server.url);
});

const identity = certificateOf('server');

const withTls = async (tls: Tls, ...clients: ReadonlyArray<string>) => {
  const asked = clients.length === 0 ? {} : { requestCert: true, ca: [...clients] };
  server = await startFakePrometheus(good, { key: identity.key, cert: identity.certificate, ...asked });
  client = connect({ address: server.url, pause: 1, attempts: 1, tls });
  return client.query('up');
};

const authority = () => folder.write('ca.pem', identity.certificate);

test('who is not known is not believed', async () => {
  await expect(withTls({})).rejects.toThrow('self-signed certificate');
});

test('an authority from a file is believed', async () => {
  expect((await withTls({ authorityFile: authority() })).isComplete).toBe(true);
});

test('anybody may be believed, for trials', async () => {
  expect((await withTls({ isUnverified: true })).isComplete).toBe(true);
});

test('the certificate may be for another name than the address', async () => {
  await expect(withTls({ authorityFile: authority(), serverName: 'elsewhere' })).rejects.toThrow('elsewhere');
  await server.stop();
  expect((await withTls({ authorityFile: authority(), serverName: 'localhost' })).isComplete).toBe(true);
});

test('a certificate of our own is shown, and a new one when it is rotated', async () => {
  const [old, next] = [certificateOf('old'), certificateOf('next')];
  const certificateFile = folder.write('cert.pem', old.certificate);
  const keyFile = folder.write('key.pem', old.key);
  const tls = { authorityFile: authority(), certificateFile, keyFile };
  await expect(withTls(tls, next.certificate)).rejects.toMatchObject({ kind: 'unreachable' });
  folder.write('cert.pem', next.certificate);
  folder.write('key.pem', next.key);
  expect((await client.query('up')).isComplete).toBe(true);
});
