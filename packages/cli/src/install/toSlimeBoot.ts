import type { JsonObject, Resource } from '../core.js';
import type { SlimeBootOptions } from '../command/Options.js';

const defaults = { istioNamespace: 'istio-system', operatorNamespace: 'mesh-operator' };

/** What of a SlimeBoot's mapping there is anything to say about. */
const said = (fields: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  );

const general = ({ metricSource, mode, namespace, port }: SlimeBootOptions): JsonObject =>
  said({
    wormholePort: port.length === 0 ? undefined : port.map(String),
    autoPort: port.length === 0 ? true : undefined,
    namespace: namespace.length === 0 ? undefined : namespace,
    // Without a global-sidecar nobody but the callers themselves can log what they call.
    accessLogger: mode === 'none' && metricSource !== 'prometheus' ? 'callers' : undefined
  });

const misc = ({ metricSource = 'accesslog', mode }: SlimeBootOptions): JsonObject => ({
  globalSidecarMode: mode === 'none' ? 'no' : (mode ?? 'cluster'),
  metricSourceType: metricSource
});

/** Without handlers: Istio's own counters say more than one query for each fence would. */
const metric = (options: SlimeBootOptions): JsonObject | undefined => {
  if (options.metricSource !== 'prometheus') return undefined;
  const istio = options.istioNamespace ?? defaults.istioNamespace;
  return {
    prometheus: { address: options.prometheusAddress ?? `http://prometheus.${istio}:9090` }
  };
};

const component = ({ mode }: SlimeBootOptions): JsonObject | undefined =>
  mode === 'none'
    ? undefined
    : {
        globalSidecar: {
          enable: true,
          type: mode ?? 'cluster',
          sidecarInject: { enable: true, mode: 'pod', labels: { 'sidecar.istio.io/inject': 'true' } },
          resources: {
            requests: { cpu: '200m', memory: '200Mi' },
            limits: { cpu: '400m', memory: '400Mi' }
          }
        }
      };

const [apiVersion, kind, name] = ['config.netease.com/v1alpha1', 'SlimeBoot', 'lazyload'];

/** A SlimeBoot of the newest shape, as the options describe it. */
export const toSlimeBoot = (options: SlimeBootOptions): JsonObject => {
  const { istioNamespace, operatorNamespace } = { ...defaults, ...options };
  const module = said({
    name: 'lazyload',
    kind: 'lazyload',
    enable: true,
    general: general(options),
    global: { istioNamespace, slimeNamespace: operatorNamespace, misc: misc(options) },
    metric: metric(options)
  });
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: operatorNamespace },
    spec: said({ module: [module], component: component(options) })
  };
};

/** The same among the other objects that are installed. */
export const slimeBootResource = (options: SlimeBootOptions): Resource => {
  const { operatorNamespace: namespace } = { ...defaults, ...options };
  return { part: 'controller', apiVersion, kind, namespace, name, object: toSlimeBoot(options) };
};
