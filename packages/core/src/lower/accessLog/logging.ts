import type { Config } from '../../model/Config.js';
import { globalSidecarName } from '../../model/GlobalSidecar.js';
import { controllerOf, receiverName } from '../controller/Controller.js';
import type { JsonObject } from '../../model/Json.js';

/** The name of the ConfigMap and of the EnvoyFilter by which the global-sidecar's proxy reports calls. */
export const accessLogName = `${globalSidecarName}-access-log`;

/** The cluster to which it reports them. */
export const logCluster = 'meshfence_access_log';

const isLearned = ({ accessLogReceiver, enable, metricSource }: Config): boolean =>
  enable && (metricSource === 'accesslog' || accessLogReceiver !== undefined);

/** Whether the global-sidecar's proxies report what they receive. */
export const isLoggedByGlobalSidecar = (config: Config): boolean =>
  isLearned(config) && config.general.accessLogger !== 'callers';

/** Whether the callers' proxies report what they send. */
export const isLoggedByCallers = (config: Config): boolean =>
  isLearned(config) && config.general.accessLogger !== 'global-sidecar';

/** A Service that takes access logs, and the name by which proxies find it. */
export interface LogReceiver {
  readonly namespace: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/** Where access logs are taken: by the receivers, or by the controller where there are none. */
export const logReceiver = (config: Config): LogReceiver => {
  const { accessLogReceiver, deployment, general } = config;
  const { name: own, namespace } = controllerOf(config);
  const name = accessLogReceiver === undefined ? own : receiverName(own);
  return {
    namespace,
    name,
    host: `${name}.${namespace}.svc.${general.clusterDomain}`,
    port: accessLogReceiver?.port ?? deployment.service.logSourcePort
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
