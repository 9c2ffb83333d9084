import { join } from 'node:path';
import { nodeAddress } from '../network/Node.js';
import { flags } from '../process/flags.js';
import { freePort } from '../process/freePort.js';
import { isAnswering } from '../process/isAnswering.js';
import { startProcess } from '../process/Process.js';
import type { Process } from '../process/Process.js';
import { waitFor } from '../process/waitFor.js';
import type { Workplace } from './Workplace.js';

export interface Etcd {
  readonly process: Process;
  readonly url: string;
}

/** Waits until it serves. */
export const etcdReady = ({ process, url }: Etcd): Promise<true> =>
  waitFor('etcd to be healthy', isAnswering(`${url}/health`), { needs: [process] });

/** An empty etcd. It does not wait for the disk: its data need not outlive it. */
export const startEtcd = async ({ folder, logs }: Workplace): Promise<Etcd> => {
  const url = `http://${nodeAddress}:${await freePort()}`;
  const peer = `http://${nodeAddress}:${await freePort()}`;
  const argv = [
    'etcd',
    ...flags({
      name: 'e2e',
      'data-dir': join(folder, 'etcd'),
      'unsafe-no-fsync': true,
      'log-level': 'warn',
      'listen-client-urls': url,
      'advertise-client-urls': url,
      'listen-peer-urls': peer,
      'initial-advertise-peer-urls': peer,
      'initial-cluster': `e2e=${peer}`
    })
  ];
  const etcd = { process: startProcess({ name: 'etcd', argv, folder: logs }), url };
  await etcdReady(etcd);
  return etcd;
};
