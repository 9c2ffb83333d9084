import { expect, test } from 'vitest';
import { trustedGlobalSidecars } from '../src/als/trustedGlobalSidecars.js';
import { meshfence } from './support/world.js';

const anywhere = [
  '--port',
  '0',
  '--auxiliary-port',
  '0',
  '--address',
  '127.0.0.1',
  '--auxiliary-address',
  '127.0.0.1'
];

test('a receiver begins, and ends when it is told to', async () => {
  const { code, stderr } = await meshfence(['als', ...anywhere]);
  expect(code).toBe(0);
  const lines = stderr
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { readonly msg: string });
  expect(lines.map(({ msg }) => msg)).toEqual([
    'access logs are received',
    'access logs are not received any more'
  ]);
});

test.each([
  [['--tls-cert', 'a'], 'TLS needs a certificate and its key.'],
  [['--tls-client-ca', 'a'], 'TLS needs a certificate and its key.'],
  [['--port', '70000'], 'It is no port number'],
  [['--global-sidecar', 'No Name'], 'It is no name of a namespace.'],
  [['--global-sidecar-mode', 'no'], 'Allowed choices are cluster, namespace.'],
  [['--most-edges', '0'], 'It is no whole number from 1 on.'],
  [['--idle', 'soon'], 'It is no duration']
])('%j is wrong usage', async (words, why) => {
  const { code, stderr } = await meshfence(['als', ...anywhere, ...words]);
  expect(code).toBe(2);
  expect(stderr).toContain(why);
});

test('what keeps it from beginning is said, with a remedy', async () => {
  const tls = ['--tls-cert', '/nowhere/tls.crt', '--tls-key', '/nowhere/tls.key'];
  const { code, stderr } = await meshfence(['als', ...anywhere, ...tls]);
  expect(code).toBe(3);
  expect(stderr).toContain('Access logs cannot be received: Cannot use the certificate /nowhere/tls.crt');
  expect(stderr).toContain('Check the ports, the certificate');
});

test('pods are looked up where there are global-sidecars, with credentials that must be there', async () => {
  const words = ['--global-sidecar', 'mesh-operator', '--kubeconfig', '/nowhere/config'];
  const { code, stderr } = await meshfence(['als', ...anywhere, ...words]);
  expect(code).toBe(3);
  expect(stderr).toContain('/nowhere/config');
});

test('a global-sidecar tells of all callers, in namespace mode of those of its own namespace only', () => {
  const namespaces = ['shop', 'bank'];
  expect(trustedGlobalSidecars(namespaces, 'cluster')).toEqual([
    { namespace: 'shop', serves: undefined },
    { namespace: 'bank', serves: undefined }
  ]);
  expect(trustedGlobalSidecars(namespaces, 'namespace')).toEqual([
    { namespace: 'shop', serves: 'shop' },
    { namespace: 'bank', serves: 'bank' }
  ]);
});
