import { expect, test } from 'vitest';
import type { Config, Resource } from '@meshfence/core';
import { resourceWork } from '../../src/decide/resourceWork.js';
import type { KubeObject } from '../../src/watch/KubeObject.js';
import { bench } from './Bench.js';

const ours = {
  labels: { 'app.kubernetes.io/managed-by': 'meshfence' },
  managedFields: [{ manager: 'meshfence', operation: 'Apply' }]
};

const made = ({ kind, name, namespace, object }: Resource): KubeObject => ({
  ...object,
  kind,
  metadata: { ...ours, namespace, name, uid: `${kind}/${namespace}/${name}`, resourceVersion: '2' },
  status: { replicas: 1, updatedReplicas: 1, availableReplicas: 1 }
});

const slimes = (namespace: string): KubeObject => ({
  apiVersion: 'networking.istio.io/v1alpha3',
  kind: 'EnvoyFilter',
  metadata: { namespace, name: 'to-global-sidecar', uid: `slime/${namespace}`, resourceVersion: '2' }
});

/** A map that tells of each key that is looked up, and of each value that is gone through. */
const counted = <A>(map: ReadonlyMap<string, A>, count: (values: number) => void): ReadonlyMap<string, A> => {
  const copy = new Map(map);
  const values = copy.values.bind(copy);
  copy.get = key => {
    count(1);
    return map.get(key);
  };
  copy.values = () => {
    count(map.size);
    return values();
  };
  return copy;
};

const countedConfig = (config: Config, count: (values: number) => void): Config => {
  const { namespaces } = config.general;
  const general = Object.defineProperty({ ...config.general }, 'namespaces', {
    get: () => {
      count(namespaces.length);
      return namespaces;
    }
  });
  return { ...config, general };
};

/** How often something is looked up when all is there, and each resource is decided on once; and how many there are. */
const look = (
  size: number
): { readonly lookUps: number; readonly keys: number; readonly removed: number } => {
  let lookUps = 0;
  const count = (values: number): void => {
    lookUps += values;
  };
  const namespaces = Array.from({ length: size }, (_, at) => `team-${at}`);
  const { parts, see } = bench(
    [],
    { wormholePort: ['9080'], globalSidecarMode: 'namespace', namespace: namespaces },
    { globalSidecar: { enable: true, type: 'namespaced' } }
  );
  const before = parts.compiler.desired();
  see(...[...before.resources.values()].map(made), ...namespaces.map(slimes));
  const desired = {
    ...before,
    resources: counted(before.resources, count),
    globalSidecars: counted(before.globalSidecars, count)
  };
  const { config } = parts.configuration.standing();
  const inForce = config === undefined ? undefined : countedConfig(config, count);
  const { resources } = parts;
  const decide = resourceWork({
    ...parts,
    config: () => inForce,
    compiler: { ...parts.compiler, desired: () => desired },
    resources: {
      ...resources,
      get: key => {
        count(1);
        return resources.get(key);
      },
      isSynced: selection => {
        count(1);
        return resources.isSynced(selection);
      }
    }
  });
  const keys = [...resources.entries()].map(([key]) => key);
  const actions = keys.flatMap(decide);
  return { lookUps, keys: keys.length, removed: actions.filter(({ verb }) => verb === 'delete').length };
};

test('to decide on a resource takes as many look-ups whatever there are: there may be some for each of 500 namespaces', () => {
  const [few, many] = [look(5), look(50)];
  expect([few.removed, many.removed]).toEqual([5, 50]);
  expect(many.keys).toBe(few.keys * 10);
  expect(many.lookUps).toBe(few.lookUps * 10);
  expect(few.lookUps / few.keys).toBeLessThan(12);
});
