import { expect, test } from 'vitest';
import { encodeDeployment } from '../../../src/emit/encode/encodeDeployment.js';
import { defaultDeployment } from '../../../src/model/Deployment.js';
import { configured } from '../given/decoded.js';
import { slimeBoot } from '../given/objects.js';

const full = {
  image: { pullPolicy: 'Always', repository: 'registry.bank/mesh', tag: 'v1' },
  replicaCount: 2,
  service: { type: 'NodePort', port: 8080, auxiliaryPort: 8081, logSourcePort: 8082 },
  serviceAccount: { create: false, name: 'mesh' },
  args: ['-v'],
  env: [{ name: 'TZ', value: 'UTC' }],
  resources: { limits: { cpu: '1' } },
  volumes: [{ name: 'log', emptyDir: {} }],
  volumeMounts: [{ name: 'log', mountPath: '/log' }],
  imagePullSecrets: [{ name: 'registry' }],
  nodeSelector: { a: 'b' },
  tolerations: [{ operator: 'Exists' }],
  affinity: { podAffinity: {} },
  podSecurityContext: { runAsUser: null },
  containerSecurityContext: { privileged: true }
};

test('every field is written as it is read', () => {
  const { diagnostics, value } = configured(slimeBoot({}, {}, full));
  expect(diagnostics).toEqual([]);
  expect(encodeDeployment(value.deployment)).toEqual(full);
});

test('what holds by default is not written', () => {
  expect(encodeDeployment(defaultDeployment)).toEqual({});
  expect(encodeDeployment({ ...defaultDeployment, replicaCount: 3 })).toEqual({ replicaCount: 3 });
});
