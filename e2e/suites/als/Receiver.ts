import type { JsonObject } from '@meshfence/core';
import { controllerOf } from '../../harness/controller/Controller.js';
import type { Controller } from '../../harness/controller/Controller.js';
import { samplesOf } from '../../harness/controller/prometheusText.js';
import { program } from '../../harness/controller/startController.js';
import type { Mesh } from '../../harness/Mesh.js';
import { nodeAddress } from '../../harness/network/Node.js';
import { freePort } from '../../harness/process/freePort.js';
import { startProcess } from '../../harness/process/Process.js';

/** `meshfence als`, and what it has seen. */
export interface Receiver extends Omit<Controller, 'setEdges' | 'usage'> {
  /** `shop/sleep -> reviews.shop.svc.cluster.local:9080 http`, in order. */
  edges(): Promise<ReadonlyArray<string>>;
  /** When an edge was last seen, in seconds since 1970; undefined where it was not. */
  lastSeen(edge: string): Promise<number | undefined>;
  /** So many entries had this outcome, in the receiver's present life. */
  entries(outcome: string): Promise<number>;
}

const port = 8082;
const name = 'lazyload';
const namespace = 'mesh-operator';

/** The controller's Service, with this machine behind it. */
export const controllerService: ReadonlyArray<JsonObject> = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace, name },
    spec: { ports: [{ name: 'grpc-log', port }] }
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace, name, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [nodeAddress], conditions: { ready: true } }],
    ports: [{ name: 'grpc-log', port, protocol: 'TCP' }]
  }
];

const show = (labels: Readonly<Record<string, string>>): string =>
  `${labels['caller_namespace']}/${labels['caller']} -> ${labels['destination']}:${labels['port']} ${labels['protocol']}`;

const edgesOf = async (url: string): Promise<ReadonlyMap<string, number>> => {
  const samples = samplesOf(await (await fetch(`${url}/metrics`)).text());
  return new Map(
    samples
      .filter(sample => sample.name === 'meshfence_edge_last_seen_timestamp_seconds')
      .map(({ labels, value }) => [show(labels), value])
  );
};

/** Starts it at the controller's port of this machine, and waits until it is ready. */
export const startReceiver = async (mesh: Mesh, args: ReadonlyArray<string> = []): Promise<Receiver> => {
  const auxiliary = await freePort();
  const places = [
    '--port',
    String(port),
    '--auxiliary-address',
    '127.0.0.1',
    '--auxiliary-port',
    String(auxiliary)
  ];
  const argv = [...program, 'als', ...places, ...args];
  const started = startProcess({ name: 'als', argv, folder: mesh.workplace.logs, graceSeconds: 10 });
  const process = controllerOf(started, auxiliary, () => Promise.resolve());
  await process.ready();
  return {
    ...process,
    edges: async () => [...(await edgesOf(process.url)).keys()].sort(),
    lastSeen: async edge => (await edgesOf(process.url)).get(edge),
    entries: async outcome =>
      (await process.metrics()).get(`meshfence_als_entries_total{outcome="${outcome}"}`) ?? 0
  };
};
