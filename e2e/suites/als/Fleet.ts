import type { JsonObject } from '@meshfence/core';
import type { KubeObject } from '../../harness/api/KubeObject.js';
import type { Mesh } from '../../harness/Mesh.js';
import { nodeAddress } from '../../harness/network/Node.js';
import { must } from '../../harness/process/run.js';
import { controllerPort, receiverService, receiverSlice, startReceiver } from './Receiver.js';
import type { Endpoint, Receiver } from './Receiver.js';

/** Receivers, by what is sent to them, and where they listen. */
const ports = { left: 8083, right: 8084, late: 8085, whole: 8086 } as const;

type Name = keyof typeof ports;

/** A receiver, or whichever of left and right a proxy finds behind their Service. */
export type Recipient = Name | 'either';

export type Fleet = Readonly<Record<Name, Receiver>>;

const names = Object.keys(ports) as ReadonlyArray<Name>;
const host = (service: string): string => `${service}.mesh-operator.svc.cluster.local`;
const serviceOf = (recipient: Recipient): string =>
  recipient === 'either' ? 'lazyload' : `als-${recipient}`;

/** Istio takes what has one address for one receiver, so one of those behind the same Service has another. */
const addresses = { left: nodeAddress, right: '10.99.0.2' } as const;

const endpointOf = (name: 'left' | 'right', ready: boolean): Endpoint => ({
  port: ports[name],
  address: addresses[name],
  ready
});

/** Says whether one of those behind the Service of left and right is ready. */
export const readiness = (name: 'left' | 'right', ready: boolean): JsonObject =>
  receiverSlice(serviceOf('either'), endpointOf(name, ready));

/** Each receiver has a Service of its own; left and right have one together as well. */
export const fleetServices: ReadonlyArray<JsonObject> = [
  ...names.flatMap(name => receiverService(serviceOf(name), { port: ports[name] })),
  ...receiverService(serviceOf('either'), endpointOf('left', true), endpointOf('right', true))
];

const providerOf = (recipient: Recipient): JsonObject => ({
  name: recipient,
  envoyHttpAls: { service: host(serviceOf(recipient)), port: controllerPort, logName: 'meshfence' }
});

/** What Istio's mesh configuration must say of them. */
export const fleetMeshConfig: JsonObject = {
  extensionProviders: [...names, 'either' as const].map(providerOf)
};

/** What makes the proxies of a workload report the calls that they send to these. */
export const reporting = (app: string, recipients: ReadonlyArray<Recipient>): JsonObject => ({
  apiVersion: 'telemetry.istio.io/v1',
  kind: 'Telemetry',
  metadata: { namespace: 'shop', name: app },
  spec: {
    selector: { matchLabels: { app } },
    accessLogging: [{ match: { mode: 'CLIENT' }, providers: recipients.map(name => ({ name })) }]
  }
});

const cluster = 'meshfence_access_log';

/** The same for each of several receivers, by their addresses: no DNS answers proxies here. */
const copies = (value: unknown, recipients: ReadonlyArray<Name>): ReadonlyArray<unknown> =>
  recipients.map(name => {
    const text = JSON.stringify(value)
      .replaceAll(host('lazyload'), nodeAddress)
      .replaceAll(`"port_value":${controllerPort}`, `"port_value":${ports[name]}`)
      .replaceAll(`"${cluster}"`, `"${cluster}_${name}"`);
    return JSON.parse(text) as unknown;
  });

/** A text of JSON or a part of an object in which each element of the lists of this name is copied. */
const copied = (value: unknown, list: string, recipients: ReadonlyArray<Name>): unknown =>
  JSON.parse(JSON.stringify(value), (key, each: unknown) =>
    key === list && Array.isArray(each) ? each.flatMap(one => copies(one, recipients)) : each
  );

const text = 'custom_bootstrap.json';

/** Objects of the compiler in which global-sidecars report to several receivers instead of to the controller. */
export const forked = (
  objects: ReadonlyArray<KubeObject>,
  recipients: ReadonlyArray<Name>
): ReadonlyArray<KubeObject> =>
  objects.map(object => {
    if (object.metadata.name !== 'global-sidecar-access-log') return object;
    const { [text]: bootstrap } = (object['data'] ?? {}) as Readonly<Record<string, string>>;
    if (bootstrap === undefined) return copied(object, 'access_log', recipients) as KubeObject;
    const data = { [text]: JSON.stringify(copied(JSON.parse(bootstrap), 'clusters', recipients)) };
    return { ...object, data };
  });

/** Starts them all. Each looks up pods, so that global-sidecars can tell it of others. */
export const startFleet = async (mesh: Mesh): Promise<Fleet> => {
  await must(['ip', 'address', 'replace', `${addresses.right}/32`, 'dev', 'lo']);
  const { kubeconfig } = mesh.control.apiServer;
  const args = ['--kubeconfig', kubeconfig, '--global-sidecar', 'mesh-operator', '--linger', '25s'];
  const start = (name: Name): Promise<Receiver> =>
    startReceiver(mesh, args, { name: `als-${name}`, port: ports[name] });
  const [left, right, late, whole] = await Promise.all([
    start('left'),
    start('right'),
    start('late'),
    start('whole')
  ]);
  return { left, right, late, whole };
};

export const stopFleet = async (fleet: Fleet | undefined): Promise<void> => {
  await Promise.all(Object.values(fleet ?? {}).map(each => each.stop()));
};
