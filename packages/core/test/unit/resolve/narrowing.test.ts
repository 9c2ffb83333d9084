import { expect, test } from 'vitest';
import { fence, pod, slimeBoot } from '../given/objects.js';
import { compiled } from '../given/compiled.js';

const boot = slimeBoot({ wormholePort: ['9080'] }, {}, { component: { globalSidecar: { enable: true } } });
const selecting = (key: string, labels: Record<string, string>) =>
  fence(key, { workloadSelector: { labels } });

const refusal = (...objects: Parameters<typeof compiled>[0]) =>
  compiled([boot, ...objects]).plan.scopes[0]?.refusal;

test('no Sidecar stands beside that of the global-sidecar', () => {
  expect(refusal(selecting('mesh-operator/x', { app: 'global-sidecar' }))).toBe('global-sidecar-fenced');
  expect(refusal(selecting('mesh-operator/global-sidecar', { app: 'other' }))).toBe('global-sidecar-fenced');
});

test('a pod that carries both sets of labels is the global-sidecar', () => {
  const labels = { app: 'global-sidecar', tier: 'edge' };
  expect(refusal(selecting('mesh-operator/x', { tier: 'edge' }), pod('mesh-operator/p', labels))).toBe(
    'global-sidecar-fenced'
  );
  expect(refusal(selecting('mesh-operator/x', { tier: 'edge' }))).toBeUndefined();
});

test('elsewhere the name means nothing', () => {
  expect(refusal(selecting('shop/global-sidecar', { app: 'global-sidecar' }))).toBeUndefined();
  expect(
    compiled([selecting('mesh-operator/x', { app: 'global-sidecar' })]).plan.scopes[0]?.refusal
  ).toBeUndefined();
});
