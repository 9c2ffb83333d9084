import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '../api/Api.js';
import type { Api } from '../api/Api.js';
import { nodeAddress } from '../network/Node.js';
import { binary } from '../process/Cache.js';
import { flags } from '../process/flags.js';
import { freePort } from '../process/freePort.js';
import { startProcess } from '../process/Process.js';
import type { Process } from '../process/Process.js';
import { waitFor } from '../process/waitFor.js';
import { auditFlags } from './auditFlags.js';
import type { Keys } from './makeKeys.js';
import type { Etcd } from './startEtcd.js';
import type { Workplace } from './Workplace.js';

export interface ApiServer {
  readonly process: Process;
  readonly port: number;
  readonly api: Api;
  /** A kubeconfig file of an administrator. */
  readonly kubeconfig: string;
  /** What `auditFlags` asked for; undefined without that. */
  readonly auditLog: string | undefined;
}

export interface ApiServerOptions {
  /** Writes down who has asked what: see `controller/AuditLog.ts`. */
  readonly audit?: boolean;
  /** Admission plugins that are off by default, such as OwnerReferencesPermissionEnforcement. */
  readonly admission?: ReadonlyArray<string>;
}

const issuer = 'https://kubernetes.default.svc';

const argvOf = (
  keys: Keys,
  etcd: Etcd,
  port: number,
  more: Readonly<Record<string, string>>
): ReadonlyArray<string> => [
  binary('kube-apiserver'),
  ...flags({
    ...more,
    'etcd-servers': etcd.url,
    'bind-address': nodeAddress,
    'secure-port': port,
    'advertise-address': '192.0.2.1',
    'endpoint-reconciler-type': 'none',
    'tls-cert-file': keys.certificate,
    'tls-private-key-file': keys.key,
    'token-auth-file': keys.tokens,
    'authorization-mode': 'RBAC',
    'service-account-issuer': issuer,
    'api-audiences': `${issuer},istio-ca`,
    'service-account-key-file': keys.serviceAccounts,
    'service-account-signing-key-file': keys.serviceAccounts,
    // There is no kubelet that would mount what this plugin asks for.
    'disable-admission-plugins': 'ServiceAccount',
    'allow-privileged': true,
    'service-cluster-ip-range': '10.96.0.0/16',
    'enable-priority-and-fairness': false,
    'max-requests-inflight': 2000,
    'max-mutating-requests-inflight': 1000
  })
];

/** A kubeconfig of somebody who has a token. */
export const kubeconfigOf = ({ server, ca, token }: Api['access']): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'e2e', cluster: { server, 'certificate-authority': ca } }],
    users: [{ name: 'user', user: { token } }],
    contexts: [{ name: 'e2e', context: { cluster: 'e2e', user: 'user' } }],
    'current-context': 'e2e'
  });

/** Waits until it serves. */
export const apiServerReady = ({ process, api }: Pick<ApiServer, 'process' | 'api'>): Promise<true> => {
  const ready = async (): Promise<true | undefined> =>
    (await api.ask('/readyz')).status === 200 ? true : undefined;
  return waitFor('the API server to be ready', ready, { seconds: 90, needs: [process] });
};

/** A real API server with RBAC, and a client of it. */
export const startApiServer = async (
  workplace: Workplace,
  keys: Keys,
  etcd: Etcd,
  { admission = [], audit = false }: ApiServerOptions = {}
): Promise<ApiServer> => {
  const port = await freePort();
  const { folder, logs } = workplace;
  const auditLog = audit ? join(logs, 'audit.log') : undefined;
  const more = {
    ...(admission.length === 0 ? {} : { 'enable-admission-plugins': admission.join(',') }),
    ...(auditLog === undefined ? {} : await auditFlags(folder, auditLog))
  };
  const argv = argvOf(keys, etcd, port, more);
  const process = startProcess({ name: 'kube-apiserver', argv, folder: logs });
  const server = `https://${nodeAddress}:${port}`;
  const api = connect({ server, ca: keys.certificate, token: keys.token });
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, kubeconfigOf(api.access));
  await apiServerReady({ process, api });
  return { process, port, api, kubeconfig, auditLog };
};
