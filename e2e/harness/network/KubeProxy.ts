import type { Objects } from '../api/objects.js';
import { must } from '../process/run.js';
import { waitFor } from '../process/waitFor.js';
import { apiAddress, nodeAddress } from './Node.js';
import { isCaughtUp, readRegistry } from './Registry.js';
import type { Registry } from './Registry.js';
import { serviceRules } from './serviceRules.js';

/** Makes Services reachable, as they are at the time of the call: it does not watch. */
export interface KubeProxy {
  /** Waits until the endpoint slices tell the truth, and writes the rules anew. */
  sync(): Promise<Registry>;
  stop(): Promise<void>;
}

const restore = (input: string): Promise<string> => must(['iptables-restore', '-w', '--noflush'], { input });

/** A stand-in for kube-proxy, for one mesh. */
export const startKubeProxy = async (id: string, objects: Objects, apiPort: number): Promise<KubeProxy> => {
  const chains = { services: `E2E-SVC-${id}`, hairpins: `E2E-PIN-${id}` };
  const api = { ip: apiAddress, to: { address: nodeAddress, port: apiPort } };
  const jumps = [
    `PREROUTING -j ${chains.services}`,
    `OUTPUT -j ${chains.services}`,
    `POSTROUTING -j ${chains.hairpins}`
  ];
  const edit = (action: '-A' | '-D'): string => jumps.map(jump => `${action} ${jump}`).join('\n');
  const empty = `*nat\n:${chains.services} - [0:0]\n:${chains.hairpins} - [0:0]\n`;
  await restore(`${empty}${edit('-A')}\nCOMMIT\n`);
  const sync = async (): Promise<Registry> => {
    const registry = await waitFor('the endpoint slices to be up to date', async () => {
      const read = await readRegistry(objects);
      return isCaughtUp(read) ? read : undefined;
    });
    await restore(serviceRules(chains, registry, api));
    return registry;
  };
  const stop = async (): Promise<void> => {
    await restore(`${empty}${edit('-D')}\nCOMMIT\n`);
  };
  return { sync, stop };
};
