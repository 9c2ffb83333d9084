import { join } from 'node:path';
import type { JsonObject } from '@meshfence/core';
import { nodeAddress } from '../network/Node.js';
import { binary } from '../process/Cache.js';
import { flags } from '../process/flags.js';
import { freePort } from '../process/freePort.js';
import { isAnswering } from '../process/isAnswering.js';
import { startProcess } from '../process/Process.js';
import type { Process } from '../process/Process.js';
import { waitFor } from '../process/waitFor.js';
import { writeMeshConfig } from './MeshConfig.js';
import type { ApiServer } from './startApiServer.js';
import type { Workplace } from './Workplace.js';

export interface Istiod {
  readonly process: Process;
  /** Where proxies get their configuration. */
  readonly xds: { readonly address: string; readonly port: number };
  /** Where its debugging pages are. Only on the loopback device may anybody read them. */
  readonly debug: string;
  readonly metrics: string;
  readonly meshConfigFile: string;
}

export interface IstiodOptions {
  readonly meshConfig?: JsonObject;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a stock Envoy can do without, and what would need certificates. */
const environment = {
  POD_NAMESPACE: 'istio-system',
  POD_NAME: 'istiod',
  CLUSTER_ID: 'Kubernetes',
  PILOT_ENABLE_METADATA_EXCHANGE: 'false',
  PILOT_ENABLE_ALPN_FILTER: 'false',
  ENABLE_CA_SERVER: 'false',
  PILOT_ENABLE_GATEWAY_API: 'false',
  INJECTION_WEBHOOK_CONFIG_NAME: '',
  VALIDATION_WEBHOOK_CONFIG_NAME: ''
};

/** A real istiod. */
export const startIstiod = async (
  { folder, logs }: Workplace,
  { kubeconfig }: ApiServer,
  { meshConfig = {}, env = {} }: IstiodOptions
): Promise<Istiod> => {
  const [xds, http, monitoring] = [await freePort(), await freePort(), await freePort()];
  const meshConfigFile = join(folder, 'mesh.json');
  await writeMeshConfig(meshConfigFile, meshConfig);
  const argv = [
    binary('pilot-discovery'),
    'discovery',
    ...flags({
      kubeconfig,
      meshConfig: meshConfigFile,
      grpcAddr: `${nodeAddress}:${xds}`,
      secureGRPCAddr: '',
      httpsAddr: '',
      ctrlz_port: 0,
      httpAddr: `127.0.0.1:${http}`,
      monitoringAddr: `127.0.0.1:${monitoring}`
    })
  ];
  const process = startProcess({ name: 'istiod', argv, folder: logs, env: { ...environment, ...env } });
  const debug = `http://127.0.0.1:${http}`;
  await waitFor('istiod to be ready', isAnswering(`${debug}/ready`), { seconds: 90, needs: [process] });
  const metrics = `http://127.0.0.1:${monitoring}/metrics`;
  return { process, xds: { address: nodeAddress, port: xds }, debug, metrics, meshConfigFile };
};
