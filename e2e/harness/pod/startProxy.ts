import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '@meshfence/core';
import type { PodNetwork } from '../network/PodNetwork.js';
import { proxyGroup } from '../network/PodNetwork.js';
import { binary } from '../process/Cache.js';
import type { EnvoyName } from '../process/Cache.js';
import { startProcess } from '../process/Process.js';
import type { Process } from '../process/Process.js';
import { waitFor } from '../process/waitFor.js';
import { adminPort, bootstrap } from './bootstrap.js';
import type { ProxyIdentity } from './bootstrap.js';

/** An Envoy beside an application. */
export interface Proxy {
  readonly id: string;
  readonly process: Process;
  /** Its administration, reachable from the harness. */
  readonly admin: string;
}

export interface ProxyOptions {
  readonly identity: ProxyIdentity;
  readonly network: PodNetwork;
  /** Where its files go. */
  readonly folder: string;
  /** Which; `envoy` where nothing is said. */
  readonly envoy?: EnvoyName;
  /** Merged into the bootstrap as Istio's agent does it: by Envoy itself, so lists grow. */
  readonly bootstrap?: JsonObject;
  readonly env?: Readonly<Record<string, string>>;
}

/** How an Envoy is run: one worker, and an access log that is on the disk at once. */
export const envoyArguments =
  '--concurrency 1 --disable-hot-restart --log-level warn --file-flush-interval-msec 50'.split(' ');

/** Starts an Envoy in a pod's network, in the group whose connections are not redirected, and waits until it is live. */
export const startProxy = async (options: ProxyOptions): Promise<Proxy> => {
  const { identity, network, folder, env = {}, envoy: version = 'envoy' } = options;
  const name = `proxy-${network.netns}`;
  const file = join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify(bootstrap(identity)));
  const override =
    options.bootstrap === undefined ? [] : ['--config-yaml', JSON.stringify(options.bootstrap)];
  const envoy = [binary(version), '-c', file, ...override, ...envoyArguments];
  const argv = network.inside(['setpriv', '--regid', proxyGroup, '--clear-groups', '--', ...envoy]);
  const process = startProcess({
    name,
    folder,
    argv,
    env: { POD_NAMESPACE: identity.namespace, POD_NAME: identity.name, ...env }
  });
  const admin = `http://${network.ip}:${adminPort}`;
  await waitFor(
    `${name} to be live`,
    async () => ((await (await fetch(`${admin}/ready`)).text()).trim() === 'LIVE' ? true : undefined),
    { needs: [process] }
  );
  return { id: `${identity.name}.${identity.namespace}`, process, admin };
};
