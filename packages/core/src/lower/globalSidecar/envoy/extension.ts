import type { JsonObject } from '../../../model/Json.js';

/** A configuration with the name of its message, by which Envoy knows it. */
export const typed = (message: string, config: JsonObject = {}): JsonObject => ({
  '@type': `type.googleapis.com/envoy.${message}`,
  ...config
});

/** A named extension of Envoy's. */
export const extension = (
  name: string,
  message: string,
  config: JsonObject = {},
  beside: JsonObject = {}
): JsonObject => ({ name, ...beside, typed_config: typed(message, config) });

/** Where a socket is. */
export const socket = (address: string, port: number, beside: JsonObject = {}): JsonObject => ({
  socket_address: { address, port_value: port, ...beside }
});

/** A listener's address: all interfaces, of IPv6 too where there is one. */
export const everywhere = (port: number, ipv6: boolean): JsonObject =>
  ipv6 ? socket('::', port, { ipv4_compat: true }) : socket('0.0.0.0', port);
