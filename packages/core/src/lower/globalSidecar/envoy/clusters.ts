import type { JsonObject } from '../../../model/Json.js';
import type { EnvoySettings } from './EnvoySettings.js';
import { extension, socket, typed } from './extension.js';
import { headers } from './headers.js';
import { bufferLimit, http1, http2, limits } from './protocols.js';

/** One cluster is the whole mesh here, and the default of 1024 is meant for one service. */
export const mostConnections = 20_000;

const room: JsonObject = {
  max_connections: mostConnections,
  max_pending_requests: mostConnections,
  max_requests: mostConnections
};

/** Once the upstream is chosen: a route would take the destination away before the cluster has seen it. */
const mutation = extension('strip', 'extensions.filters.http.header_mutation.v3.HeaderMutation', {
  mutations: {
    request_mutations: [
      { remove: headers.destination },
      { remove: headers.namespace },
      {
        append: {
          header: { key: headers.loop, value: '1' },
          append_action: 'OVERWRITE_IF_EXISTS_OR_ADD'
        }
      }
    ]
  }
});

const codec = extension(
  'envoy.filters.http.upstream_codec',
  'extensions.filters.http.upstream_codec.v3.UpstreamCodec'
);

/** The caller's HTTP version; connections that nobody uses go before the proxy at the other end closes them. */
const protocol = typed('extensions.upstreams.http.v3.HttpProtocolOptions', {
  common_http_protocol_options: { idle_timeout: '60s', ...limits },
  use_downstream_protocol_config: { http_protocol_options: http1, http2_protocol_options: http2 },
  http_filters: [mutation, codec]
});

/** Whatever address the request names. Addresses are soon forgotten: there may be as many as somebody cares to name. */
const originalDestination: JsonObject = {
  name: 'original_destination',
  type: 'ORIGINAL_DST',
  lb_policy: 'CLUSTER_PROVIDED',
  connect_timeout: '5s',
  cleanup_interval: '10s',
  per_connection_buffer_limit_bytes: bufferLimit,
  original_dst_lb_config: { use_http_header: true, http_header_name: headers.destination },
  circuit_breakers: { thresholds: [room] },
  typed_extension_protocol_options: { 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': protocol }
};

/** Envoy's own administration, for the metrics. */
const admin = (port: number): JsonObject => ({
  name: 'admin',
  type: 'STATIC',
  connect_timeout: '1s',
  load_assignment: {
    cluster_name: 'admin',
    endpoints: [{ lb_endpoints: [{ endpoint: { address: socket('127.0.0.1', port) } }] }]
  }
});

/** Where requests can go. */
export const clusters = ({ adminPort }: EnvoySettings): ReadonlyArray<JsonObject> => [
  originalDestination,
  admin(adminPort)
];
