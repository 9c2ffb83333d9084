import { expect, test } from 'vitest';
import { decodeMesh, install, printYaml } from '../src/core.js';
import { toSlimeBoot } from '../src/install/toSlimeBoot.js';
import { bookinfo } from './support/bookinfo.js';
import { meshfence } from './support/world.js';

const slimeBoot = bookinfo['mesh/slimeboot.yaml'];
const files = { 'slimeboot.yaml': slimeBoot };

const kindsIn = (yaml: string): ReadonlyArray<string> =>
  [...yaml.matchAll(/^kind: (.*)$/gm)].map(([, kind = '']) => kind);

test('a SlimeBoot becomes its workloads, in the order in which they are applied', async () => {
  const { code, stderr, stdout } = await meshfence(['install', 'slimeboot.yaml'], { files });
  expect([code, stderr.includes('error')]).toEqual([0, false]);
  expect(kindsIn(stdout).slice(0, 5)).toEqual([
    'CustomResourceDefinition',
    'CustomResourceDefinition',
    'Namespace',
    'ServiceAccount',
    'ClusterRole'
  ]);
  expect(kindsIn(stdout)).toEqual(expect.arrayContaining(['Deployment', 'Service', 'RoleBinding']));
  expect(kindsIn(stdout)).not.toContain('SlimeBoot');
});

test('it is read from standard input just as well, and printed as JSON', async () => {
  const { stdout } = await meshfence(['install', '-', '-o', 'json'], { stdin: slimeBoot });
  const list = JSON.parse(stdout) as { readonly kind: string; readonly items: ReadonlyArray<unknown> };
  expect([list.kind, list.items[2]]).toMatchObject(['List', { kind: 'Namespace' }]);
});

const broken = {
  files: { 'slimeboot.yaml': slimeBoot.replace('spec:', 'spec:\n  replicaCount: many') }
};

test('with errors nothing is printed, since a pipe loses the exit code, and that is said', async () => {
  const { code, stderr, stdout } = await meshfence(['install', 'slimeboot.yaml'], broken);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('slimeboot.yaml:5:17');
  expect(stderr.trimEnd().split('\n').at(-1)).toBe(
    'Nothing is printed, because of the findings above; --fail-on never prints it all the same.'
  );
});

test('with errors that shall not count everything is printed', async () => {
  const words = ['install', 'slimeboot.yaml', '--fail-on', 'never'];
  const { code, stderr, stdout } = await meshfence(words, broken);
  expect(code).toBe(0);
  expect(stderr).not.toContain('Nothing is printed');
  expect(kindsIn(stdout)).toContain('Deployment');
});

test('--only and --except choose among the kinds, however they are written', async () => {
  const kinds = async (...words: ReadonlyArray<string>) =>
    new Set(kindsIn((await meshfence(['install', '--mode', 'cluster', '--port', '80', ...words])).stdout));
  const all = await kinds();
  expect(await kinds('--only', 'EnvoyFilter', '--only', 'namespace')).toEqual(
    new Set(['Namespace', 'EnvoyFilter'])
  );
  const others = [...all].filter(kind => kind !== 'EnvoyFilter' && kind !== 'Service');
  expect(await kinds('--except', 'envoyfilter', '--except', 'SERVICE')).toEqual(new Set(others));
  for (const kind of all) expect(await kinds('--only', kind)).toEqual(new Set([kind]));
});

test('whoever has the definitions elsewhere leaves them out', async () => {
  const without = ['install', 'slimeboot.yaml', '--except', 'customresourcedefinition'];
  const { stdout } = await meshfence(without, { files });
  expect(kindsIn(stdout)[0]).toBe('Namespace');
  const only = await meshfence(['install', 'slimeboot.yaml', '--only', 'CustomResourceDefinition'], {
    files
  });
  expect([...only.stdout.matchAll(/^  name: (.*)$/gm)].map(([, name]) => name)).toEqual([
    'servicefences.microservice.slime.io',
    'slimeboots.config.netease.com'
  ]);
});

test('that the API server is not known is said without a mesh, too', async () => {
  const { stderr } = await meshfence(['install', '--mode', 'cluster']);
  expect(stderr).toContain('warning[api-server-unknown]');
  expect(stderr).not.toContain('wormhole-ports-none');
});

