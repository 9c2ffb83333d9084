import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/model/Json.js';
import { at } from '../../given/at.js';
import { installed, installedFrom, podSpec, slime } from '../../given/installed.js';
import type { Installed } from '../../given/installed.js';
import { slimeBoot } from '../../given/objects.js';

const metric = { prometheus: { address: 'http://prometheus.istio-system:9090' } };
const globalSidecar = { enable: true };

interface Given {
  readonly receiver?: JsonObject;
  readonly spec?: JsonObject;
  readonly general?: JsonObject;
}

/** A SlimeBoot in cluster mode with receivers. */
const given = ({ general = {}, receiver = {}, spec = {} }: Given = {}): Installed =>
  installed(
    { component: { globalSidecar, accessLogReceiver: { enable: true, ...receiver } }, ...spec },
    { metric },
    { globalSidecarMode: 'cluster', ...general }
  );

const name = 'lazyload-als';

const of = (it: Installed, kind: string, ...path: ReadonlyArray<string | number>) =>
  at(it.object(kind, name), ...path);

const kinds = ({ resources }: Installed): ReadonlyArray<string> =>
  resources.filter(each => each.name.startsWith(name)).map(({ kind }) => kind);

const args = (it: Installed) => of(it, 'Deployment', ...slime, 'args');

test('receivers are a Deployment with a Service, a budget, an account and its rights', () => {
  expect(kinds(given())).toEqual([
    'ServiceAccount',
    'ClusterRole',
    'ClusterRoleBinding',
    'Service',
    'PodDisruptionBudget',
    'Deployment'
  ]);
  expect(kinds(given({ receiver: { enable: false } }))).toEqual([]);
});

test('one alone needs no budget, and nothing to be kept apart from', () => {
  const it = given({ receiver: { replicas: 1 } });
  expect(kinds(it)).not.toContain('PodDisruptionBudget');
  expect(of(it, 'Deployment', ...podSpec, 'topologySpreadConstraints')).toBeUndefined();
  expect(of(it, 'Deployment', 'spec', 'replicas')).toBe(1);
});

test('they run `meshfence als` of the image of the controller, for the global-sidecars that there are', () => {
  const it = given({ spec: { image: { repository: 'registry.example/meshfence', tag: 'v9' } } });
  expect(of(it, 'Deployment', ...slime)).toMatchObject({
    name: 'als',
    command: ['meshfence'],
    image: 'registry.example/meshfence:v9',
    imagePullPolicy: 'IfNotPresent'
  });
  expect(args(it)).toEqual([
    'als',
    '--port=8082',
    '--auxiliary-port=8081',
    '--linger=65s',
    '--global-sidecar=mesh-operator'
  ]);
});

test('in namespace mode each global-sidecar is heard for its own namespace', () => {
  const it = given({ general: { globalSidecarMode: 'namespace', namespace: ['shop', 'bank'] } });
  expect(args(it)).toEqual([
    'als',
    '--port=8082',
    '--auxiliary-port=8081',
    '--linger=65s',
    '--global-sidecar=bank',
    '--global-sidecar=shop',
    '--global-sidecar-mode=namespace'
  ]);
});

test.each<[string, JsonObject]>([
  ['callers log', { accessLogger: 'callers' }],
  ['there is no global-sidecar', { accessLogger: 'both', globalSidecarMode: 'no' }]
])('where %s, nobody is looked up, and nothing may be', (_, general) => {
  const it = given({ general });
  expect(args(it)).toEqual(['als', '--port=8082', '--auxiliary-port=8081', '--linger=65s']);
  expect(kinds(it)).toEqual(['ServiceAccount', 'Service', 'PodDisruptionBudget', 'Deployment']);
  expect(of(it, 'Deployment', ...podSpec, 'automountServiceAccountToken')).toBe(false);
});

test('they may list and watch pods, and no more', () => {
  const it = given();
  const role = `${name}.mesh-operator`;
  expect(it.object('ClusterRole', role)?.['rules']).toEqual([
    { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] }
  ]);
  expect(it.object('ClusterRoleBinding', role)).toMatchObject({
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', name, namespace: 'mesh-operator' }]
  });
  expect(of(it, 'Deployment', ...podSpec, 'serviceAccountName')).toBe(name);
  expect(of(it, 'Deployment', ...podSpec, 'automountServiceAccountToken')).toBe(true);
});

