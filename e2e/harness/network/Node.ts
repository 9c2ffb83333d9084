import { writeFile } from 'node:fs/promises';
import { must } from '../process/run.js';

/** The node's address, on which all of the control plane listens. */
export const nodeAddress = '10.99.0.1';

/** The name of the only node. */
export const nodeName = 'node';

/** The address of the Service `kubernetes`. */
export const apiAddress = '10.96.0.1';

/** Gives this namespace what a node has. Refuses to touch a machine's real network. */
export const setUpNode = async (): Promise<void> => {
  if (process.env['MESHFENCE_E2E_ISOLATED'] !== '1')
    throw new Error('These suites change routes and firewall rules: run them with `npm run test:e2e`.');
  await must(['ip', 'address', 'replace', `${nodeAddress}/32`, 'dev', 'lo']);
  await writeFile('/proc/sys/net/ipv4/ip_forward', '1');
};
