import type { RequestLog } from '../../../model/Config.js';
import type { Json, JsonObject } from '../../../model/Json.js';
import { extension } from './extension.js';
import { headers, valueOf } from './headers.js';

const noted = (name: string): string => `%DYNAMIC_METADATA(meshfence:${name})%`;

const caller: JsonObject = { filter: 'meshfence', path: [{ key: 'caller' }] };

/** Requests that were led on: only for these it is noted who calls. */
const forwarded: JsonObject = {
  metadata_filter: {
    matcher: { ...caller, value: { present_match: true } },
    match_if_key_not_found: false
  }
};

/** No caller is noted as an empty text, so that only the missing ones match. */
const refused: JsonObject = {
  metadata_filter: {
    matcher: { ...caller, value: { string_match: { exact: '' } } },
    match_if_key_not_found: true
  }
};

/** No healthy upstream, connection failed, reset or refused for want of room. */
const failed: JsonObject = { response_flag_filter: { flags: ['UH', 'UF', 'UC', 'UR', 'UO', 'OM'] } };

const counter = (name: string, tags: Readonly<Record<string, string>>): JsonObject => ({
  stat: {
    name,
    tags: Object.entries(tags).map(([tag, value]) => ({ name: tag, value_format: value }))
  },
  value_fixed: 1
});

const counters = (scope: JsonObject, counted: JsonObject, filter: JsonObject = {}): JsonObject =>
  extension(
    'envoy.access_loggers.stats',
    'extensions.access_loggers.stats.v3.Config',
    { stats_scope: scope, counters: [counted] },
    filter
  );

/** So many pairs of caller and destination are counted at a time: whoever sends other names, memory stays bounded. */
export const mostPairs = 10_000;

const calls = counters(
  { prefix: 'global_sidecar', max_counters: mostPairs, enable_eviction: true },
  counter('calls', { caller: noted('caller'), destination: noted('destination'), code: '%RESPONSE_CODE%' }),
  { filter: forwarded }
);

/** Apart from the calls, whose number is limited: no flood of names may hide what is refused. */
const requests = counters(
  { prefix: 'global_sidecar', max_counters: 100 },
  counter('requests', { verdict: '%ROUTE_NAME%' })
);

const written = (filter: JsonObject): JsonObject =>
  extension(
    'envoy.access_loggers.stdout',
    'extensions.access_loggers.stream.v3.StdoutAccessLog',
    {
      log_format: {
        omit_empty_values: true,
        json_format: {
          time: '%START_TIME%',
          verdict: '%ROUTE_NAME%',
          caller: noted('caller'),
          claimed_caller: valueOf(headers.namespace),
          claimed_destination: valueOf(headers.destination),
          client_certificate: '%REQ(X-FORWARDED-CLIENT-CERT)%',
          method: '%REQ(:METHOD)%',
          authority: '%REQ(:AUTHORITY)%',
          upstream: '%UPSTREAM_HOST%',
          code: '%RESPONSE_CODE%',
          flags: '%RESPONSE_FLAGS%',
          details: '%RESPONSE_CODE_DETAILS%',
          duration: '%DURATION%'
        }
      }
    },
    filter
  );

const lines: Readonly<Record<RequestLog, ReadonlyArray<JsonObject>>> = {
  all: [written({})],
  failed: [written({ filter: { or_filter: { filters: [refused, failed] } } })],
  none: []
};

/** Counters of calls and of verdicts, and lines for the requests that shall be written down. */
export const logs = (requestLog: RequestLog): Json => [calls, requests, ...lines[requestLog]];
