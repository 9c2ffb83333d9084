import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect } from '../../src/client/connect.js';
import type { Environment } from '../../src/client/Access.js';
import { kubeconfigOf } from '../support/kubeconfig.js';
import { certificateOf } from './support/certificate.js';
import { newFolder } from './support/Folder.js';
import type { Folder } from './support/Folder.js';
import { startServer } from './support/Server.js';
import type { Server } from './support/Server.js';

const [authority, client] = [certificateOf('server'), certificateOf('somebody')];
const nowhere: Environment = { env: {}, root: '/nonexistent' };

let server: Server;
let folder: Folder;

beforeAll(async () => {
  server = await startServer({ identity: authority, clients: [client.certificate] });
});

beforeEach(() => {
  folder = newFolder();
});

afterEach(() => folder.remove());
afterAll(() => server.stop());

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const cluster = () => ({ server: server.url, 'certificate-authority-data': base64(authority.certificate) });

/** Who the server says it was that asked with this user. */
const seenAs = async (...[access, environment]: Parameters<typeof connect>) => {
  const asked = connect(access, environment);
  try {
    expect(await asked.ask({ path: '/' })).toEqual({});
    return server.callers.at(-1);
  } finally {
    await asked.close();
  }
};

const userIs = (user: Parameters<typeof kubeconfigOf>[1]) =>
  seenAs({ kubeconfig: folder.write('config', kubeconfigOf(cluster(), user)) });

test('a token that is written down', async () => {
  expect(await userIs({ token: 'secret' })).toEqual({ authorization: 'Bearer secret', subject: '' });
});

test('a name and a password', async () => {
  const { authorization } = (await userIs({ username: 'who', password: 'pass:wörd' })) ?? {};
  expect(authorization).toBe(`Basic ${base64('who:pass:wörd')}`);
});

test('a certificate, in the file or beside it', async () => {
  const data = {
    'client-certificate-data': base64(client.certificate),
    'client-key-data': base64(client.key)
  };
  expect(await userIs(data)).toEqual({ authorization: '', subject: 'somebody' });
  folder.write('keys/client.crt', client.certificate);
  folder.write('keys/client.key', client.key);
  const files = { 'client-certificate': 'keys/client.crt', 'client-key': 'keys/client.key' };
  expect(await userIs(files)).toEqual({ authorization: '', subject: 'somebody' });
});

test('a token in a file beside the kubeconfig, before one that is written down', async () => {
  folder.write('tokens/mine', 'from-a-file\n');
  const { authorization } = (await userIs({ tokenFile: 'tokens/mine', token: 'older' })) ?? {};
  expect(authorization).toBe('Bearer from-a-file');
});

test('a plugin beside the kubeconfig, which is told what is wanted of it', async () => {
  folder.program(
    'bin/plugin',
    `const { kind, spec } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
    const token = [kind, spec.interactive, process.argv[2], process.env.COLOUR].join('-');
    console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind, status: { token } }));`
  );
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: './bin/plugin',
    args: ['argument'],
    env: [{ name: 'COLOUR', value: 'red' }],
    interactiveMode: 'Never'
  };
  const { authorization } = (await userIs({ exec })) ?? {};
  expect(authorization).toBe('Bearer ExecCredential-false-argument-red');
});

test("a pod's own, where there is no kubeconfig", async () => {
  const root = folder.path;
  folder.write('var/run/secrets/kubernetes.io/serviceaccount/token', 'of-a-pod');
  folder.write('var/run/secrets/kubernetes.io/serviceaccount/ca.crt', authority.certificate);
  const env = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(server.port) };
  const { authorization } = (await seenAs({}, { env, root })) ?? {};
  expect(authorization).toBe('Bearer of-a-pod');
  const ofSix = { ...env, KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '8080' };
  expect(connect({}, { env: ofSix, root }).server).toBe('https://[fd00::1]:8080');
});

test('the files that kubectl would look into, the first of a name and of a context counting', async () => {
  const one = folder.write('one', kubeconfigOf(cluster(), { token: 'one' }));
  const two = folder.write('two', kubeconfigOf({ server: 'https://192.0.2.1' }, { token: 'two' }));
  folder.write('.kube/config', kubeconfigOf(cluster(), { token: 'home' }));
  const env = { HOME: folder.path, KUBECONFIG: `${folder.path}/none:${one}:${two}` };
  expect(await seenAs({}, { ...nowhere, env })).toMatchObject({ authorization: 'Bearer one' });
  expect(await seenAs({}, { ...nowhere, env: { HOME: folder.path } })).toMatchObject({
    authorization: 'Bearer home'
  });
});

test('another context than the current one', async () => {
  const config = JSON.parse(kubeconfigOf(cluster(), { token: 'one' })) as Record<string, Array<object>>;
  config['users']?.push({ name: 'other', user: { token: 'other' } });
  config['contexts']?.push({ name: 'second', context: { cluster: 'cluster', user: 'other' } });
  const kubeconfig = folder.write('config', JSON.stringify(config));
  expect(await seenAs({ kubeconfig, context: 'second' })).toMatchObject({ authorization: 'Bearer other' });
});

test('what cannot work is said at once, with its place', () => {
  const config = (cluster: Parameters<typeof kubeconfigOf>[0]): string =>
    folder.write('config', kubeconfigOf(cluster, { token: 'x' }));
  const missing = `${folder.path}/missing`;
  expect(() => connect({ kubeconfig: missing })).toThrow(`the kubeconfig ${missing} cannot be read: ENOENT`);
  expect(() => connect({ kubeconfig: folder.write('bad', '{') })).toThrow(
    `${folder.path}/bad cannot be read`
  );
  expect(() => connect({ kubeconfig: folder.write('empty', '') })).toThrow(
    `${folder.path}/empty cannot be read`
  );
  expect(() => connect({ kubeconfig: config(cluster()), context: 'other' })).toThrow(
    'there is no cluster in the context "other"'
  );
  expect(() => connect({ kubeconfig: config({ server: 'http://127.0.0.1' }) })).toThrow('is without TLS');
  const proxied = { ...cluster(), 'proxy-url': 'ftp://127.0.0.1' };
  expect(() => connect({ kubeconfig: config(proxied) })).toThrow(
    'the proxy-url ftp://127.0.0.1 is of no known kind'
  );
  expect(() => connect({}, nowhere)).toThrow('no cluster is known: give a kubeconfig');
});

test('a server that nobody vouches for is not believed', async () => {
  const stranger = { ...cluster(), 'certificate-authority-data': base64(client.certificate) };
  const asked = connect({ kubeconfig: folder.write('config', kubeconfigOf(stranger, { token: 'x' })) });
  await expect(asked.ask({ path: '/' })).rejects.toThrow(
    `${server.url} does not answer: self-signed certificate`
  );
  await asked.close();
});
