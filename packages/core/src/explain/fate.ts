import * as E from 'fp-ts/lib/Either.js';
import type { Config } from '../model/Config.js';
import type { Fallback, FallbackRoute } from '../model/Fallback.js';
import type { Host } from '../model/Host.js';
import type { Plan } from '../model/Plan.js';
import * as Regex from '../Regex.js';

/** What becomes of calls to a host that a scope lacks: on these ports, this way. */
export interface Fate {
  readonly ports: ReadonlyArray<number>;
  readonly destination: string;
}

/** Envoy matches the whole authority. */
const takes = ({ authority }: FallbackRoute, host: Host): boolean => {
  if (authority === undefined) return true;
  const whole = Regex.compile(`^(?:${authority})$`);
  return E.isRight(whole) && whole.right.test(host);
};

/** Where a route leads, in words. */
export const describeDestination = (
  route: FallbackRoute | undefined,
  { globalSidecar }: Pick<Fallback, 'globalSidecar'>
): string =>
  route === undefined
    ? "where Istio's outboundTrafficPolicy says"
    : (route.cluster ?? globalSidecar?.host ?? 'nowhere');

/** The fallback that holds for a namespace: its own, or the mesh's. */
const fallbackOf = ({ fallbacks }: Plan, { global }: Config, namespace: string): Fallback | undefined =>
  fallbacks.find(each => each.namespace === namespace || each.namespace === global.istioNamespace);

/** A call that nobody has a route for: whose, to which host, and on which ports it may be. */
export interface Question {
  readonly namespace: string;
  readonly host: Host;
  readonly isPort: (port: number) => boolean;
}

/** What becomes of a call that a scope has no route for; undefined where nothing is done about it. */
export const fate = (config: Config, plan: Plan, { host, isPort, namespace }: Question): Fate | undefined => {
  const fallback = fallbackOf(plan, config, namespace);
  const ports = fallback?.ports.filter(isPort) ?? [];
  if (fallback === undefined || ports.length === 0) return undefined;
  const route = fallback.table.rules.find(each => takes(each, host)) ?? fallback.table.rest;
  return { ports, destination: describeDestination(route, fallback) };
};
