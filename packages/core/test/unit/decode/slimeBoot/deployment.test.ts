import { expect, test } from 'vitest';
import { defaultDeployment } from '../../../../src/model/Deployment.js';
import type { Json, JsonObject } from '../../../../src/model/Json.js';
import { configured, findings } from '../../given/decoded.js';
import { slimeBoot } from '../../given/objects.js';

const read = (spec: JsonObject) => configured(slimeBoot({}, {}, spec));
const deployment = (spec: JsonObject) => read(spec).value.deployment;
const found = (spec: JsonObject) => findings(read(spec).diagnostics);

test('a SlimeBoot that says nothing of its workload has the defaults', () => {
  expect(deployment({})).toEqual(defaultDeployment);
  expect(found({})).toEqual([]);
});

const wrong: ReadonlyArray<readonly [string, Json, string]> = [
  ['image', 'meshfence:1', 'a mapping'],
  ['replicaCount', 'two', 'a whole number, 0 or more'],
  ['replicaCount', -1, 'a whole number, 0 or more'],
  ['replicaCount', 1.5, 'a whole number, 0 or more'],
  ['resources', [], 'a mapping'],
  ['affinity', 'none', 'a mapping'],
  ['nodeSelector', { a: 1 }, "a label's value .*"],
  ['podSecurityContext', 1, 'a mapping'],
  ['containerSecurityContext', 1, 'a mapping'],
  ['serviceAccount', true, 'a mapping'],
  ['args', '--debug', 'a list'],
  ['env', { A: 'b' }, 'a list'],
  ['volumes', 'v', 'a list'],
  ['volumeMounts', 'v', 'a list'],
  ['containers', [], 'a mapping'],
  ['tolerations', {}, 'a list'],
  ['imagePullSecrets', 's', 'a list'],
  ['service', 80, 'a mapping']
];

test.each(wrong)('%s: %j is reported, and the default holds', (name, value, expected) => {
  expect(deployment({ [name]: value })).toEqual(defaultDeployment);
  expect(found({ [name]: value })).toEqual([
    expect.stringMatching(
      new RegExp(`^field-invalid: spec\\.${name}.* must be ${expected}, .*The default holds\\.$`)
    )
  ]);
});

test.each([
  ['image', { pullPolicy: 'Sometimes' }, 'spec.image.pullPolicy'],
  ['image', { tag: [] }, 'spec.image.tag'],
  ['service', { type: 'ExternalName' }, 'spec.service.type'],
  ['service', { port: 0 }, 'spec.service.port'],
  ['service', { auxiliaryPort: 65_536 }, 'spec.service.auxiliaryPort'],
  ['service', { logSourcePort: '80a' }, 'spec.service.logSourcePort'],
  ['serviceAccount', { create: 'no' }, 'spec.serviceAccount.create']
])('%s: %j costs that field only', (name, value, field) => {
  expect(deployment({ [name]: value })).toEqual(defaultDeployment);
  expect(found({ [name]: value })).toEqual([expect.stringContaining(`field-invalid: ${field} must be`)]);
});

test.each([
  ['env', [{ value: 'x' }, { name: 'A' }], [{ name: 'A' }]],
  ['volumes', [{ name: 'a' }, 'b'], [{ name: 'a' }]],
  ['imagePullSecrets', [{ name: 1 }, { name: 'a' }], [{ name: 'a' }]],
  ['tolerations', ['x', { operator: 'Exists' }], [{ operator: 'Exists' }]],
  ['args', [{}, '-v'], ['-v']]
])('an item of %s that cannot be read costs itself only', (name, value, kept) => {
  expect(deployment({ [name]: value })).toMatchObject({ [name]: kept });
  expect(found({ [name]: value })).toEqual([expect.stringContaining('The entry is left out.')]);
});

test.each([
  [{ image: { repo: 'x' } }, '"repo"'],
  [{ service: { ports: [] } }, '"ports"'],
  [{ serviceAccount: { annotations: {} } }, '"annotations"'],
  [{ containers: { sidecar: {} } }, '"sidecar"'],
  [{ containers: { slime: { image: 'x' } } }, '"image"']
])('a field that %j does not have is a warning', (spec, field) => {
  expect(found(spec as unknown as JsonObject)).toEqual([
    expect.stringContaining(`field-unknown: There is no field ${field}`)
  ]);
});

test('ports that are the same give way to the defaults, and the type stays', () => {
  const service = { type: 'NodePort', port: 8081 };
  expect(deployment({ service }).service).toEqual({ ...defaultDeployment.service, type: 'NodePort' });
  expect(found({ service })).toEqual([
    'service-ports-equal: service.port and service.auxiliaryPort are both 8081. The default ports hold.'
  ]);
});

const volumes = [{ name: 'a' }, { name: 'b' }];
const mount = (name: string) => ({ name, mountPath: '/log' });

test('what is mounted in both places alike is mounted once', () => {
  const spec = { volumes, volumeMounts: [mount('a')], containers: { slime: { volumeMounts: [mount('a')] } } };
  expect(deployment(spec).volumeMounts).toEqual([mount('a')]);
  expect(found(spec)).toEqual([]);
});

test('of two volumes at one path the first is mounted', () => {
  const spec = { volumes, volumeMounts: [mount('a')], containers: { slime: { volumeMounts: [mount('b')] } } };
  expect(deployment(spec).volumeMounts).toEqual([mount('a')]);
  expect(found(spec)).toEqual([
    'setting-contradicts: What is mounted at /log is "a" in volumeMounts, but "b" in containers.slime.volumeMounts. The former is used.'
  ]);
});

test('null is the same as nothing', () => {
  const names = Object.keys(defaultDeployment);
  expect(deployment(Object.fromEntries(names.map(name => [name, null])))).toEqual(defaultDeployment);
});
