import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bookinfo } from './support/bookinfo.js';
import { meshfence } from './support/world.js';

interface Metadata {
  readonly [key: string]: unknown;
}

const live = (
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  metadata: Metadata = {}
) => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === '' ? {} : { namespace }), uid: `${kind}-${name}`, ...metadata }
});

const ours = { labels: { 'app.kubernetes.io/managed-by': 'meshfence' } };
const ofFence = {
  ownerReferences: [
    { apiVersion: 'microservice.slime.io/v1alpha1', kind: 'ServiceFence', name: 'a', uid: '1' }
  ]
};

const dump = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: [
    live('rbac.authorization.k8s.io/v1', 'ClusterRole', '', 'lazyload.mesh-operator', ours),
    live('networking.istio.io/v1', 'Sidecar', 'shop', 'web', ofFence),
    live('networking.istio.io/v1', 'Sidecar', 'shop', 'own'),
    live('networking.istio.io/v1alpha3', 'EnvoyFilter', 'istio-system', 'to-gs', ours),
    live('apps/v1', 'Deployment', 'mesh-operator', 'lazyload', ours),
    live('v1', 'Namespace', '', 'mesh-operator', ours),
    live('microservice.slime.io/v1alpha1', 'ServiceFence', 'shop', 'web', {
      labels: { 'app.kubernetes.io/created-by': 'fence-controller' }
    }),
    live('microservice.slime.io/v1alpha1', 'ServiceFence', 'shop', 'own')
  ]
});

const uninstall = (...words: ReadonlyArray<string>) =>
  meshfence(['uninstall', '--print', '-', ...words], { stdin: dump });

test('what would go is listed with its reason, in the order of removal; what stays is counted', async () => {
  expect(await uninstall()).toMatchObject({
    code: 0,
    stderr: '',
    stdout: `KIND          NAMESPACE      NAME                    WHY
Deployment    mesh-operator  lazyload                labelled as managed by meshfence
Sidecar       shop           web                     Sidecar of a ServiceFence
ServiceFence  shop           web                     automatic fence
EnvoyFilter   istio-system   to-gs                   labelled as managed by meshfence
ClusterRole   -              lazyload.mesh-operator  labelled as managed by meshfence

5 objects would go. 3 other objects in the input are not meshfence's, and would stay.
`
  });
});

test('-o name gives what kubectl delete takes, a line for each', async () => {
  const { stderr, stdout } = await uninstall('-o', 'name');
  expect(stdout).toBe(
    `deployment.apps/lazyload --namespace=mesh-operator
sidecar.networking.istio.io/web --namespace=shop
servicefence.microservice.slime.io/web --namespace=shop
envoyfilter.networking.istio.io/to-gs --namespace=istio-system
clusterrole.rbac.authorization.k8s.io/lazyload.mesh-operator
`
  );
  expect(stderr).toContain('5 objects would go.');
});

test('-o yaml and json give the objects by name, and nothing of what they hold', async () => {
  const { stdout } = await uninstall('-o', 'yaml', '-q');
  expect(stdout.split('---\n')[0]).toBe(
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: lazyload\n  namespace: mesh-operator\n'
  );
  const json = JSON.parse((await uninstall('-o', 'json')).stdout) as {
    readonly items: ReadonlyArray<unknown>;
  };
  expect(json.items.at(-1)).toEqual({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'lazyload.mesh-operator' }
  });
});

test('the definitions go only with --crds: last, and with a word on what goes with them', async () => {
  const definition = live(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    '',
    'servicefences.microservice.slime.io'
  );
  const stdin = `${dump}\n---\n${JSON.stringify(definition)}`;
  const list = async (...words: ReadonlyArray<string>) =>
    meshfence(['uninstall', '--print', '-', '-o', 'name', ...words], { stdin });
  const name = 'customresourcedefinition.apiextensions.k8s.io/servicefences.microservice.slime.io';
  const without = await list();
  expect([without.stdout.includes('customresource'), without.stderr.includes('your own')]).toEqual([
    false,
    false
  ]);
  const found = await list('--crds');
  expect(found.stdout).toBe(`${without.stdout}${name}\n`);
  expect(found.stderr).toContain('With the definitions every ServiceFence and every SlimeBoot goes');
  expect((await list('--crds', '-q')).stderr).toBe('');
});

