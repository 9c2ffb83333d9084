import type { Config } from './Config.js';
import { whyInvalidNamespace } from './Host.js';
import type { Host } from './Host.js';
import type { Labels } from './Labels.js';
import { isManaged } from './Meta.js';
import type { Service } from './Service.js';

/** One global-sidecar: where it runs, and whose fallback traffic it takes. */
export interface GlobalSidecar {
  readonly namespace: string;
  /** The namespace whose fallback traffic it takes; undefined where it takes the whole mesh's. */
  readonly serves: string | undefined;
  readonly host: Host;
}

/** The name of its Service, Deployment, ServiceAccount and Sidecar. */
export const globalSidecarName = 'global-sidecar';

/** The name of the Service whose ports make listeners, where no global-sidecar's Service does. */
export const placeholderName = 'meshfence-ports';

/** The name of the EnvoyFilter that keeps fallback routes from its own proxies: without it their traffic comes back to them. */
export const loopGuardName = 'meshfence-global-sidecar';

/** How its Service names a wormhole port; by the name a port that was collected once is known again. */
export const wormholePortName = (port: number): string => `http-${port}`;

/** The labels that select its pods. */
export const globalSidecarLabels: Labels = { app: globalSidecarName };

const at = (namespace: string, serves: string | undefined, clusterDomain: string): GlobalSidecar => ({
  namespace,
  serves,
  host: `${globalSidecarName}.${namespace}.svc.${clusterDomain}`
});

/** Where the one global-sidecar of cluster mode runs. */
export const clusterNamespace = ({ general, global }: Config): string =>
  general.clusterGsNamespace ?? global.slimeNamespace;

/** Whether there are global-sidecars at all: the mode has them, the component and the module are switched on. */
export const hasGlobalSidecar = ({ enable, globalSidecar, mode }: Config): boolean =>
  enable && mode !== 'no' && globalSidecar?.enable === true;

/**
 * The namespaces that use lazyload in namespace mode, in order, each once.
 *
 * Istio's own is never among them, though somebody may list it: what is written there holds for the whole mesh.
 */
export const listedNamespaces = ({ general, global }: Config): ReadonlyArray<string> =>
  [...new Set(general.namespaces)]
    .filter(each => each !== global.istioNamespace && whyInvalidNamespace(each) === undefined)
    .toSorted();

/** Where objects for the callers' proxies are written: Istio's own namespace, which means all of them, or the listed ones. */
export const callerNamespaces = (config: Config): ReadonlyArray<string> =>
  config.mode === 'namespace'
    ? listedNamespaces(config)
    : [config.global.istioNamespace].filter(each => whyInvalidNamespace(each) === undefined);

/** The global-sidecars that a configuration asks for, by namespace. None where it is switched off. */
export const globalSidecars = (config: Config): ReadonlyArray<GlobalSidecar> => {
  if (!hasGlobalSidecar(config)) return [];
  const { clusterDomain } = config.general;
  if (config.mode === 'namespace')
    return listedNamespaces(config).map(namespace => at(namespace, namespace, clusterDomain));
  const namespace = clusterNamespace(config);
  return whyInvalidNamespace(namespace) === undefined ? [at(namespace, undefined, clusterDomain)] : [];
};

/** Whether a Service is one of meshfence's own, or Slime's in its place, whether or not it has been taken over yet. */
export const isOwnService = ({ meta }: Service): boolean =>
  isManaged(meta) || meta.name === globalSidecarName;