test('the controller’s rights stay its own', () => {
  const account = 'lazyload-als';
  const it = given({ spec: { serviceAccount: { name: account } } });
  expect(it.codes).toContain('workload-name-invalid');
  expect(at(it.object('Deployment', 'lazyload'), ...podSpec, 'serviceAccountName')).toBe('lazyload');
  const without = given({ receiver: { enable: false }, spec: { serviceAccount: { name: account } } });
  expect(without.codes).not.toContain('workload-name-invalid');
});

test('their Service takes logs on its own port, and metrics', () => {
  expect(of(given({ receiver: { port: 9000 } }), 'Service', 'spec')).toEqual({
    ports: [
      { name: 'grpc-log-source', port: 9000, protocol: 'TCP', targetPort: 'grpc-log-source' },
      { name: 'http-auxiliary', port: 8081, protocol: 'TCP', targetPort: 'http-auxiliary' }
    ],
    selector: { app: name }
  });
  expect(of(given(), 'Service', 'metadata', 'labels', 'slime.io/serviceFenced')).toBe('false');
});

test('a Prometheus finds their metrics; no proxy stands in the way', () => {
  const metadata = ['spec', 'template', 'metadata'] as const;
  expect(of(given(), 'Deployment', ...metadata)).toEqual({
    annotations: {
      'prometheus.io/path': '/metrics',
      'prometheus.io/port': '8081',
      'prometheus.io/scrape': 'true'
    },
    labels: { app: name, 'sidecar.istio.io/inject': 'false' }
  });
});

test('they are not root and write nothing, whatever the controller has to', () => {
  const rooted = { podSecurityContext: { runAsUser: 0 }, containerSecurityContext: { privileged: true } };
  for (const spec of [{}, rooted]) {
    const it = given({ spec });
    expect(of(it, 'Deployment', ...podSpec, 'securityContext')).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 65_532
    });
    expect(of(it, 'Deployment', ...slime, 'securityContext')).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true
    });
  }
});

test('what they ask for may be said; where they may run, the controller’s settings say', () => {
  const resources = { limits: { memory: '4Gi' } };
  const tolerations = [{ key: 'mesh', operator: 'Exists' }];
  const spec = {
    nodeSelector: { pool: 'mesh' },
    imagePullSecrets: [{ name: 'registry' }],
    tolerations,
    env: [{ name: 'A', value: 'b' }],
    args: ['--debounce=1s']
  };
  const it = given({ receiver: { resources }, spec });
  expect(of(it, 'Deployment', ...podSpec)).toMatchObject({
    nodeSelector: { pool: 'mesh' },
    imagePullSecrets: [{ name: 'registry' }],
    tolerations
  });
  expect(of(it, 'Deployment', ...slime, 'resources')).toEqual(resources);
  expect(of(it, 'Deployment', ...slime, 'env')).toBeUndefined();
  expect(JSON.stringify(args(it))).not.toContain('debounce');
  expect(of(given(), 'Deployment', ...slime, 'resources')).toMatchObject({ limits: { memory: '1Gi' } });
});

test('they are alive and ready as they say on the auxiliary port', () => {
  expect(of(given(), 'Deployment', ...slime)).toMatchObject({
    livenessProbe: { httpGet: { path: '/healthz', port: 'http-auxiliary' } },
    readinessProbe: { httpGet: { path: '/readyz', port: 'http-auxiliary' } }
  });
});

test('one that ends has time to be asked once more what it has heard', () => {
  expect(of(given(), 'Deployment', ...podSpec, 'terminationGracePeriodSeconds')).toBe(90);
});

test('they are kept apart as far as there is room', () => {
  const constraints = of(given(), 'Deployment', ...podSpec, 'topologySpreadConstraints');
  expect(constraints).toMatchObject([
    { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: name } } },
    { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' }
  ]);
});

test('of a long name the end gives way, so that a Service can have it', () => {
  const long = 'a'.repeat(63);
  const component = { accessLogReceiver: { enable: true } };
  const boot = slimeBoot({ globalSidecarMode: 'no' }, { metric }, { component });
  const { resources } = installedFrom([{ ...boot, metadata: { name: long, namespace: 'mesh-operator' } }]);
  const services = resources.filter(({ kind }) => kind === 'Service').map(each => each.name);
  expect(services).toEqual([`${'a'.repeat(59)}-als`, long]);
});

test('where meshfence’s own namespace is none, there is nothing to install', () => {
  expect(kinds(given({ spec: { namespace: 'Not One' } }))).toEqual([]);
});
