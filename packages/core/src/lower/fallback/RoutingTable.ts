import type { DispatchRule } from '../../dispatch/DispatchRule.js';
import type { Config } from '../../model/Config.js';
import type { FallbackRoute, RoutingTable } from '../../model/Fallback.js';
import type { GlobalSidecar } from '../../model/GlobalSidecar.js';
import { ofAddresses, ofRule, toGlobalSidecar } from './Route.js';

const toGlobalSidecarRoute: FallbackRoute = {
  name: toGlobalSidecar,
  authority: undefined,
  matches: ['*'],
  cluster: undefined
};

/** Dispatch rules take the place of the default, as in Slime: who wants both says so in a last rule. */
const restOf = ({ general }: Config, globalSidecar: GlobalSidecar | undefined): FallbackRoute | undefined =>
  globalSidecar === undefined || general.passthroughByDefault || general.dispatches.length > 0
    ? undefined
    : toGlobalSidecarRoute;

const takesEverything = ({ authority, cluster }: FallbackRoute): boolean =>
  authority === undefined && cluster === undefined;

/** The route for addresses stands right before what would give them to the global-sidecar. */
const withAddresses = (
  rules: ReadonlyArray<FallbackRoute>,
  rest: FallbackRoute | undefined
): ReadonlyArray<FallbackRoute> => {
  const at = rules.findIndex(takesEverything);
  if (at >= 0) return [...rules.slice(0, at), ofAddresses, ...rules.slice(at)];
  return rest === undefined ? rules : [...rules, ofAddresses];
};

/** The routes of a configuration, for callers whose global-sidecar this is. */
export const routingTable = (
  config: Config,
  dispatches: ReadonlyArray<DispatchRule>,
  globalSidecar: GlobalSidecar | undefined
): RoutingTable => {
  const rules = dispatches
    .filter(({ target }) => target._tag === 'Cluster' || globalSidecar !== undefined)
    .map(ofRule);
  const rest = restOf(config, globalSidecar);
  return { rules: config.general.disableIpv4Passthrough ? rules : withAddresses(rules, rest), rest };
};

/** Whether nothing is changed of what Istio does by itself. */
export const isIdle = ({ rest, rules }: RoutingTable): boolean => rest === undefined && rules.length === 0;

/** Whether some route leads to the global-sidecar. */
export const usesGlobalSidecar = ({ rest, rules }: RoutingTable): boolean =>
  [...rules, ...(rest === undefined ? [] : [rest])].some(({ cluster }) => cluster === undefined);
