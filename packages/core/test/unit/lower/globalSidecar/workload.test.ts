import { expect, test } from 'vitest';
import { at, built } from './given.js';

const own = [
  'ConfigMap/mesh-operator/global-sidecar',
  'ConfigMap/mesh-operator/global-sidecar-access-log',
  'Deployment/mesh-operator/global-sidecar',
  'EnvoyFilter/mesh-operator/global-sidecar-access-log',
  'Service/mesh-operator/global-sidecar',
  'ServiceAccount/mesh-operator/global-sidecar'
];

test('the cluster mode has one global-sidecar, where the controller is or where it is told to be', () => {
  expect(built({}).keys).toEqual(own);
  const elsewhere = built({ general: { clusterGsNamespace: 'gs' } }).keys;
  expect(elsewhere).toEqual(own.map(key => key.replace('mesh-operator', 'gs')));
});

test('the namespace mode has one in each namespace, all with the same configuration', () => {
  const { find, keys } = built({ general: { globalSidecarMode: 'namespace', namespace: ['b', 'a', 'b'] } });
  expect(keys.filter(key => key.startsWith('Deployment/'))).toEqual([
    'Deployment/a/global-sidecar',
    'Deployment/b/global-sidecar'
  ]);
  const data = (namespace: string) => at(find(`ConfigMap/${namespace}/global-sidecar`), 'data');
  expect(data('a')).toEqual(data('b'));
});

test('there is nothing where it is switched off', () => {
  expect(built({ component: { enable: false } }).keys).toEqual([]);
  expect(built({ general: { globalSidecarMode: 'no' } }).keys).toEqual([]);
  expect(built({ module: { enable: false } }).keys).toEqual([]);
});

test('the Service has the wormhole ports, all of them HTTP, and leads to one port by name', () => {
  const { find } = built({ ports: [80, 9080] });
  const service = find('Service/mesh-operator/global-sidecar');
  expect(at(service, 'spec')).toEqual({
    ports: [
      { name: 'http-80', port: 80, protocol: 'TCP', targetPort: 'http' },
      { name: 'http-9080', port: 9080, protocol: 'TCP', targetPort: 'http' }
    ],
    selector: { app: 'global-sidecar' }
  });
  expect(at(service, 'metadata', 'labels')).toEqual({
    app: 'global-sidecar',
    'app.kubernetes.io/managed-by': 'meshfence',
    'slime.io/serviceFenced': 'false'
  });
});

test('without wormhole ports the Service still has one, as it must', () => {
  const { find } = built({ ports: [] });
  expect(at(find('Service/mesh-operator/global-sidecar'), 'spec', 'ports', 0, 'port')).toBe(80);
});

test('the identity may do nothing in the cluster', () => {
  const { find, pod } = built({});
  expect(at(find('ServiceAccount/mesh-operator/global-sidecar'), 'automountServiceAccountToken')).toBe(false);
  expect(at(pod, 'spec', 'automountServiceAccountToken')).toBe(false);
  expect(at(pod, 'spec', 'serviceAccountName')).toBe('global-sidecar');
});

test('one replica is alone; of several one at a time may go, and they spread', () => {
  const budget = 'PodDisruptionBudget/mesh-operator/global-sidecar';
  const [one, three] = [built({}), built({ component: { replicas: 3 } })];
  expect(one.find(budget)).toBeUndefined();
  expect(at(one.pod, 'spec', 'topologySpreadConstraints')).toBeUndefined();
  expect(at(three.find(budget), 'spec')).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: { app: 'global-sidecar' } }
  });
  expect(at(three.pod, 'spec', 'topologySpreadConstraints', 0, 'topologyKey')).toBe('kubernetes.io/hostname');
  expect(at(three.find('Deployment/mesh-operator/global-sidecar'), 'spec', 'replicas')).toBe(3);
});

test("the user's affinity stands in for spreading", () => {
  const { pod } = built({ component: { replicas: 3, affinity: { podAntiAffinity: {} } } });
  expect(at(pod, 'spec', 'affinity')).toEqual({ podAntiAffinity: {} });
  expect(at(pod, 'spec', 'topologySpreadConstraints')).toBeUndefined();
});

test('a new pod is ready before an old one goes', () => {
  const { find } = built({});
  const strategy = at(find('Deployment/mesh-operator/global-sidecar'), 'spec', 'strategy');
  expect(strategy).toEqual({ rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }, type: 'RollingUpdate' });
});

test('parts of Kubernetes are kept, from the component and from the spec', () => {
  const { container, pod } = built({
    component: { resources: { requests: { cpu: '1' } }, tolerations: [{ operator: 'Exists' }] },
    spec: {
      component: {
        globalSidecar: {
          enable: true,
          resources: { requests: { cpu: '1' } },
          tolerations: [{ operator: 'Exists' }]
        }
      },
      imagePullSecrets: [{ name: 'secret' }],
      nodeSelector: { disk: 'ssd' }
    }
  });
  expect(at(container, 'resources')).toEqual({ requests: { cpu: '1' } });
  expect(at(pod, 'spec', 'tolerations')).toEqual([{ operator: 'Exists' }]);
  expect(at(pod, 'spec', 'imagePullSecrets')).toEqual([{ name: 'secret' }]);
  expect(at(pod, 'spec', 'nodeSelector')).toEqual({ disk: 'ssd' });
});

test('what Kubernetes would refuse is reported and left out', () => {
  const { codes, container, pod } = built({
    component: { resources: 'much', affinity: [], tolerations: {} }
  });
  expect(codes).toEqual(['field-invalid', 'field-invalid', 'field-invalid']);
  expect([at(container, 'resources'), at(pod, 'spec', 'affinity'), at(pod, 'spec', 'tolerations')]).toEqual([
    undefined,
    undefined,
    undefined
  ]);
});
