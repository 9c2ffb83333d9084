import type { JsonObject } from '../../../model/Json.js';
import {
  connectionManager as httpConnectionManager,
  connectionManagerConfig
} from '../../connectionManager.js';
import { connectionManager } from './connectionManager.js';
import type { EnvoySettings } from './EnvoySettings.js';
import { everywhere, extension, typed } from './extension.js';
import { bufferLimit } from './protocols.js';

/** The paths that the probe listener answers; everything else is 404. */
export const paths = {
  ready: '/healthz/ready',
  live: '/healthz/live',
  drain: '/healthz/drain',
  metrics: '/stats/prometheus'
} as const;

/** How long the kubelet is kept waiting before it ends the container, in seconds. */
export const drainSeconds = 20;

const fault = (config: JsonObject = {}): JsonObject =>
  typed('extensions.filters.http.fault.v3.HTTPFault', config);

const answer = (path: string, beside: JsonObject = {}): JsonObject => ({
  match: { path },
  direct_response: { status: 200 },
  ...beside
});

/** Without a shell in the image nothing else can wait; and older kubelets know no `sleep`. */
const slowly: JsonObject = {
  typed_per_filter_config: {
    'envoy.filters.http.fault': fault({
      delay: { fixed_delay: `${drainSeconds}s`, percentage: { numerator: 100 } }
    })
  }
};

const probes: ReadonlyArray<JsonObject> = [
  answer(paths.ready),
  answer(paths.live),
  answer(paths.drain, slowly),
  {
    match: {
      path: paths.metrics,
      headers: [{ name: ':method', string_match: { exact: 'GET' } }]
    },
    route: { cluster: 'admin', timeout: '30s' }
  }
];

const probeManager: JsonObject = {
  name: httpConnectionManager,
  typed_config: connectionManagerConfig({
    stat_prefix: 'probe',
    request_headers_timeout: '5s',
    stream_idle_timeout: '60s',
    common_http_protocol_options: { idle_timeout: '30s', max_connection_duration: '120s' },
    http_filters: [
      { name: 'envoy.filters.http.fault', disabled: true, typed_config: fault() },
      extension('envoy.filters.http.router', 'extensions.filters.http.router.v3.Router')
    ],
    route_config: { name: 'probe', virtual_hosts: [{ name: 'probe', domains: ['*'], routes: probes }] }
  })
};

const listener = (
  name: string,
  address: JsonObject,
  manager: JsonObject,
  beside: JsonObject
): JsonObject => ({
  name,
  address,
  ...beside,
  filter_chains: [{ filters: [manager] }]
});

/** One listener for traffic; one that answers probes even when there are too many connections. */
export const listeners = (settings: EnvoySettings): ReadonlyArray<JsonObject> => [
  listener('wormhole', everywhere(settings.httpPort, settings.ipv6), connectionManager(settings), {
    per_connection_buffer_limit_bytes: bufferLimit
  }),
  listener('probe', everywhere(settings.probePort, settings.ipv6), probeManager, {
    ignore_global_conn_limit: true
  })
];