test.each([
  ['cluster', 'accesslog', []],
  ['cluster', 'prometheus', []],
  ['namespace', 'accesslog', ['--namespace', 'shop', '--namespace', 'bank']],
  ['namespace', 'prometheus', ['--namespace', 'shop']],
  ['none', 'accesslog', []],
  ['none', 'prometheus', []]
])(
  '--mode %s --metric-source %s makes a SlimeBoot that is read without errors',
  async (mode, source, more) => {
    const words = ['install', '--mode', mode, '--metric-source', source, ...more];
    const { code, stderr, stdout } = await meshfence(words);
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/^(error|warning)\[(field|setting|config)/m);
    expect(kindsIn(stdout)).toContain('Deployment');
    const { stdout: boot } = await meshfence([...words, '--print-slimeboot']);
    const { config } = decodeMesh([{ file: 'boot.yaml', text: boot }]).value;
    expect([config.mode, config.metricSource]).toEqual([mode === 'none' ? 'no' : mode, source]);
    expect((await meshfence([...words, '--only', 'slimeboot'])).stdout).toBe(boot);
    expect((await meshfence([...words, '--except', 'slimeboot'])).stdout).toBe(
      printYaml(install(decodeMesh([{ file: 'b', text: boot }]).value).value.map(({ object }) => object))
    );
    expect(kindsIn(stdout).indexOf('SlimeBoot')).toBe(kindsIn(stdout).indexOf('Deployment') - 1);
  }
);

test('--print-slimeboot prints the SlimeBoot and nothing else', async () => {
  const words = [
    'install',
    '--mode',
    'namespace',
    '--namespace',
    'shop',
    '--port',
    '9080',
    '--print-slimeboot'
  ];
  const { stdout, stderr } = await meshfence(words);
  expect([kindsIn(stdout), stderr]).toEqual([['SlimeBoot'], '']);
  expect(stdout).toContain('wormholePort:');
  expect(stdout).not.toContain('autoPort');
});

test('options find their way into the SlimeBoot', () => {
  const boot = toSlimeBoot({
    mode: 'cluster',
    metricSource: 'prometheus',
    namespace: [],
    port: [],
    istioNamespace: 'istio',
    operatorNamespace: 'mesh'
  });
  const { config } = decodeMesh([{ file: 'b', text: printYaml([boot]) }]).value;
  expect(config.meta).toMatchObject({ namespace: 'mesh', name: 'lazyload' });
  expect(config.global).toMatchObject({ istioNamespace: 'istio', slimeNamespace: 'mesh' });
  expect(config.prometheus?.address).toBe('http://prometheus.istio:9090');
  expect(config.general).toMatchObject({ autoPort: true, wormholePorts: [] });
});

test('that the SlimeBoot is printed too, and when kubectl takes it, is said, unless it is quiet', async () => {
  const words = ['install', '--mode', 'none'];
  const { stderr } = await meshfence(words);
  expect(stderr).toContain('The SlimeBoot mesh-operator/lazyload is among it');
  expect(stderr).toContain('apply --only customresourcedefinition before the rest');
  expect((await meshfence([...words, '--only', 'deployment'])).stderr).toContain(
    'reads its SlimeBoot from the cluster: mesh-operator/lazyload. --print-slimeboot prints it.'
  );
  expect((await meshfence([...words, '-q'])).stderr).not.toContain('SlimeBoot mesh-operator');
});

test('manifests of the mesh may be added to the options', async () => {
  const services = { 'mesh/services.yaml': bookinfo['mesh/services.yaml'] };
  const { code } = await meshfence(['install', '--mode', 'cluster', 'mesh'], { files: services });
  expect(code).toBe(0);
});

test.each([
  [[], 'There is no SlimeBoot to install from.'],
  [['--port', '80'], '--port has a meaning only with --mode.'],
  [['--print-slimeboot'], '--print-slimeboot has a meaning only with --mode.'],
  [['--mode', 'namespace'], '--mode namespace needs the namespaces that use lazyload.'],
  [['--mode', 'cluster', '--namespace', 'a'], '--namespace has a meaning only with --mode namespace.'],
  [['--mode', 'cluster', '--prometheus-address', 'x'], '--prometheus-address has a meaning only with'],
  [['--mode', 'cluster', '--print-slimeboot', 'slimeboot.yaml'], '--print-slimeboot reads no files.'],
  [['--mode', 'cluster', 'slimeboot.yaml'], 'there is one among the files already.'],
  [['empty.yaml'], 'There is no SlimeBoot with a lazyload module in the input.'],
  [['--mode', 'cluster', '--port', '0'], 'It is no port number'],
  [['--mode', 'cluster', '--only', 'pod'], 'Allowed choices are clusterrole, clusterrolebinding, configmap,'],
  [['--mode', 'somewhere'], 'Allowed choices are cluster, namespace, none']
])('%j is wrong usage', async (words, message) => {
  const { code, stderr, stdout } = await meshfence(['install', ...words], {
    files: { ...files, 'empty.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n' }
  });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

test('a file that is not there is no wrong usage', async () => {
  expect((await meshfence(['install', 'nowhere.yaml'])).code).toBe(3);
});
