import type { JsonObject } from '@meshfence/core';
import { controllerOf } from '../../harness/controller/Controller.js';
import type { Controller } from '../../harness/controller/Controller.js';
import { samplesOf } from '../../harness/controller/prometheusText.js';
import { program } from '../../harness/controller/startController.js';
import type { Workplace } from '../../harness/control/Workplace.js';
import { nodeAddress } from '../../harness/network/Node.js';
import { freePort } from '../../harness/process/freePort.js';
import { startProcess } from '../../harness/process/Process.js';

/** `meshfence als`, and what it has seen. */
export interface Receiver extends Omit<Controller, 'setEdges' | 'usage'> {
  /** `shop/sleep -> reviews.shop.svc.cluster.local:9080 http`, in order. */
  edges(): Promise<ReadonlyArray<string>>;
  /** When an edge was last seen, in seconds since 1970; undefined where it was not. */
  lastSeen(edge: string): Promise<number | undefined>;
  /** All of them, and when each was last seen. */
  book(): Promise<ReadonlyMap<string, number>>;
  /** So many entries had this outcome, in the receiver's present life. */
  entries(outcome: string): Promise<number>;
  /** HOST:PORT of its metrics. */
  readonly target: string;
}

/** Where proxies look for the controller. */
export const controllerPort = 8082;
const namespace = 'mesh-operator';

/** A receiver behind a Service. */
export interface Endpoint {
  readonly port: number;
  /** An address of this machine; the node's where nothing is said. */
  readonly address?: string;
  readonly ready?: boolean;
}

/** What Kubernetes says of one of the receivers behind a Service. */
export const receiverSlice = (name: string, endpoint: Endpoint): JsonObject => {
  const { address = nodeAddress, port, ready = true } = endpoint;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace, name: `${name}-${port}`, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready } }],
    ports: [{ name: 'grpc-log', port, protocol: 'TCP' }]
  };
};

/** A Service of receivers. */
export const receiverService = (
  name: string,
  ...endpoints: ReadonlyArray<Endpoint>
): ReadonlyArray<JsonObject> => [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace, name },
    spec: { ports: [{ name: 'grpc-log', port: controllerPort }] }
  },
  ...endpoints.map(endpoint => receiverSlice(name, endpoint))
];

/** The controller's Service, with this machine behind it. */
export const controllerService = receiverService('lazyload', { port: controllerPort });

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

/** Where it writes what it has to say. */
interface Place {
  readonly workplace: Pick<Workplace, 'logs'>;
}

/** Starts it at a port of this machine, the controller's where nothing is said, and waits until it is ready. */
export const startReceiver = async (
  { workplace }: Place,
  args: ReadonlyArray<string> = [],
  { name = 'als', port = controllerPort }: { readonly name?: string; readonly port?: number } = {}
): Promise<Receiver> => {
  const auxiliary = await freePort();
  const places = [
    '--port',
    String(port),
    '--auxiliary-address',
    '127.0.0.1',
    '--auxiliary-port',
    String(auxiliary),
    // Tests read metrics, and not for ever.
    '--linger',
    '1s'
  ];
  const argv = [...program, 'als', ...places, ...args];
  const started = startProcess({ name, argv, folder: workplace.logs, graceSeconds: 30 });
  const process = controllerOf(started, auxiliary, () => Promise.resolve());
  await process.ready();
  return {
    ...process,
    edges: async () => [...(await edgesOf(process.url)).keys()].sort(),
    lastSeen: async edge => (await edgesOf(process.url)).get(edge),
    book: () => edgesOf(process.url),
    target: `127.0.0.1:${auxiliary}`,
    entries: async outcome =>
      (await process.metrics()).get(`meshfence_als_entries_total{outcome="${outcome}"}`) ?? 0
  };
};
