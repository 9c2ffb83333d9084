import type { JsonObject } from '@meshfence/core';

const typed = (name: string, message: string, config: JsonObject = {}): JsonObject => ({
  name,
  typed_config: { '@type': `type.googleapis.com/envoy.extensions.${message}`, ...config }
});

const manager = (name: string, routes: ReadonlyArray<JsonObject>): JsonObject =>
  typed(
    'envoy.filters.network.http_connection_manager',
    'filters.network.http_connection_manager.v3.HttpConnectionManager',
    {
      stat_prefix: name,
      http_filters: [typed('envoy.filters.http.router', 'filters.http.router.v3.Router')],
      route_config: { virtual_hosts: [{ name, domains: ['*'], routes }] }
    }
  );

const listener = (port: number, routes: ReadonlyArray<JsonObject>): JsonObject => ({
  name: `l${port}`,
  address: { socket_address: { address: '0.0.0.0', port_value: port } },
  filter_chains: [{ filters: [manager(`l${port}`, routes)] }]
});

const yes: JsonObject = {
  match: { prefix: '/' },
  direct_response: { status: 200, body: { inline_string: 'yes' } }
};

/** An Envoy that answers by itself. */
export const answering: JsonObject = { static_resources: { listeners: [listener(9080, [yes])] } };

const onward: JsonObject = {
  name: 'onward',
  type: 'ORIGINAL_DST',
  lb_policy: 'CLUSTER_PROVIDED',
  original_dst_lb_config: { use_http_header: true, http_header_name: 'slime-orig-dest' }
};

/** The least that takes requests to where they were meant to go. */
export const least: JsonObject = {
  static_resources: {
    listeners: [
      listener(8080, [{ match: { prefix: '/' }, route: { cluster: 'onward', timeout: '0s' } }]),
      listener(20_000, [yes])
    ],
    clusters: [onward]
  }
};
