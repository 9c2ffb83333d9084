import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/model/Json.js';
import { installed, podSpec, slime } from '../../given/installed.js';

const rotating = (config: JsonObject = {}) => ({
  global: { log: { logRotate: true, logRotateConfig: config } }
});
const claim = { name: 'logs', persistentVolumeClaim: { claimName: 'logs' } };
const at = (mountPath: string) => ({ volumes: [claim], volumeMounts: [{ name: 'logs', mountPath }] });
const ours = { name: 'meshfence-log', emptyDir: {} };

const volumes = (spec: JsonObject, module: JsonObject) =>
  installed(spec, module).at('Deployment', ...podSpec, 'volumes');
const mounts = (spec: JsonObject, module: JsonObject) =>
  installed(spec, module).at('Deployment', ...slime, 'volumeMounts');

test('without a log file there is no volume that the user did not ask for', () => {
  expect(volumes({}, {})).toBeUndefined();
  expect(volumes({}, { global: { log: { logRotate: false } } })).toBeUndefined();
  expect(volumes(at('/data'), {})).toEqual([claim]);
});

test('a log file has a folder that can be written, as the root cannot', () => {
  expect(volumes({}, rotating())).toEqual([ours]);
  expect(mounts({}, rotating())).toEqual([{ name: 'meshfence-log', mountPath: '/tmp/log' }]);
  expect(mounts({}, rotating({ filePath: '/var/log/mesh/a.log' }))).toEqual([
    { name: 'meshfence-log', mountPath: '/var/log/mesh' }
  ]);
});

test.each(['/tmp/log', '/tmp/log/', '/tmp', '/tmp/log/slime.log', '/'])(
  "a user's volume at %s holds the log, and no other is needed",
  mountPath => {
    expect(volumes(at(mountPath), rotating())).toEqual([claim]);
    expect(installed(at(mountPath), rotating()).codes).not.toContain('log-not-kept');
  }
);

test.each(['/tmp/logs', '/tmp/log/other', '/var'])('a volume at %s does not', mountPath => {
  expect(volumes(at(mountPath), rotating())).toEqual([claim, ours]);
  expect(installed(at(mountPath), rotating()).codes).toContain('log-not-kept');
});

test('of several mounts the deepest one holds the log', () => {
  const spec = {
    volumes: [claim, { name: 'scratch', emptyDir: {} }],
    volumeMounts: [
      { name: 'scratch', mountPath: '/tmp/log' },
      { name: 'logs', mountPath: '/tmp' }
    ]
  };
  expect(installed(spec, rotating()).codes).toContain('log-not-kept');
  expect(volumes(spec, rotating())).toEqual(spec.volumes);
});

test('the volume of the log has a name of its own', () => {
  const own = (name: string) => ({ name, emptyDir: {} });
  const two = { volumes: [own('meshfence-log'), own('meshfence-log-2')] };
  expect(volumes(two, rotating())).toEqual([...two.volumes, own('meshfence-log-3')]);
  expect(mounts(two, rotating())).toEqual([{ name: 'meshfence-log-3', mountPath: '/tmp/log' }]);
});

const inLog = (volume: JsonObject, mount: JsonObject = {}, more: JsonObject = {}) => ({
  volumes: [{ name: 'logs', ...volume }],
  volumeMounts: [{ name: 'logs', mountPath: '/tmp/log', ...mount }],
  ...more
});
const codes = (spec: JsonObject) => installed(spec, rotating()).codes.filter(code => code.startsWith('log-'));

test.each<[string, JsonObject]>([
  ['mount', inLog({ hostPath: { path: '/log' } }, { readOnly: true })],
  ['claim', inLog({ persistentVolumeClaim: { claimName: 'logs', readOnly: true } })],
  ['secret', inLog({ secret: { secretName: 'logs' } })],
  ['projection', inLog({ projected: { sources: [] } })],
  ['description', inLog({ downwardAPI: { items: [] } })]
])('nothing can be logged into a read-only %s', (_, spec) => {
  expect(codes(spec)).toEqual(['log-not-writable']);
  expect(volumes(spec, rotating())).toEqual(spec['volumes']);
});

test('a volume whose owner stays must let the user write, unless that is root', () => {
  const hostPath = { hostPath: { path: '/log' } };
  expect(codes(inLog(hostPath))).toEqual(['log-needs-permission']);
  expect(codes(inLog({ nfs: { path: '/log' } }, { readOnly: false }))).toEqual(['log-needs-permission']);
  expect(codes(inLog({ persistentVolumeClaim: { claimName: 'a' } }))).toEqual(['log-needs-permission']);
  expect(codes(inLog({ csi: { driver: 'a' } }))).toEqual([]);
  expect(codes(inLog(hostPath, {}, { podSecurityContext: { runAsUser: 0 } }))).toEqual([]);
  const asRoot = { podSecurityContext: { runAsUser: 5 }, containerSecurityContext: { runAsUser: 0 } };
  expect(codes(inLog(hostPath, {}, asRoot))).toEqual([]);
});

test('volumes are mounted from both places', () => {
  const spec = {
    volumes: [claim, { name: 'ca', configMap: { name: 'ca' } }],
    volumeMounts: [{ name: 'ca', mountPath: '/ca', readOnly: true }],
    containers: { slime: { volumeMounts: [{ name: 'logs', mountPath: '/tmp/log' }] } }
  };
  expect(mounts(spec, {})).toEqual([
    { name: 'ca', mountPath: '/ca', readOnly: true },
    { name: 'logs', mountPath: '/tmp/log' }
  ]);
});

test('a pod that holds a claim goes before the next one, which might not get it', () => {
  const strategy = (spec: JsonObject) =>
    installed(spec).at('Deployment', 'spec', 'strategy', 'rollingUpdate');
  expect(strategy({})).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  expect(strategy({ volumes: [claim] })).toEqual({ maxSurge: 0, maxUnavailable: 1 });
});
