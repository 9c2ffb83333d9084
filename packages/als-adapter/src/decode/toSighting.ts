import type { Instant, Sighting, SocketAddress } from '@meshfence/core';
import type { Address, Common, Entry } from './schema.js';

type Time = Common['start_time'];

const milliseconds = ({ seconds, nanos }: NonNullable<Time>): number => seconds * 1000 + nanos / 1e6;

const instantOf = (time: Time): Instant.Instant | undefined =>
  time === null || time.seconds === 0 ? undefined : milliseconds(time);

const durationOf = ({ duration, time_to_last_downstream_tx_byte: last }: Common): Instant.Duration => {
  const time = duration ?? last;
  return time === null ? 0 : milliseconds(time);
};

/** Only IP addresses: pipes and Envoy's internal addresses are nobody's in the mesh. */
const addressOf = (address: Address | null): SocketAddress | undefined => {
  const socket = address?.socket_address;
  return socket === undefined || socket === null || socket.address === ''
    ? undefined
    : { address: socket.address, port: socket.port_value === 0 ? undefined : socket.port_value };
};

const nothing: Common = {
  downstream_remote_address: null,
  downstream_local_address: null,
  start_time: null,
  time_to_last_downstream_tx_byte: null,
  upstream_remote_address: null,
  upstream_cluster: '',
  response_flags: null,
  route_name: '',
  downstream_direct_remote_address: null,
  duration: null,
  access_log_type: 0
};

/** Envoy's `AccessLogType`: 1 to 3 are of connections, 4 to 6 of requests; before 1.26 it was not said. */
const isOf = ({ access_log_type: type }: Common, first: number): boolean => type >= first && type < first + 3;

/**
 * Whether an entry is of a request or of a connection.
 *
 * Istio gives every log to listeners of both kinds; so each is told in both forms, where there are both logs. Only routes
 * have names.
 */
const kindOf = (form: Sighting['kind'], common: Common, entry: Entry): Sighting['kind'] => {
  if (form === 'tcp') return isOf(common, 4) || common.route_name !== '' ? 'http' : 'tcp';
  const isSilent = (entry.request?.authority ?? '') === '' && (entry.protocol_version ?? 0) === 0;
  return isOf(common, 1) || isSilent ? 'tcp' : 'http';
};

/** An entry as a sighting. */
export const toSighting = (form: Sighting['kind'], entry: Entry): Sighting => {
  const { common_properties, request, response } = entry;
  const common = common_properties ?? nothing;
  const headers = request?.request_headers;
  return {
    kind: kindOf(form, common, entry),
    authority: request?.authority ?? '',
    userAgent: request?.user_agent ?? '',
    peer: addressOf(common.downstream_direct_remote_address) ?? addressOf(common.downstream_remote_address),
    local: addressOf(common.downstream_local_address),
    hasUpstream: common.upstream_remote_address === true,
    upstreamCluster: common.upstream_cluster,
    routeName: common.route_name,
    flags: common.response_flags ?? 0,
    code: response?.response_code?.value,
    sourceNamespace: headers?.['slime-source-ns'] ?? '',
    originalDestination: headers?.['slime-orig-dest'] ?? '',
    startedAt: instantOf(common.start_time),
    duration: durationOf(common)
  };
};
