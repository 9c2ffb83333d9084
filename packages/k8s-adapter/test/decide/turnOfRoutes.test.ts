import { expect, test } from 'vitest';
import { resourceKey } from '@meshfence/core';
import { newWork } from '../../src/decide/newWork.js';
import { withObstacles } from '../../src/decide/withObstacles.js';
import { newMetrics } from '../../src/metrics/Metrics.js';
import type { KubeObject, LiveMeta } from '../../src/watch/KubeObject.js';
import { memoryLog } from '../support/memoryLog.js';
import { bench } from './Bench.js';

const settings = { wormholePort: ['9080'], globalSidecarMode: 'cluster' };
const component = { globalSidecar: { enable: true, type: 'cluster' } };

const ours: Partial<LiveMeta> = {
  labels: { 'app.kubernetes.io/managed-by': 'meshfence' },
  managedFields: [{ manager: 'meshfence', operation: 'Apply' }]
};

const globalSidecar = (kind: string, version: number, meta: Partial<LiveMeta>): KubeObject => ({
  apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
  kind,
  metadata: {
    namespace: 'mesh-operator',
    name: 'global-sidecar',
    uid: kind,
    resourceVersion: String(version),
    ...meta
  },
  status: { replicas: 1, updatedReplicas: 1, availableReplicas: 1 }
});

const filter = (name: string, version: number, meta: Partial<LiveMeta> = {}): KubeObject => ({
  apiVersion: 'networking.istio.io/v1alpha3',
  kind: 'EnvoyFilter',
  metadata: { namespace: 'istio-system', name, uid: name, resourceVersion: String(version), ...meta }
});

const route = 'resource:EnvoyFilter/istio-system/meshfence-fallback-9080';
const slimes = 'resource:EnvoyFilter/istio-system/to-global-sidecar';

const working = () => {
  const { parts, reports, see } = bench([], settings, component);
  const { lines, log } = memoryLog();
  const work = withObstacles(newWork(parts, newMetrics({ process: false })), parts, log);
  const verbs = (key: string): ReadonlyArray<string> => work.decide(key).map(({ verb }) => verb);
  return { lines, parts, reports, see, verbs };
};

test('routes wait for the global-sidecar that they lead to', () => {
  const { see, verbs } = working();
  expect(verbs(route)).toEqual([]);
  see(globalSidecar('Deployment', 2, ours));
  expect(verbs(route)).toEqual(['apply']);
});

test("they do not lead to somebody else's, nor by somebody else's Service", () => {
  const { see, verbs } = working();
  see(globalSidecar('Deployment', 2, {}));
  expect(verbs(route)).toEqual([]);
  see(globalSidecar('Deployment', 3, ours), globalSidecar('Service', 4, {}));
  expect(verbs(route)).toEqual([]);
  see(globalSidecar('Service', 5, ours));
  expect(verbs(route)).toEqual(['apply']);
});

test('what is in the way is told once: to the log, and to the SlimeBoot', () => {
  const { lines, reports, see, verbs } = working();
  see(globalSidecar('Deployment', 2, {}));
  const key = 'resource:Deployment/mesh-operator/global-sidecar';
  expect([verbs(key), verbs(key)]).toEqual([[], []]);
  expect(reports.map(({ reason, regarding: { kind, name } }) => `${reason} ${kind} ${name}`)).toEqual([
    'ForeignObject SlimeBoot lazyload'
  ]);
  expect(lines.map(([level, , fields]) => [level, fields])).toEqual([['warn', { reason: 'ForeignObject' }]]);
});

test("Slime's routes go when all of ours are there, and not before", () => {
  const { parts, see, verbs } = working();
  see(globalSidecar('Deployment', 2, ours), filter('to-global-sidecar', 3));
  expect(verbs(slimes)).toEqual([]);
  const filters = [...parts.compiler.desired().resources.values()].filter(
    ({ kind }) => kind === 'EnvoyFilter'
  );
  const [last, ...others] = filters.map(each => ({
    ...filter(each.name, 4, ours),
    metadata: { ...filter(each.name, 4, ours).metadata, namespace: each.namespace }
  }));
  expect(filters.map(resourceKey)).toContain('EnvoyFilter/istio-system/meshfence-fallback-9080');
  see(...others);
  expect(verbs(slimes)).toEqual([]);
  if (last !== undefined) see(last);
  expect(verbs(slimes)).toEqual(['delete']);
});
