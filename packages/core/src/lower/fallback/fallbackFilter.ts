import * as E from 'fp-ts/lib/Either.js';
import type { Config } from '../../model/Config.js';
import type { Fallback, FallbackRoute } from '../../model/Fallback.js';
import type { JsonObject } from '../../model/Json.js';
import type { Resource } from '../../model/Resource.js';
import * as Regex from '../../Regex.js';
import { resource } from '../resource.js';
import { luaHeaders } from './luaHeaders.js';
import { destinationOf, ofAddresses, routeOf } from './Route.js';
import { usesGlobalSidecar } from './RoutingTable.js';

/** Istio's names of the virtual host that takes what no other takes, one for each outboundTrafficPolicy. */
export const catchAlls = ['allow_any', 'block_all', 'allow_any_dynamic_dns'] as const;

type CatchAll = (typeof catchAlls)[number];

/** The most that Istio's matcher takes. */
const longestProxyVersion = 1024;

/** Why Istio does not take the limit to some proxies; undefined where it does, or where there is none. */
export const whyNotVersion = ({ general: { proxyVersion = '' } }: Config): string | undefined => {
  if (proxyVersion.length > longestProxyVersion) return `it has ${proxyVersion.length} characters`;
  const compiled = Regex.compile(proxyVersion);
  return E.isLeft(compiled) ? compiled.left : undefined;
};

const proxyOf = ({ general: { proxyVersion } }: Config): JsonObject =>
  proxyVersion === undefined ? {} : { proxy: { proxyVersion } };

/** Requests by address must not get past a policy that refuses them. */
const isAllowed = (route: FallbackRoute, catchAll: CatchAll): boolean =>
  catchAll !== 'block_all' || route.name !== ofAddresses.name;

interface Patching extends Fallback {
  readonly config: Config;
  readonly port: number;
}

const patch = (
  { config, port }: Patching,
  catchAll: CatchAll,
  operation: 'MERGE' | 'INSERT_FIRST',
  value: JsonObject
): JsonObject => ({
  applyTo: 'HTTP_ROUTE',
  match: {
    ...proxyOf(config),
    context: 'SIDECAR_OUTBOUND',
    routeConfiguration: { portNumber: port, vhost: { name: catchAll } }
  },
  patch: { operation, value }
});

/** Each INSERT_FIRST goes before the one listed before it, so the rules stand in reverse. */
const patchesOf = (patching: Patching, catchAll: CatchAll): ReadonlyArray<JsonObject> => {
  const { config, globalSidecar, port, table } = patching;
  const withHeaders = !config.general.addEnvHeaderViaLua;
  const rest =
    table.rest === undefined
      ? []
      : [patch(patching, catchAll, 'MERGE', destinationOf(table.rest, port, globalSidecar, withHeaders))];
  const rules = table.rules
    .filter(route => isAllowed(route, catchAll))
    .toReversed()
    .map(route =>
      patch(patching, catchAll, 'INSERT_FIRST', routeOf(route, port, globalSidecar, withHeaders))
    );
  return [...rest, ...rules];
};

/** The name of the filter for a port. */
export const fallbackName = (port: number): string => `meshfence-fallback-${port}`;

/** The EnvoyFilter that gives the proxies of a namespace the routes of a fallback, on one port. */
export const fallbackFilter = (config: Config, fallback: Fallback, port: number): Resource => {
  const isLua = config.general.addEnvHeaderViaLua && usesGlobalSidecar(fallback.table);
  const configPatches = [
    ...catchAlls.flatMap(catchAll => patchesOf({ ...fallback, config, port }, catchAll)),
    ...(isLua ? [luaHeaders(port, proxyOf(config))] : [])
  ];
  return resource(config, {
    part: 'fallback',
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    namespace: fallback.namespace,
    name: fallbackName(port),
    fields: { spec: { configPatches } }
  });
};
