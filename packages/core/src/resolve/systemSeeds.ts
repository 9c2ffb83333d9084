import { hostOf } from '../indexing/Definition.js';
import type { Config } from '../model/Config.js';
import { whyInvalid, whyInvalidNamespace } from '../model/Host.js';
import type { Host } from '../model/Host.js';
import { plain } from './Seed.js';
import type { Seed } from './Seed.js';

const globalSidecar = 'global-sidecar';

const system = (host: Host, form: Seed['form'], part: 'istio' | 'meshfence' | 'global-sidecar'): Seed => ({
  host,
  form,
  reason: { kind: 'system', part },
  state: 'ACTIVE',
  inStatus: false
});

/** The namespace whose global-sidecar serves a fence, where that namespace is not imported as a whole anyway. */
const globalSidecarNamespace = (
  { mode, general, global }: Config,
  fenceNamespace: string
): string | undefined => {
  const namespace =
    mode === 'namespace' ? fenceNamespace : mode === 'cluster' ? general.clusterGsNamespace : undefined;
  return namespace === undefined || namespace === global.slimeNamespace ? undefined : namespace;
};

const ofNamespace = (namespace: string, part: 'istio' | 'meshfence'): ReadonlyArray<Seed> =>
  whyInvalidNamespace(namespace) === undefined
    ? [system(`${namespace}/*`, { _tag: 'Namespace', namespace }, part)]
    : [];

const ofGlobalSidecar = (
  config: Config,
  fenceNamespace: string,
  clusterDomain: string
): ReadonlyArray<Seed> => {
  const namespace = globalSidecarNamespace(config, fenceNamespace);
  if (namespace === undefined) return [];
  const host = hostOf({ namespace, name: globalSidecar }, clusterDomain);
  return whyInvalid(host) === undefined ? [system(host, plain, 'global-sidecar')] : [];
};

/** What every scope has: Istio's namespace, meshfence's, and the global-sidecar; in the order in which Sidecars list them. */
export const systemSeeds = (
  config: Config,
  fenceNamespace: string,
  clusterDomain: string
): ReadonlyArray<Seed> => [
  ...ofNamespace(config.global.istioNamespace, 'istio'),
  ...ofNamespace(config.global.slimeNamespace, 'meshfence'),
  ...ofGlobalSidecar(config, fenceNamespace, clusterDomain)
];
