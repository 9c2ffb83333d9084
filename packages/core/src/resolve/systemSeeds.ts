import { hostOf } from '../indexing/Definition.js';
import { isLoggedByCallers, logReceiver } from '../lower/accessLog/logging.js';
import type { Config } from '../model/Config.js';
import {
  clusterNamespace,
  globalSidecarName,
  hasGlobalSidecar,
  placeholderName
} from '../model/GlobalSidecar.js';
import { whyInvalid, whyInvalidNamespace } from '../model/Host.js';
import type { Host } from '../model/Host.js';
import { plain } from './Seed.js';
import type { Seed } from './Seed.js';

const system = (host: Host, form: Seed['form'], part: 'istio' | 'meshfence' | 'global-sidecar'): Seed => ({
  host,
  form,
  reason: { kind: 'system', part },
  state: 'ACTIVE',
  inStatus: false
});

/** Whether meshfence's namespace is imported as a whole, so that what is in it needs no entry of its own. */
const isImported = ({ general, global }: Config, namespace: string): boolean =>
  namespace === global.slimeNamespace && general.egressHosts === 'wildcard';

/** The namespace whose global-sidecar serves a fence, where that namespace is not imported as a whole anyway. */
const globalSidecarNamespace = (config: Config, fenceNamespace: string): string | undefined => {
  const { general, global, mode } = config;
  const namespace =
    mode === 'namespace' ? fenceNamespace : mode === 'cluster' ? clusterNamespace(config) : undefined;
  if (namespace === undefined || isImported(config, namespace)) return undefined;
  const isSaid = namespace !== global.slimeNamespace || general.clusterGsNamespace !== undefined;
  return isSaid || hasGlobalSidecar(config) ? namespace : undefined;
};

const ofNamespace = (namespace: string, part: 'istio' | 'meshfence'): ReadonlyArray<Seed> =>
  whyInvalidNamespace(namespace) === undefined
    ? [system(`${namespace}/*`, { _tag: 'Namespace', namespace }, part)]
    : [];

const ofService = (
  host: Host,
  form: Seed['form'],
  part: 'meshfence' | 'global-sidecar'
): ReadonlyArray<Seed> => (whyInvalid(host) === undefined ? [system(host, form, part)] : []);

/** Of meshfence's own namespace nothing more than what importing it as a whole would bring. */
const formOf = ({ global }: Config, namespace: string): Seed['form'] =>
  namespace === global.slimeNamespace ? { _tag: 'Qualified', namespace } : plain;

const ofGlobalSidecar = (
  config: Config,
  fenceNamespace: string,
  clusterDomain: string
): ReadonlyArray<Seed> => {
  const namespace = globalSidecarNamespace(config, fenceNamespace);
  if (namespace === undefined) return [];
  const host = hostOf({ namespace, name: globalSidecarName }, clusterDomain);
  return ofService(host, formOf(config, namespace), 'global-sidecar');
};

/** Services of meshfence's own that the exact form must name even before they are there. */
const ownServices = (config: Config): ReadonlyArray<string> => {
  const { autoPort, wormholePorts } = config.general;
  return [
    ...(config.mode === 'no' && (autoPort || wormholePorts.length > 0) ? [placeholderName] : []),
    ...(isLoggedByCallers(config) ? [logReceiver(config).name] : [])
  ];
};

const ofOwn = (config: Config, clusterDomain: string): ReadonlyArray<Seed> => {
  const { slimeNamespace } = config.global;
  return isImported(config, slimeNamespace) || !config.enable
    ? []
    : ownServices(config).flatMap(name =>
        ofService(
          hostOf({ namespace: slimeNamespace, name }, clusterDomain),
          formOf(config, slimeNamespace),
          'meshfence'
        )
      );
};

/** What every scope has: Istio's namespace, meshfence's, and the global-sidecar; in the order in which Sidecars list them. */
export const systemSeeds = (
  config: Config,
  fenceNamespace: string,
  clusterDomain: string
): ReadonlyArray<Seed> => [
  ...ofNamespace(config.global.istioNamespace, 'istio'),
  ...ofNamespace(config.global.slimeNamespace, 'meshfence'),
  ...ofGlobalSidecar(config, fenceNamespace, clusterDomain),
  ...ofOwn(config, clusterDomain)
];
