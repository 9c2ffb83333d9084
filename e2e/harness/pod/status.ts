import type { Json } from '@meshfence/core';
import { groupPath } from '../api/Discovery.js';
import type { KubeObject } from '../api/KubeObject.js';
import type { Objects } from '../api/objects.js';
import { nodeAddress, nodeName } from '../network/Node.js';

interface PodKey {
  readonly namespace: string;
  readonly name: string;
}

const podPath = ({ namespace, name }: PodKey): string =>
  `${groupPath('v1')}/namespaces/${namespace}/pods/${name}`;

/** A pod's object, already scheduled. */
export const podObject = (
  key: PodKey,
  labels: Readonly<Record<string, string>>,
  annotations: Readonly<Record<string, string>> = {}
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { ...key, labels, annotations },
  spec: {
    nodeName,
    terminationGracePeriodSeconds: 0,
    containers: [{ name: 'app', image: 'local' }]
  }
});

/** Puts a pod that waits for a scheduler on the only node. */
export const bindPod = async ({ api }: Objects, key: PodKey): Promise<void> => {
  const body = {
    apiVersion: 'v1',
    kind: 'Binding',
    metadata: { name: key.name },
    target: { kind: 'Node', name: nodeName }
  };
  await api.json(`${podPath(key)}/binding`, { method: 'POST', body });
};

const status = (ip: string, ready: boolean): Json => ({
  phase: 'Running',
  podIP: ip,
  podIPs: [{ ip }],
  hostIP: nodeAddress,
  conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
  containerStatuses: [
    { name: 'app', ready, restartCount: 0, image: 'local', imageID: 'local', state: { running: {} } }
  ]
});

/** Writes what a kubelet would write of a running pod. */
export const setPodStatus = async (
  { api }: Objects,
  key: PodKey,
  ip: string,
  ready: boolean
): Promise<void> => {
  const contentType = 'application/merge-patch+json';
  await api.json(`${podPath(key)}/status`, {
    method: 'PATCH',
    contentType,
    body: { status: status(ip, ready) }
  });
};
