import { globalSidecars } from '@meshfence/core';
import type { Config, Prometheus } from '@meshfence/core';
import type * as AccessLogs from '@meshfence/als-adapter';
import type { Log, Sight, Sources, WantedSource } from '@meshfence/k8s-adapter';
import type * as Metrics from '@meshfence/prom-adapter';
import type { Registry } from 'prom-client';
import { prometheusSettings } from './prometheusSettings.js';

/** The adapters that observe. They are loaded by those only who run a controller. */
export interface Adapters {
  readonly als: typeof AccessLogs;
  readonly prom: typeof Metrics;
}

/** What is said of sources on the command line. */
export interface SourceSettings {
  readonly receiver: Pick<AccessLogs.Settings, 'address' | 'port' | 'tls' | 'bounds' | 'limits'>;
  /** Whether requests that reached nobody are evidence, too. */
  readonly unreached: boolean;
}

/** Who learns waits for more by itself. */
const batches = { every: 100 };

interface Parts {
  readonly adapters: Adapters;
  readonly settings: SourceSettings;
  readonly log: Log;
  readonly registry: Registry;
}

/** The name under which access logs give evidence, whoever receives them. */
const als = 'als';
const prometheus = 'prometheus';

/** There is one receiver, whatever the configuration: it stops and starts, and what it counts goes on. */
const receiverOf = ({
  adapters,
  log,
  registry,
  settings
}: Parts): ((sight: Sight) => AccessLogs.AccessLogSource) => {
  let receiver: AccessLogs.AccessLogSource | undefined;
  return ({ config, knows, now, pods }) =>
    (receiver ??= adapters.als.accessLogSource(
      {
        ...settings.receiver,
        unreached: settings.unreached,
        globalSidecars: () => globalSidecars(config()),
        batches
      },
      { book: pods, knows: (to, namespace) => knows()?.(to, namespace) ?? false, now, registry, log }
    ));
};

const asking = ({ adapters, log, registry, settings }: Parts) => {
  const counting = adapters.prom.promMetrics(registry);
  return (name: string, from: Prometheus, sight: Sight): WantedSource => {
    const readsSightings = name === als;
    const own = readsSightings ? {} : { handlers: from.handlers, fences: sight.fences };
    return {
      key: `${name} ${JSON.stringify(from)}`,
      name,
      make: () =>
        adapters.prom.promSource({
          ...prometheusSettings(from, sight),
          ...own,
          name,
          readsSightings,
          countBlocked: settings.unreached,
          counting: counting(name),
          narrator: log.with({ source: name })
        })
    };
  };
};

const isReceiving = ({ accessLogReceiver, metricSource }: Config): boolean =>
  metricSource === 'accesslog' && accessLogReceiver === undefined;

/**
 * Which sources a configuration asks for: this process' receiver of access logs, what receivers of their own have seen, or
 * what a Prometheus counts.
 */
export const observing =
  (adapters: Adapters, settings: SourceSettings) =>
  (log: Log, registry: Registry): Sources => {
    const parts = { adapters, settings, log, registry };
    const [receiver, ask] = [receiverOf(parts), asking(parts)];
    return (config, sight) => {
      const from = config.prometheus;
      const isAsked = from !== undefined && from.address !== '';
      if (!config.enable) return [];
      return [
        ...(isReceiving(config) ? [{ key: als, name: als, make: () => receiver(sight) }] : []),
        ...(isAsked && config.accessLogReceiver !== undefined ? [ask(als, from, sight)] : []),
        ...(isAsked && config.metricSource === 'prometheus' ? [ask(prometheus, from, sight)] : [])
      ];
    };
  };
