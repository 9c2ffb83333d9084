import type { Obstacle, PlannedWrite } from '@meshfence/k8s-adapter';
import { expect, test } from 'vitest';
import { paint } from '../src/output/Paint.js';
import { printWrites, summarizeWrites } from '../src/output/printWrites.js';

const write = (verb: PlannedWrite['verb'], more: Partial<PlannedWrite>): PlannedWrite => ({
  verb,
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace: 'mesh-operator',
  name: 'global-sidecar',
  before: undefined,
  after: undefined,
  refused: undefined,
  ...more
});

const configMap = (config: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'global-sidecar', resourceVersion: config, uid: 'of-no-interest' },
  data: { config }
});

const obstacle: Obstacle = {
  kind: 'Deployment',
  namespace: 'mesh-operator',
  name: 'global-sidecar',
  reason: 'ForeignObject',
  message: "Deployment mesh-operator/global-sidecar is not meshfence's."
};

const change = write('apply', { before: configMap('1'), after: configMap('2') });

test('what would be written as a diff, then what would be refused, then what is in the way', () => {
  const writes = [write('delete', { refused: 'deletion is forbidden' }), change];
  expect(printWrites({ writes, obstacles: [obstacle] }, paint(false))).toBe(`\
--- cluster/mesh-operator/ConfigMap/global-sidecar
+++ cluster/mesh-operator/ConfigMap/global-sidecar
@@ -3,4 +3,4 @@
 metadata:
   name: global-sidecar
 data:
-  config: "1"
+  config: "2"
The API server would refuse delete mesh-operator/ConfigMap/global-sidecar: deletion is forbidden
In the way: Deployment mesh-operator/global-sidecar is not meshfence's.
`);
});

test('all of it in one line; a cluster is as it should be where nothing is in the way either', () => {
  expect(summarizeWrites({ writes: [], obstacles: [] })).toBe(
    'Nothing would be written: the cluster is as it should be.\n'
  );
  expect(summarizeWrites({ writes: [], obstacles: [obstacle] })).toBe(
    'Nothing would be written. 1 object is in the way.\n'
  );
  expect(summarizeWrites({ writes: [change], obstacles: [obstacle, obstacle] })).toBe(
    '1 write: 1 applied, 0 statuses, 0 deleted. Nothing has been written. 2 objects are in the way.\n'
  );
});
