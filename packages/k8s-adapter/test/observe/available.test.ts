import { expect, test } from 'vitest';
import { toLiveResource } from '../../src/observe/Live.js';

const available = (status: Readonly<Record<string, number>>): number =>
  toLiveResource({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: 'mesh-operator', name: 'global-sidecar', generation: 2 },
    status
  }).available;

test.each([
  ['all pods are new and ready', { replicas: 2, updatedReplicas: 2, availableReplicas: 2 }, 2],
  ['only the old one is ready', { replicas: 2, updatedReplicas: 1, availableReplicas: 1 }, 0],
  ['the new one is ready beside the old one', { replicas: 2, updatedReplicas: 1, availableReplicas: 2 }, 1],
  ['none is ready', { replicas: 1, updatedReplicas: 1 }, 0],
  ['there are none', {}, 0]
])('%s', (_, status, count) => {
  expect(available({ observedGeneration: 2, ...status })).toBe(count);
});

test('what is known is of an earlier template', () => {
  expect(available({ observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1 })).toBe(0);
});
