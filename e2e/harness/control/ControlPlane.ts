import type { JsonObject } from '@meshfence/core';
import type { KubeObject } from '../api/KubeObject.js';
import { discoveryOf } from '../api/Discovery.js';
import { applyAll } from '../api/objects.js';
import type { Objects } from '../api/objects.js';
import { nodeName } from '../network/Node.js';
import type { Process } from '../process/Process.js';
import { applyCrds, istioCrds } from './installCrds.js';
import { makeKeys } from './makeKeys.js';
import { startApiServer } from './startApiServer.js';
import type { ApiServer, ApiServerOptions } from './startApiServer.js';
import { startControllers } from './startControllers.js';
import { startEtcd } from './startEtcd.js';
import type { Etcd } from './startEtcd.js';
import { startIstiod } from './startIstiod.js';
import type { Istiod } from './startIstiod.js';
import type { Workplace } from './Workplace.js';

/** What decides in a cluster: the API server with its store and controllers, and istiod unless only the API was asked for. */
export interface ControlPlane {
  readonly etcd: Etcd;
  readonly apiServer: ApiServer;
  readonly objects: Objects;
  readonly istiod: Istiod | undefined;
  /** In the order in which they were started. */
  readonly processes: ReadonlyArray<Process>;
}

export interface ControlPlaneOptions extends ApiServerOptions {
  /** Merged over the suites' own mesh config. */
  readonly meshConfig?: JsonObject;
  /** More environment variables for istiod. */
  readonly istiodEnv?: Readonly<Record<string, string>>;
  /** The API server with Istio's CRDs and the controllers, but no istiod. */
  readonly only?: 'api';
  /** Kubernetes' controllers that shall not run: endpointslice-controller, say, where only the writes of somebody else count. */
  readonly withoutControllers?: ReadonlyArray<string>;
}

/** A node that is ready, and no TLS between proxies: nobody issues certificates here. */
const furniture: ReadonlyArray<KubeObject> = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-system' } },
  { apiVersion: 'v1', kind: 'Node', metadata: { name: nodeName } },
  {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'default', namespace: 'istio-system' },
    spec: { mtls: { mode: 'DISABLE' } }
  }
];

/** Starts all of it; what had been started is handed to `started` at once, so that it can be stopped whatever happens. */
export const startControlPlane = async (
  workplace: Workplace,
  { meshConfig, istiodEnv, only, withoutControllers, ...apiServerOptions }: ControlPlaneOptions,
  started: (process: Process) => void
): Promise<ControlPlane> => {
  const [keys, etcd] = await Promise.all([makeKeys(workplace), startEtcd(workplace)]);
  started(etcd.process);
  const apiServer = await startApiServer(workplace, keys, etcd, apiServerOptions);
  started(apiServer.process);
  const controllers = await startControllers(workplace, keys, apiServer, withoutControllers);
  started(controllers);
  const objects = { api: apiServer.api, discover: discoveryOf(apiServer.api) };
  await applyCrds(objects, await istioCrds());
  await applyAll(objects, furniture);
  const processes = [etcd.process, apiServer.process, controllers];
  if (only === 'api') return { etcd, apiServer, objects, istiod: undefined, processes };
  const istiod = await startIstiod(workplace, apiServer, {
    ...(meshConfig === undefined ? {} : { meshConfig }),
    ...(istiodEnv === undefined ? {} : { env: istiodEnv })
  });
  started(istiod.process);
  return { etcd, apiServer, objects, istiod, processes: [...processes, istiod.process] };
};
