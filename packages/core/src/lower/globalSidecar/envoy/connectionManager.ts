import type { JsonObject } from '../../../model/Json.js';
import { connectionManager as name, connectionManagerConfig } from '../../connectionManager.js';
import { completeHost } from './completeHost.js';
import type { EnvoySettings } from './EnvoySettings.js';
import { extension } from './extension.js';
import { headers, valueOf } from './headers.js';
import { logs } from './logs.js';
import { http1, http2, limits } from './protocols.js';
import { routes } from './routes.js';

/**
 * Of several destinations the first is kept, before any route is chosen.
 *
 * A route's condition holds if it holds for any of the values, and the cluster takes the first: one good value would
 * otherwise speak for a bad one.
 */
const oneDestination = extension(
  'envoy.http.early_header_mutation.header_mutation',
  'extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation',
  {
    mutations: [
      {
        append: {
          header: { key: headers.destination, value: valueOf(headers.destination) },
          append_action: 'OVERWRITE_IF_EXISTS_OR_ADD'
        }
      }
    ]
  }
);

const completing = (clusterDomain: string): JsonObject =>
  extension(
    'complete_host',
    'extensions.filters.http.lua.v3.Lua',
    { default_source_code: { inline_string: completeHost(clusterDomain) } },
    { disabled: true }
  );

const router = extension('envoy.filters.http.router', 'extensions.filters.http.router.v3.Router', {
  suppress_envoy_headers: true
});

/** Everything by which Envoy would add, change or take away headers, switched off. */
const untouched: JsonObject = {
  use_remote_address: false,
  skip_xff_append: true,
  // Nobody counts as internal: x-envoy-internal is not added, and the headers that ask Envoy to retry are not heard.
  internal_address_config: { cidr_ranges: [{ address_prefix: '255.255.255.255', prefix_len: 32 }] },
  generate_request_id: false,
  preserve_external_request_id: true,
  server_header_transformation: 'PASS_THROUGH',
  normalize_path: false,
  merge_slashes: false,
  proxy_100_continue: true
};

/** Istio's proxies know WebSocket only and refuse the rest; these are for callers without one. */
const upgrades = ['websocket', 'spdy/3.1', 'tcp'];

/** How requests are taken. Its one client is the proxy in the same pod, which closes connections when it likes. */
export const connectionManager = (settings: EnvoySettings): JsonObject => ({
  name,
  typed_config: connectionManagerConfig({
    stat_prefix: 'wormhole',
    codec_type: 'AUTO',
    ...untouched,
    stream_idle_timeout: '0s',
    max_request_headers_kb: 96,
    common_http_protocol_options: { idle_timeout: '0s', ...limits },
    http_protocol_options: http1,
    http2_protocol_options: http2,
    upgrade_configs: upgrades.map(upgrade => ({ upgrade_type: upgrade })),
    early_header_mutation_extensions: [oneDestination],
    access_log: logs(settings.requestLog),
    http_filters: [completing(settings.clusterDomain), router],
    route_config: {
      name: 'wormhole',
      validate_clusters: true,
      virtual_hosts: [{ name: 'all', domains: ['*'], routes: routes(settings) }]
    }
  })
});
