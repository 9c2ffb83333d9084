import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '@meshfence/core';
import { nodeAddress } from '../network/Node.js';
import { binary } from '../process/Cache.js';
import { startProcess } from '../process/Process.js';
import { waitFor } from '../process/waitFor.js';
import { bootstrap } from './bootstrap.js';
import type { ProxyIdentity } from './bootstrap.js';
import { envoyArguments } from './startProxy.js';

/** A bootstrap that asks for clusters only: without listeners, many Envoys fit into one network. */
const clustersOnly = (identity: ProxyIdentity): JsonObject => {
  const whole = bootstrap(identity);
  const all = Object.entries(whole['dynamic_resources'] as JsonObject);
  const resources = Object.fromEntries(all.filter(([name]) => name !== 'lds_config'));
  // Several start at once: a port that was found to be free could be another one's by now.
  const address = { socket_address: { address: nodeAddress, port_value: 0 } };
  return { ...whole, admin: { address }, dynamic_resources: resources };
};

interface Dump {
  readonly configs?: ReadonlyArray<{ readonly cluster: { readonly name: string } }>;
}

/** Where an Envoy is asked that has all it needs; undefined as long as it does not. */
const whereReady = async (file: string): Promise<string | undefined> => {
  const admin = `http://${await readFile(file, 'utf8')}`;
  return (await (await fetch(`${admin}/ready`)).text()).trim() === 'LIVE' ? admin : undefined;
};

/** The outbound clusters that a real Envoy accepts for such a proxy, by name and sorted. It lives no longer than that. */
export const askForClusters = async (
  identity: ProxyIdentity,
  folder: string
): Promise<ReadonlyArray<string>> => {
  const name = `clusters-${identity.namespace}-${identity.name}`;
  const file = join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify(clustersOnly(identity)));
  const where = join(folder, `${name}.admin`);
  const argv = [binary('envoy'), '-c', file, '--admin-address-path', where, ...envoyArguments];
  const envoy = startProcess({ name, folder, argv });
  try {
    const admin = await waitFor(`${name} to have its clusters`, () => whereReady(where), { needs: [envoy] });
    const dump = (await (
      await fetch(`${admin}/config_dump?resource=dynamic_active_clusters`)
    ).json()) as Dump;
    const names = (dump.configs ?? []).map(({ cluster }) => cluster.name);
    return names.filter(each => each.startsWith('outbound|')).sort((a, b) => (a < b ? -1 : 1));
  } finally {
    await envoy.stop();
  }
};
