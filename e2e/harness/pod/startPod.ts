import type { JsonObject } from '@meshfence/core';
import { applyAll } from '../api/objects.js';
import type { Site } from './Site.js';
import { addPodNetwork, removePodNetwork } from '../network/PodNetwork.js';
import type { PodNetwork } from '../network/PodNetwork.js';
import type { ProxyIdentity } from './bootstrap.js';
import type { Pod } from './Pod.js';
import { startApp } from './startApp.js';
import type { App } from './startApp.js';
import { startProxy } from './startProxy.js';
import type { EnvoyName } from '../process/Cache.js';
import { podObject, setPodStatus } from './status.js';

export interface PodOptions {
  readonly namespace: string;
  readonly name: string;
  /** Without any: `app: NAME`. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly app?: App;
  /** Whether an Envoy stands between the pod and the network; yes, if nothing is said. */
  readonly proxy?: boolean;
  /** Which Envoy; `envoy` where nothing is said. */
  readonly envoy?: EnvoyName;
  readonly bootstrap?: JsonObject;
  /** More node metadata of the proxy. */
  readonly metadata?: JsonObject;
  readonly env?: Readonly<Record<string, string>>;
}

/** A pod's name without what a ReplicaSet or StatefulSet adds to it. */
const workloadOf = (name: string): string =>
  name.replace(/-[a-z0-9]{6,10}-[a-z0-9]{5}$/, '').replace(/-\d+$/, '');

/** Who the proxy of a pod is. */
export const identityOf = (
  { xds }: Site,
  key: { readonly namespace: string; readonly name: string },
  ip: string,
  labels: Readonly<Record<string, string>>
): ProxyIdentity => {
  if (xds === undefined) throw new Error('This mesh has no istiod: its pods need `proxy: false`.');
  return { ...key, ip, labels, workload: workloadOf(key.name), serviceAccount: 'default', xds };
};

const startInside = async (site: Site, options: PodOptions, network: PodNetwork): Promise<Pod> => {
  const { namespace, name, labels = { app: name }, app, env = {}, proxy: proxied = true } = options;
  const [running, proxy] = await Promise.all([
    app === undefined ? undefined : startApp(name, app, network, site.logs, env),
    proxied
      ? startProxy({
          identity: {
            ...identityOf(site, { namespace, name }, network.ip, labels),
            ...(options.metadata === undefined ? {} : { metadata: options.metadata })
          },
          network,
          folder: site.logs,
          env,
          ...(options.envoy === undefined ? {} : { envoy: options.envoy }),
          ...(options.bootstrap === undefined ? {} : { bootstrap: options.bootstrap })
        })
      : undefined
  ]);
  const processes = [running, proxy?.process].filter(each => each !== undefined);
  return { namespace, name, labels, network, ip: network.ip, proxy, processes };
};

/** Makes a pod and runs what it is to run; it is ready when all of it is. */
export const startPod = async (site: Site, options: PodOptions): Promise<Pod> => {
  const { namespace, name, labels = { app: name }, annotations = {}, proxy = true } = options;
  const key = { namespace, name };
  const network = await addPodNetwork(`${site.id}.${namespace}.${name}`, proxy);
  await applyAll(site.objects, [podObject(key, labels, annotations)]);
  await setPodStatus(site.objects, key, network.ip, false);
  const pod = await startInside(site, options, network);
  await setPodStatus(site.objects, key, network.ip, true);
  return pod;
};

/** Ends what runs in a pod and takes its network away; its object stays. */
export const stopPod = async ({ processes, network }: Pod): Promise<void> => {
  await Promise.all(processes.map(each => each.stop()));
  await removePodNetwork(network);
};
