import type { Config } from '../../model/Config.js';
import { globalSidecarName } from '../../model/GlobalSidecar.js';
import { controllerOf } from '../controller/Controller.js';
import type { JsonObject } from '../../model/Json.js';

/** The name of the ConfigMap and of the EnvoyFilter by which the global-sidecar's proxy reports calls. */
export const accessLogName = `${globalSidecarName}-access-log`;

/** The cluster to which it reports them. */
export const logCluster = 'meshfence_access_log';

const isLearned = ({ enable, metricSource }: Config): boolean => enable && metricSource === 'accesslog';

/** Whether the global-sidecar's proxies report what they receive. */
export const isLoggedByGlobalSidecar = (config: Config): boolean =>
  isLearned(config) && config.general.accessLogger !== 'callers';

/** Whether the callers' proxies report what they send. */
export const isLoggedByCallers = (config: Config): boolean =>
  isLearned(config) && config.general.accessLogger !== 'global-sidecar';

/** Where the controller takes access logs. */
export const logReceiver = (config: Config): { readonly host: string; readonly port: number } => {
  const { name, namespace } = controllerOf(config);
  return {
    host: `${name}.${namespace}.svc.${config.general.clusterDomain}`,
    port: config.deployment.service.logSourcePort
  };
};

const protocol: JsonObject = {
  '@type': 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
  explicit_http_config: {
    http2_protocol_options: { connection_keepalive: { interval: '30s', timeout: '10s' } }
  }
};

const cluster = (config: Config): JsonObject => {
  const { host, port } = logReceiver(config);
  return {
    name: logCluster,
    type: 'STRICT_DNS',
    connect_timeout: '5s',
    dns_lookup_family: 'V4_PREFERRED',
    // Nobody shall wait for an answer of the DNS before it takes requests.
    wait_for_warm_on_init: false,
    load_assignment: {
      cluster_name: logCluster,
      endpoints: [
        {
          lb_endpoints: [{ endpoint: { address: { socket_address: { address: host, port_value: port } } } }]
        }
      ]
    },
    typed_extension_protocol_options: {
      'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': protocol
    }
  };
};

/** What is added to the bootstrap of the global-sidecar's proxies; empty where they report nothing. */
export const bootstrapText = (config: Config): string =>
  isLoggedByGlobalSidecar(config)
    ? `${JSON.stringify({ static_resources: { clusters: [cluster(config)] } }, undefined, 2)}\n`
    : '';
