import { showDuration } from '../../model/Instant.js';
import type { Duration } from '../../model/Instant.js';
import type { JsonObject } from '../../model/Json.js';
import type { Prometheus } from '../../model/Prometheus.js';
import * as Fields from './Fields.js';

const shown = (duration: Duration | undefined): string | undefined =>
  duration === undefined ? undefined : showDuration(duration);

const encodeAccess = ({ basicAuth, bearerTokenFile, secretName, tlsConfig }: Prometheus): Fields.Fields => ({
  bearerTokenFile,
  basicAuth: basicAuth === undefined ? undefined : { ...basicAuth },
  tlsConfig: tlsConfig === undefined ? undefined : Fields.defined({ ...tlsConfig }),
  secretName
});

/** `metric.prometheus`. */
export const encodePrometheus = (prometheus: Prometheus): JsonObject => ({
  address: prometheus.address,
  handlers: Object.fromEntries(
    Object.entries(prometheus.handlers).map(([name, { query, type }]) => [name, { query, type }])
  ),
  ...Fields.filled({
    interval: shown(prometheus.interval),
    window: shown(prometheus.window),
    lookback: shown(prometheus.lookback),
    timeout: shown(prometheus.timeout),
    headers: prometheus.headers,
    parameters: prometheus.parameters
  }),
  ...Fields.defined(encodeAccess(prometheus))
});
