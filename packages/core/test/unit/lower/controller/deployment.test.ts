import { expect, test } from 'vitest';
import { object } from '../../given/objects.js';
import { installed, installedFrom, podSpec, slime } from '../../given/installed.js';

const template = ['spec', 'template', 'metadata'] as const;

test('the workload is called like its SlimeBoot, and runs in the namespace of its own', () => {
  const boot = object('config.netease.com/v1alpha1', 'SlimeBoot', 'ops/mesh-one', {
    spec: { namespace: 'mesh', module: [{ kind: 'lazyload' }] }
  });
  const { at } = installedFrom([boot]);
  expect(at('Deployment', 'metadata')).toMatchObject({ name: 'mesh-one', namespace: 'mesh' });
  expect(at('Deployment', 'spec', 'selector', 'matchLabels')).toEqual({ app: 'mesh-one' });
  expect(at('Deployment', ...template, 'labels', 'app')).toBe('mesh-one');
  expect(at('Deployment', ...slime, 'args', 1)).toBe('--slimeboot=ops/mesh-one');
});

test('a name that no Service can have is replaced, and the SlimeBoot is still found', () => {
  const boot = object('config.netease.com/v1alpha1', 'SlimeBoot', 'ops/9.lives', {
    spec: { module: [{ kind: 'lazyload' }] }
  });
  const { at, codes } = installedFrom([boot]);
  expect(codes).toContain('workload-name-invalid');
  expect(at('Service', 'metadata', 'name')).toBe('lazyload');
  expect(at('Deployment', ...slime, 'args', 1)).toBe('--slimeboot=ops/9.lives');
});

test('there is one replica, or as many as asked for', () => {
  expect(installed().at('Deployment', 'spec', 'replicas')).toBe(1);
  expect(installed({ replicaCount: 3 }).at('Deployment', 'spec', 'replicas')).toBe(3);
  expect(installed({ replicaCount: 0 }).at('Deployment', 'spec', 'replicas')).toBe(0);
});

test('several replicas have a budget, one has none: it would keep its node from being drained', () => {
  expect(installed({ replicaCount: 1 }).object('PodDisruptionBudget')).toBeUndefined();
  expect(installed({ replicaCount: 2 }).at('PodDisruptionBudget', 'spec')).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: { app: 'lazyload' } }
  });
});

test("arguments of the user's follow those that say what the pod is for", () => {
  expect(installed({ args: ['--log-level=debug', 5] }).at('Deployment', ...slime, 'args')).toEqual([
    'controller',
    '--slimeboot=mesh-operator/lazyload',
    '--lease=lazyload',
    '--auxiliary-port=8081',
    '--log-source-port=8082',
    '--log-level=debug',
    '5'
  ]);
});

test("each variable is there once, and the user's word counts", () => {
  const env = [
    { name: 'TZ', value: 'UTC' },
    { name: 'POD_NAME', value: 'me' },
    { name: 'TZ', value: 1 }
  ];
  expect(installed({ env }).at('Deployment', ...slime, 'env')).toEqual([
    { name: 'POD_NAME', value: 'me' },
    { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
    { name: 'TZ', value: '1' }
  ]);
});

test("resources are the user's as a whole, or sensible ones", () => {
  const own = { limits: { cpu: '2' } };
  expect(installed({ resources: own }).at('Deployment', ...slime, 'resources')).toEqual(own);
  expect(installed().at('Deployment', ...slime, 'resources')).toEqual({
    limits: { memory: '1Gi' },
    requests: { cpu: '100m', memory: '256Mi' }
  });
});

test('where it may run is told to Kubernetes as it was written, and not at all where nothing was', () => {
  const own = {
    affinity: { nodeAffinity: { x: [1] } },
    imagePullSecrets: [{ name: 'registry' }],
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    tolerations: [{ key: 'infra', operator: 'Exists' }]
  };
  expect(installed(own).at('Deployment', ...podSpec)).toMatchObject(own);
  const spec = installed().at('Deployment', ...podSpec) as object;
  expect(Object.keys(spec).filter(name => name in own)).toEqual([]);
  expect(spec).not.toHaveProperty('priorityClassName');
});

test('health is asked for where the controller answers, and Prometheus is told the same port', () => {
  const { at } = installed();
  expect(at('Deployment', ...slime, 'livenessProbe', 'httpGet')).toEqual({
    path: '/healthz',
    port: 'http-auxiliary'
  });
  expect(at('Deployment', ...slime, 'readinessProbe', 'httpGet', 'path')).toBe('/readyz');
  expect(at('Deployment', ...slime, 'ports', 0)).toMatchObject({
    name: 'http-auxiliary',
    containerPort: 8081
  });
  expect(at('Deployment', ...template, 'annotations')).toEqual({
    'prometheus.io/path': '/metrics',
    'prometheus.io/port': '8081',
    'prometheus.io/scrape': 'true'
  });
});

test('the controller has no proxy of its own', () => {
  expect(installed().at('Deployment', ...template, 'labels', 'sidecar.istio.io/inject')).toBe('false');
});

test('the command is said, since that of another Deployment of the same name would stay', () => {
  expect(installed().at('Deployment', ...slime, 'command')).toEqual(['meshfence']);
});

test('a name of another workload of ours is nobody else’s', () => {
  for (const name of ['global-sidecar', 'meshfence-ports']) {
    const boot = object('config.netease.com/v1alpha1', 'SlimeBoot', `mesh-operator/${name}`, {
      spec: { module: [{ kind: 'lazyload' }] }
    });
    const { at, codes } = installedFrom([boot]);
    expect([name, at('Deployment', 'metadata', 'name')]).toEqual([name, 'lazyload']);
    expect(codes).toContain('workload-name-invalid');
  }
});

test('the container is called as SlimeBoots call it', () => {
  expect(installed().at('Deployment', ...slime, 'name')).toBe('slime');
});
