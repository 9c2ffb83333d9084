import type { Config } from '../../model/Config.js';
import { globalSidecarLabels, globalSidecarName } from '../../model/GlobalSidecar.js';
import type { GlobalSidecar } from '../../model/GlobalSidecar.js';
import type { JsonObject } from '../../model/Json.js';
import type { Resource } from '../../model/Resource.js';
import { connectionManager } from '../connectionManager.js';
import { resource } from '../resource.js';

const exchange = 'istio.metadata_exchange';

/** Above 0, the default: it must come after whatever puts the filters there. */
const priority = 10;

const contexts = ['SIDECAR_INBOUND', 'SIDECAR_OUTBOUND'];

const removed = (applyTo: string, context: string, filter: JsonObject): JsonObject => ({
  applyTo,
  match: { context, listener: { filterChain: { filter } } },
  patch: { operation: 'REMOVE' }
});

/**
 * Takes the exchange of peer metadata out of the global-sidecar's proxies, where metrics are what is learned from.
 *
 * The callers' metadata then reach the callee as the callers sent them, and its metrics name the callers.
 */
export const withoutPeerMetadata = (
  config: Config,
  { namespace }: GlobalSidecar
): ReadonlyArray<Resource> => {
  if (config.metricSource !== 'prometheus') return [];
  const configPatches = [
    ...contexts.map(context =>
      removed('HTTP_FILTER', context, { name: connectionManager, subFilter: { name: exchange } })
    ),
    ...contexts.map(context => removed('NETWORK_FILTER', context, { name: exchange }))
  ];
  return [
    resource(config, {
      part: 'global-sidecar',
      apiVersion: 'networking.istio.io/v1alpha3',
      kind: 'EnvoyFilter',
      namespace,
      name: `${globalSidecarName}-metadata`,
      labels: globalSidecarLabels,
      fields: { spec: { configPatches, priority, workloadSelector: { labels: globalSidecarLabels } } }
    })
  ];
};
