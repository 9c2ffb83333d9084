import { nodeAddress } from '../network/Node.js';
import { binary } from '../process/Cache.js';
import { flags } from '../process/flags.js';
import { freePort } from '../process/freePort.js';
import { startProcess } from '../process/Process.js';
import type { Process } from '../process/Process.js';
import type { Keys } from './makeKeys.js';
import type { ApiServer } from './startApiServer.js';
import type { Workplace } from './Workplace.js';

const controllers = [
  'endpointslice-controller',
  'deployment-controller',
  'replicaset-controller',
  'namespace-controller',
  'garbage-collector-controller',
  'serviceaccount-controller',
  'root-ca-certificate-publisher-controller'
];

/** Kubernetes' own controllers, as many as the suites rely on. */
export const startControllers = async (
  { folder, logs }: Workplace,
  keys: Keys,
  { kubeconfig }: ApiServer,
  without: ReadonlyArray<string> = []
): Promise<Process> =>
  startProcess({
    name: 'kube-controller-manager',
    folder: logs,
    argv: [
      binary('kube-controller-manager'),
      ...flags({
        kubeconfig,
        'leader-elect': false,
        'cert-dir': folder,
        'bind-address': nodeAddress,
        'secure-port': await freePort(),
        'authentication-kubeconfig': kubeconfig,
        'authorization-kubeconfig': kubeconfig,
        'service-account-private-key-file': keys.serviceAccounts,
        'root-ca-file': keys.certificate,
        'use-service-account-credentials': false,
        controllers: controllers.filter(name => !without.includes(name)).join(',')
      })
    ]
  });
