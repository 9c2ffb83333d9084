import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/model/Json.js';
import { installed, podSpec, slime } from '../../given/installed.js';

const folder = '/etc/meshfence/prometheus';

const given = (prometheus: JsonObject, spec: JsonObject = {}, module: JsonObject = {}) =>
  installed(spec, { ...module, metric: { prometheus: { address: 'https://p', ...prometheus } } });

const at = (mountPath: string) => ({
  volumes: [{ name: 'mine', emptyDir: {} }],
  volumeMounts: [{ name: 'mine', mountPath }]
});

const ours = { name: 'meshfence-prometheus', secret: { secretName: 'access', optional: true } };
const mount = { name: 'meshfence-prometheus', mountPath: folder, readOnly: true };

test('the Secret is mounted where its files are looked for, and its absence keeps nobody from starting', () => {
  const it = given({ secretName: 'access' });
  expect(it.at('Deployment', ...podSpec, 'volumes')).toEqual([ours]);
  expect(it.at('Deployment', ...slime, 'volumeMounts')).toEqual([mount]);
});

test('without a Secret there is no volume', () => {
  for (const it of [given({}), given({ secretName: '' }), installed()])
    expect(it.at('Deployment', ...podSpec, 'volumes')).toBeUndefined();
});

test('it stands beside the volumes of the user, and that of the log', () => {
  const it = given(
    { secretName: 'access' },
    { volumes: [{ name: 'meshfence-prometheus', emptyDir: {} }] },
    { global: { log: { logRotate: true } } }
  );
  expect(it.at('Deployment', ...podSpec, 'volumes')).toEqual([
    { name: 'meshfence-prometheus', emptyDir: {} },
    { name: 'meshfence-log', emptyDir: {} },
    { ...ours, name: 'meshfence-prometheus-2' }
  ]);
  expect(it.at('Deployment', ...slime, 'volumeMounts')).toEqual([
    { name: 'meshfence-log', mountPath: '/tmp/log' },
    { ...mount, name: 'meshfence-prometheus-2' }
  ]);
});

test.each([folder, `${folder}/`, `${folder}/certs`])('a volume of the user’s at %s stays', mountPath => {
  const it = given({ secretName: 'access' }, at(mountPath));
  expect(it.codes).toContain('secret-not-mounted');
  expect(it.at('Deployment', ...podSpec, 'volumes')).toEqual(at(mountPath).volumes);
});

test.each(['/etc/meshfence', `${folder}-2`])('one at %s is not in the way', mountPath => {
  const it = given({ secretName: 'access' }, at(mountPath));
  expect(it.codes).not.toContain('secret-not-mounted');
  expect(it.at('Deployment', ...slime, 'volumeMounts')).toEqual([...at(mountPath).volumeMounts, mount]);
});

test('each file in the Secret’s folder needs something that is mounted there', () => {
  const file = `${folder}/a`;
  const missing = (prometheus: JsonObject, spec: JsonObject = {}): number =>
    given(prometheus, spec).codes.filter(code => code === 'file-not-mounted').length;
  const tlsConfig = { caFile: file, certFile: file, keyFile: file };
  expect(missing({ bearerTokenFile: file, tlsConfig })).toBe(4);
  expect(missing({ basicAuth: { username: 'a', passwordFile: file } })).toBe(1);
  expect(missing({ bearerTokenFile: file, secretName: 'access' })).toBe(0);
  expect(missing({ bearerTokenFile: file }, at(folder))).toBe(0);
  expect(missing({ bearerTokenFile: file }, at('/etc'))).toBe(0);
  expect(missing({ bearerTokenFile: file }, at(`${folder}/b`))).toBe(1);
  expect(missing({ bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token' })).toBe(0);
});
