import { expect, test } from 'vitest';
import { at, built } from './given.js';

const key = 'EnvoyFilter/mesh-operator/global-sidecar-metadata';

test('where metrics are learned from, the callers’ metadata pass through', () => {
  const { find } = built({ general: { metricSourceType: 'prometheus' } });
  expect(at(find(key), 'spec', 'workloadSelector')).toEqual({ labels: { app: 'global-sidecar' } });
  // istioctl analyze (IST0151) wants one where a patch depends on what others have done.
  expect(at(find(key), 'spec', 'priority')).toBe(10);
  const patches = at(find(key), 'spec', 'configPatches') as ReadonlyArray<never>;
  expect(
    patches.map(each => [at(each, 'applyTo'), at(each, 'match', 'context'), at(each, 'patch', 'operation')])
  ).toEqual([
    ['HTTP_FILTER', 'SIDECAR_INBOUND', 'REMOVE'],
    ['HTTP_FILTER', 'SIDECAR_OUTBOUND', 'REMOVE'],
    ['NETWORK_FILTER', 'SIDECAR_INBOUND', 'REMOVE'],
    ['NETWORK_FILTER', 'SIDECAR_OUTBOUND', 'REMOVE']
  ]);
});

test('where access logs are learned from, they stay as they are', () => {
  expect(built({ general: { metricSourceType: 'accesslog' } }).find(key)).toBeUndefined();
});
