import type { JsonObject } from '../model/Json.js';

/** The name under which Istio's proxies, and the global-sidecar, have the filter that speaks HTTP. */
export const connectionManager = 'envoy.filters.network.http_connection_manager';

/** Its configuration, with the name of its message, by which Envoy knows it. */
export const connectionManagerConfig = (config: JsonObject): JsonObject => ({
  '@type':
    'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
  ...config
});
