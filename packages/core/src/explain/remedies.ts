import type { Config } from '../model/Config.js';
import type { SeenCalls, Statement } from './Testimony.js';

const isWatching = ({ since }: Statement): boolean => since !== undefined;

const isSeen = ({ destinations }: SeenCalls): boolean => destinations > 0;

/** Who would see the calls, by the configuration, and does not. */
const unwatched = ({ general, metricSource, prometheus }: Config): string =>
  metricSource === 'prometheus'
    ? `No source watches: Prometheus has no answer. See that metric.prometheus.address (${prometheus?.address ?? 'not set'}) is right, and what the controller's log says.`
    : `No source watches: no proxy sends its access log. By general.accessLogger (${general.accessLogger}) ${reporters[general.accessLogger]}: see that what install prints is applied, and that they reach the controller's port for access logs.`;

const reporters: Readonly<Record<Config['general']['accessLogger'], string>> = {
  'global-sidecar': "the global-sidecar's proxy does",
  callers: "the callers' own proxies do",
  both: "the global-sidecar's proxy and the callers' own do"
};

/** That what is in a scope already, or not looked at by the fallback, passes by the only log there is. */
const indirect = ({ general, metricSource }: Config): string =>
  metricSource === 'accesslog' && general.accessLogger === 'global-sidecar'
    ? "Only calls that the global-sidecar takes are seen; direct ones are not. With general.accessLogger: callers, or both, the callers' own proxies tell of these, too."
    : 'No source that watches is sure to see direct calls.';

const unheard: Readonly<Record<string, string>> = {
  als: 'als has never heard of it: no proxy of its pods sends an access log. See that they have a sidecar, that the Telemetry called meshfence selects them, and that no other one stands in for it.',
  prometheus:
    'prometheus has never heard of it: no series names it as a caller. See that its pods have a sidecar, and that Prometheus scrapes them.'
};

const neverHeard = ({ source }: Statement): string =>
  (Object.hasOwn(unheard, source) ? unheard[source] : undefined) ?? `${source} has never told of it.`;

/** A call that was heard of and not learned has its reason beside it. */
const unmade = ({ calls, source, toHost }: Statement): ReadonlyArray<string> =>
  (toHost ?? calls).unlearned.length > 0
    ? []
    : [`${source} hears of it, but of no such call: none was made while it watched, or none was logged.`];

/**
 * What to do where a call should have been seen and was not; nothing where calls were, or the host is in scope.
 *
 * Who watches comes first: without that nothing else matters.
 */
export const remedies = (
  config: Config,
  all: ReadonlyArray<Statement>,
  isMissed: boolean
): ReadonlyArray<string> => {
  if (!isMissed || all.some(({ calls, toHost }) => isSeen(toHost ?? calls))) return [];
  const watching = all.filter(isWatching);
  if (watching.length === 0) return [unwatched(config)];
  const direct = watching.filter(each => each.direct === true);
  if (direct.length === 0) return [indirect(config)];
  return direct.flatMap(each => (each.lastHeard === undefined ? [neverHeard(each)] : unmade(each)));
};
