import { expect, test } from 'vitest';
import { installed, podSpec } from '../../given/installed.js';

const port = (name: string, number: number, targetPort: string) => ({
  name,
  port: number,
  protocol: 'TCP',
  targetPort
});

test('the Service leads to health, metrics and access logs, with names that tell Istio the protocols', () => {
  expect(installed().at('Service', 'spec')).toEqual({
    ports: [
      port('http', 80, 'http-auxiliary'),
      port('http-auxiliary', 8081, 'http-auxiliary'),
      port('grpc-log-source', 8082, 'grpc-log-source')
    ],
    selector: { app: 'lazyload' },
    type: 'ClusterIP'
  });
});

test('its ports and its type may be chosen', () => {
  const service = { type: 'NodePort', port: 8080, auxiliaryPort: '9091', logSourcePort: 9092 };
  expect(installed({ service }).at('Service', 'spec')).toMatchObject({
    type: 'NodePort',
    ports: [{ port: 8080 }, { port: 9091 }, { port: 9092 }]
  });
});

test('it is never fenced', () => {
  expect(installed().at('Service', 'metadata', 'labels', 'slime.io/serviceFenced')).toBe('false');
});

test('a ServiceAccount is made unless there is one', () => {
  expect(installed().at('ServiceAccount', 'metadata', 'name')).toBe('lazyload');
  const named = installed({ serviceAccount: { name: 'mesh' } });
  expect(named.at('ServiceAccount', 'metadata', 'name')).toBe('mesh');
  const taken = installed({ serviceAccount: { name: 'global-sidecar' } });
  expect(taken.at('ServiceAccount', 'metadata', 'name')).toBe('lazyload');
  const kept = installed({ serviceAccount: { create: false, name: 'mesh' } });
  expect(kept.object('ServiceAccount')).toBeUndefined();
  for (const each of [named, kept]) {
    expect(each.at('Deployment', ...podSpec, 'serviceAccountName')).toBe('mesh');
    expect(each.at('ClusterRoleBinding', 'subjects', 0, 'name')).toBe('mesh');
  }
});
