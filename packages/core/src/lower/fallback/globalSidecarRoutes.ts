import type { Config } from '../../model/Config.js';
import { globalSidecarLabels, globalSidecarName, loopGuardName } from '../../model/GlobalSidecar.js';
import type { GlobalSidecar } from '../../model/GlobalSidecar.js';
import { loopMark } from '../../model/Headers.js';
import type { JsonObject } from '../../model/Json.js';
import type { Resource } from '../../model/Resource.js';
import { resource } from '../resource.js';
import { catchAlls } from './fallbackFilter.js';

const workloadSelector = { labels: globalSidecarLabels };

/** Under another name the fallback routes do not find the virtual host. */
const renamed = (catchAll: string): JsonObject => ({
  applyTo: 'VIRTUAL_HOST',
  match: { context: 'SIDECAR_OUTBOUND', routeConfiguration: { vhost: { name: catchAll } } },
  patch: { operation: 'MERGE', value: { name: `global_sidecar_${catchAll}` } }
});

/** The mark leaves the pod only where this filter is missing: then the next pass answers 508 instead of looping. */
const unmarked: JsonObject = {
  applyTo: 'ROUTE_CONFIGURATION',
  match: { context: 'SIDECAR_OUTBOUND' },
  patch: { operation: 'MERGE', value: { request_headers_to_remove: [loopMark] } }
};

/** Keeps the fallback routes from the global-sidecar's own proxies, whose traffic would come back to them for ever. */
const exclusion = (config: Config, { namespace }: GlobalSidecar): Resource =>
  resource(config, {
    part: 'fallback',
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    namespace,
    name: loopGuardName,
    fields: { spec: { configPatches: [...catchAlls.map(renamed), unmarked], workloadSelector } }
  });

/** The whole mesh for the global-sidecar, whatever default its namespace has; the mesh's own policy for the rest. */
const wholeMesh = (config: Config, { namespace }: GlobalSidecar): Resource =>
  resource(config, {
    part: 'fallback',
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'Sidecar',
    namespace,
    name: globalSidecarName,
    fields: { spec: { egress: [{ hosts: ['*/*'] }], workloadSelector } }
  });

/** The caller's HTTP version on the way to the global-sidecar: gRPC needs HTTP/2 on every hop, for its trailers. */
const clientProtocol = (config: Config, { host, namespace }: GlobalSidecar): Resource =>
  resource(config, {
    part: 'fallback',
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'DestinationRule',
    namespace,
    name: globalSidecarName,
    fields: { spec: { host, trafficPolicy: { connectionPool: { http: { useClientProtocol: true } } } } }
  });

/** What a global-sidecar's own proxies, and its callers, need to know of it. `isFree` is false where a user's own Sidecar selects it. */
export const globalSidecarRoutes = (
  config: Config,
  globalSidecar: GlobalSidecar,
  isFree: boolean
): ReadonlyArray<Resource> => [
  exclusion(config, globalSidecar),
  ...(isFree ? [wholeMesh(config, globalSidecar)] : []),
  ...(config.general.supportH2 ? [clientProtocol(config, globalSidecar)] : [])
];
