import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stats } from '../../harness/ask/stats.js';
import { envoyArguments } from '../../harness/pod/startProxy.js';
import { binary } from '../../harness/process/Cache.js';
import { freePort } from '../../harness/process/freePort.js';
import { isAnswering } from '../../harness/process/isAnswering.js';
import { startProcess } from '../../harness/process/Process.js';
import { waitFor } from '../../harness/process/waitFor.js';
import { request } from '../globalSidecar/request.js';
import { destination, loneConfig } from './loneConfig.js';
import type { LoneConfig } from './loneConfig.js';

export interface LoneProxyOptions extends LoneConfig {
  /** Tells its files from those of others. */
  readonly name: string;
  readonly folder: string;
}

/** An Envoy without a mesh, that tells a receiver of what it sends on. */
export interface LoneProxy {
  /** What there is to see when it is heard. */
  readonly edge: string;
  /** Sends a request through it; gives the status. */
  call(): Promise<number>;
  /** A counter of its connections to the receiver, by what Envoy calls it. */
  count(name: string): Promise<number>;
  stop(): Promise<void>;
}

/** Starts it, and waits until it is live. */
export const startLoneProxy = async (options: LoneProxyOptions): Promise<LoneProxy> => {
  const { folder, key, name } = options;
  const [port, adminPort] = [await freePort(), await freePort()];
  const file = join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify(loneConfig(options, port, adminPort)));
  const process = startProcess({ name, argv: [binary('envoy'), '-c', file, ...envoyArguments], folder });
  const admin = `http://127.0.0.1:${adminPort}`;
  await waitFor(`${name} to be live`, isAnswering(`${admin}/ready`), { needs: [process] });
  return {
    edge: `${key} -> ${destination}:${port} http`,
    call: async () => (await request({ port, path: '/', headers: { host: 'details:9080' } })).status,
    count: async counter =>
      (await stats({ admin }, `cluster.als.${counter}`)).get(`cluster.als.${counter}`) ?? 0,
    stop: process.stop
  };
};
