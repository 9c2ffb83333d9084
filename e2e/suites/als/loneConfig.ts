import type { JsonObject } from '@meshfence/core';
import type { Keys } from '../../harness/control/makeKeys.js';
import { http2, socket } from '../../harness/pod/bootstrap.js';
import { controllerPort } from './Receiver.js';

const localhost = '127.0.0.1';

/** The host that it knows its one destination as. */
export const destination = 'details.shop.svc.cluster.local';

/** How a proxy speaks TLS: whom it trusts, and what it proves who it is by. */
export interface Tls {
  /** A file with a certificate. */
  readonly trusts: string;
  readonly identity?: Pick<Keys, 'certificate' | 'key'>;
}

const file = (filename: string): JsonObject => ({ filename });

const transport = ({ identity, trusts }: Tls): JsonObject => ({
  name: 'envoy.transport_sockets.tls',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
    sni: 'localhost',
    common_tls_context: {
      alpn_protocols: ['h2'],
      validation_context: { trusted_ca: file(trusts) },
      ...(identity === undefined
        ? {}
        : {
            tls_certificates: [
              { certificate_chain: file(identity.certificate), private_key: file(identity.key) }
            ]
          })
    }
  }
});

const cluster = (name: string, port: number, rest: JsonObject = {}): JsonObject => ({
  name,
  type: 'STATIC',
  connect_timeout: '1s',
  load_assignment: {
    cluster_name: name,
    endpoints: [{ lb_endpoints: [{ endpoint: { address: socket(localhost, port) } }] }]
  },
  ...rest
});

const upstreamCluster = `outbound|9080||${destination}`;

const accessLog: JsonObject = {
  name: 'envoy.access_loggers.http_grpc',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig',
    common_config: {
      log_name: 'meshfence',
      transport_api_version: 'V3',
      grpc_service: { envoy_grpc: { cluster_name: 'als' } },
      buffer_flush_interval: '0.1s'
    }
  }
};

const listener = (port: number): JsonObject => ({
  address: socket(localhost, port),
  filter_chains: [
    {
      filters: [
        {
          name: 'envoy.filters.network.http_connection_manager',
          typed_config: {
            '@type':
              'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
            stat_prefix: 'outbound',
            access_log: [accessLog],
            route_config: {
              virtual_hosts: [
                {
                  name: 'all',
                  domains: ['*'],
                  routes: [{ match: { prefix: '/' }, route: { cluster: upstreamCluster } }]
                }
              ]
            },
            http_filters: [
              {
                name: 'envoy.filters.http.router',
                typed_config: {
                  '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router'
                }
              }
            ]
          }
        }
      ]
    }
  ]
});

const nodeOf = (key: string): JsonObject => {
  const [namespace = '', name = ''] = key.split('/');
  return {
    id: `sidecar~${localhost}~${name}.${namespace}~${namespace}.svc.cluster.local`,
    cluster: `${name}.${namespace}`,
    metadata: { NAMESPACE: namespace, WORKLOAD_NAME: name, LABELS: { app: name } }
  };
};

export interface LoneConfig {
  /** `shop/web`: who it says it is. */
  readonly key: string;
  /** Where its one destination listens on this machine. */
  readonly upstream: number;
  /** In the clear where nothing is said. */
  readonly tls?: Tls;
}

/** An Envoy that takes requests at a port, sends them to its one destination, and tells the controller of them. */
export const loneConfig = (
  { key, tls, upstream }: LoneConfig,
  port: number,
  adminPort: number
): JsonObject => ({
  node: nodeOf(key),
  admin: { address: socket(localhost, adminPort) },
  static_resources: {
    listeners: [listener(port)],
    clusters: [
      cluster(upstreamCluster, upstream),
      cluster('als', controllerPort, {
        typed_extension_protocol_options: http2,
        ...(tls === undefined ? {} : { transport_socket: transport(tls) })
      })
    ]
  }
});
