import type { DispatchRule } from '../../dispatch/DispatchRule.js';
import type { FallbackRoute } from '../../model/Fallback.js';
import type { GlobalSidecar } from '../../model/GlobalSidecar.js';
import { originalDestination, sourceNamespace } from '../../model/Headers.js';
import type { JsonObject } from '../../model/Json.js';

/** The name of the routes that lead to a global-sidecar begins with it, so that logs and filters know them. */
export const toGlobalSidecar = 'to-global-sidecar';

/** Routes that lead elsewhere. */
const elsewhere = 'dispatch';

export const passthrough = 'PassthroughCluster';

/** A dispatch rule as a route; its name in access logs is that of the rule. */
export const ofRule = ({ authority, index, matches, name, target }: DispatchRule): FallbackRoute => {
  const suffix = name === '' ? String(index) : name;
  return target._tag === 'GlobalSidecar'
    ? { name: `${toGlobalSidecar}/${suffix}`, authority, matches, cluster: undefined }
    : { name: `${elsewhere}/${suffix}`, authority, matches, cluster: target.cluster };
};

/** Requests by IPv4 address go where the caller meant, past the global-sidecar. */
export const ofAddresses: FallbackRoute = {
  name: 'to-address',
  authority: '(\\d{1,3}\\.){3}\\d{1,3}(:\\d+)?',
  matches: ['IPv4 addresses'],
  cluster: passthrough
};

const header = (key: string, value: string): JsonObject => ({
  append_action: 'OVERWRITE_IF_EXISTS_OR_ADD',
  header: { key, value }
});

/** The two headers, as a route adds them. What the caller wrote there itself is replaced. */
const headersOf = (globalSidecar: GlobalSidecar): ReadonlyArray<JsonObject> => [
  header(originalDestination, '%DOWNSTREAM_LOCAL_ADDRESS%'),
  header(sourceNamespace, globalSidecar.serves ?? '%ENVIRONMENT(POD_NAMESPACE)%')
];

/** The cluster of a global-sidecar for a port: its Service has every wormhole port, so that listeners exist for them. */
export const clusterOf = ({ host }: GlobalSidecar, port: number): string => `outbound|${port}||${host}`;

const matchOf = (authority: string | undefined): JsonObject =>
  authority === undefined
    ? { prefix: '/' }
    : {
        headers: [{ name: ':authority', string_match: { safe_regex: { regex: authority } } }],
        prefix: '/'
      };

/** Where a route sends what it takes. Without `timeout` Envoy would cut requests short after 15 s. */
const action = (cluster: string): JsonObject => ({ cluster, timeout: '0s' });

/** The part of a route that says where to: for the default route, which is there already, it is all that changes. */
export const destinationOf = (
  { cluster, name }: FallbackRoute,
  port: number,
  globalSidecar: GlobalSidecar | undefined,
  withHeaders: boolean
): JsonObject => {
  if (cluster !== undefined || globalSidecar === undefined)
    return { name, route: action(cluster ?? passthrough) };
  const target = { name, route: action(clusterOf(globalSidecar, port)) };
  return withHeaders ? { ...target, request_headers_to_add: headersOf(globalSidecar) } : target;
};

/** A whole route, as Envoy has it. */
export const routeOf = (
  route: FallbackRoute,
  port: number,
  globalSidecar: GlobalSidecar | undefined,
  withHeaders: boolean
): JsonObject => ({
  ...destinationOf(route, port, globalSidecar, withHeaders),
  match: matchOf(route.authority)
});