test('of manifests, the definitions with --crds only', async () => {
  const list = async (...words: ReadonlyArray<string>) =>
    (
      await meshfence(['uninstall', '--print', 'mesh', '-o', 'name', '-q', ...words], {
        files: { ...bookinfo }
      })
    ).stdout;
  const both = ['servicefences.microservice.slime.io', 'slimeboots.config.netease.com'];
  expect(await list('--crds')).toBe(
    `${await list()}${both.map(name => `customresourcedefinition.apiextensions.k8s.io/${name}\n`).join('')}`
  );
});

test('a name that is none stays one word for xargs', async () => {
  const strange = live('v1', 'Service', 'shop', 'a b" \n--all', ours);
  const { stdout } = await meshfence(['uninstall', '--print', '-', '-o', 'name'], {
    stdin: JSON.stringify(strange)
  });
  expect(stdout).toBe(`"service/a b"'"'" \\u000a--all" --namespace=shop\n`);
});

test('of manifests, what install and compile make from them', async () => {
  const { code, stdout } = await meshfence(['uninstall', '--print', 'mesh', '-o', 'name'], {
    files: { ...bookinfo }
  });
  expect(code).toBe(0);
  const lines = stdout.split('\n');
  expect(lines.slice(0, 3)).toEqual([
    'deployment.apps/lazyload --namespace=mesh-operator',
    'sidecar.networking.istio.io/productpage --namespace=default',
    'sidecar.networking.istio.io/reviews --namespace=default'
  ]);
  expect(lines.filter(line => /^(namespace|servicefence|slimeboot)/.test(line))).toEqual([]);
});

test('of a SlimeBoot that was exported from a cluster, what would be made from it', async () => {
  const boot = bookinfo['mesh/slimeboot.yaml'].replace('{ name: lazyload,', '{ name: lazyload, uid: "1",');
  const { stdout } = await meshfence(['uninstall', '--print', '-', '-o', 'name'], { stdin: boot });
  expect(boot).toContain('uid');
  expect(stdout).toContain('deployment.apps/lazyload --namespace=mesh-operator');
});

test('routes for ports that are collected cannot be known from manifests, and that is said', async () => {
  const boot = bookinfo['mesh/slimeboot.yaml'].replace('autoFence: false', 'autoPort: true');
  const stderr = async (stdin: string, ...words: ReadonlyArray<string>) =>
    (await meshfence(['uninstall', '--print', '-', ...words], { stdin })).stderr;
  expect(await stderr(boot)).toContain('With autoPort there may be routes for more ports');
  expect(await stderr(boot, '-q')).not.toContain('autoPort');
  expect(await stderr(bookinfo['mesh/slimeboot.yaml'])).not.toContain('autoPort');
  expect(await stderr(`${boot}---\n${dump}`)).not.toContain('autoPort');
});

test('the guide asks a cluster for the same kinds as the help', async () => {
  const guide = readFileSync(new URL('../../../docs/guide.md', import.meta.url), 'utf8');
  const asked = /kubectl get \S+ -A -o yaml > live.yaml/;
  const { stdout } = await meshfence(['uninstall', '--help']);
  const [command] = asked.exec(stdout) ?? [];
  expect(command).toContain('serviceentry');
  expect(asked.exec(guide)?.[0]).toBe(command);
});

test('of what is nobody’s, nothing', async () => {
  const other = JSON.stringify(live('v1', 'Service', 'shop', 'web'));
  expect((await meshfence(['uninstall', '--print', '-'], { stdin: other })).stdout).toBe(
    "Nothing would go. 1 other object in the input is not meshfence's, and would stay.\n"
  );
});

test('a dump that is broken in part is listed in part, and said to be broken', async () => {
  const { code, stderr, stdout } = await meshfence(['uninstall', '--print', '-', '-o', 'name'], {
    stdin: `a: [\n---\n${JSON.stringify(live('v1', 'Service', 'shop', 'web', ours))}`
  });
  expect([code, stdout]).toEqual([1, 'service/web --namespace=shop\n']);
  expect(stderr).toContain('error[yaml-invalid]');
});

test('from files nothing is removed, and that is said', async () => {
  for (const words of [['uninstall'], ['uninstall', '--print', '--yes']]) {
    const { code, stderr, stdout } = await meshfence(words, { files: bookinfo });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('From files nothing can be removed');
    expect(stderr).toContain('meshfence uninstall --live --print');
  }
});

test('a cluster is looked at, or paths, but not both', async () => {
  const { code, stderr } = await meshfence(['uninstall', '--live', '--print', 'a.yaml'], { files: bookinfo });
  expect([code, stderr]).toEqual([2, expect.stringContaining('Give either --live or paths.')]);
});
