import protobuf from 'protobufjs';

/** Envoy's messages with more of their fields than are read, so that tests see unknown ones skipped. */
const text = `
syntax = "proto3";
message StreamAccessLogsMessage {
  message Identifier { Node node = 1; string log_name = 2; }
  message Http { repeated HTTPAccessLogEntry log_entry = 1; }
  message Tcp { repeated TCPAccessLogEntry log_entry = 1; }
  Identifier identifier = 1;
  oneof log_entries { Http http_logs = 2; Tcp tcp_logs = 3; }
}
message Node { string id = 1; string cluster = 2; Struct metadata = 3; string user_agent_name = 6; }
message Struct { map<string, Value> fields = 1; }
message ListValue { repeated Value values = 1; }
message Value { oneof kind { double number_value = 2; string string_value = 3; bool bool_value = 4; Struct struct_value = 5; ListValue list_value = 6; } }
message HTTPAccessLogEntry {
  AccessLogCommon common_properties = 1; int32 protocol_version = 2; HTTPRequestProperties request = 3; HTTPResponseProperties response = 4;
}
message TCPAccessLogEntry { AccessLogCommon common_properties = 1; ConnectionProperties connection_properties = 2; }
message ConnectionProperties { uint64 received_bytes = 1; uint64 sent_bytes = 2; }
message AccessLogCommon {
  double sample_rate = 1; Address downstream_remote_address = 2; Address downstream_local_address = 3; Timestamp start_time = 5;
  Duration time_to_last_rx_byte = 6; Duration time_to_first_upstream_tx_byte = 7; Duration time_to_last_downstream_tx_byte = 12;
  Address upstream_remote_address = 13; Address upstream_local_address = 14; string upstream_cluster = 15;
  ResponseFlags response_flags = 16; string upstream_transport_failure_reason = 18; string route_name = 19;
  Address downstream_direct_remote_address = 20; map<string, Any> filter_state_objects = 21; Duration duration = 23;
  string stream_id = 26; int32 access_log_type = 33; string from_the_future = 4000;
}
message Any { string type_url = 1; bytes value = 2; }
message ResponseFlags {
  bool failed_local_healthcheck = 1; bool no_healthy_upstream = 2; bool upstream_connection_failure = 6;
  bool no_route_found = 9; Unauthorized unauthorized_details = 13; bool downstream_connection_termination = 15; bool no_cluster_found = 25;
}
message Unauthorized { int32 reason = 1; }
message HTTPRequestProperties {
  int32 request_method = 1; string scheme = 2; string authority = 3; UInt32Value port = 4; string path = 5; string user_agent = 6;
  string request_id = 9; uint64 request_headers_bytes = 11; map<string, string> request_headers = 13;
}
message HTTPResponseProperties { UInt32Value response_code = 1; uint64 response_headers_bytes = 2; string response_code_details = 6; }
message Address { oneof address { SocketAddress socket_address = 1; Pipe pipe = 2; Internal envoy_internal_address = 3; } }
message Pipe { string path = 1; }
message Internal { string server_listener_name = 1; }
message SocketAddress { int32 protocol = 1; string address = 2; oneof port_specifier { uint32 port_value = 3; string named_port = 4; } }
message Timestamp { int64 seconds = 1; int32 nanos = 2; }
message Duration { int64 seconds = 1; int32 nanos = 2; }
message UInt32Value { uint32 value = 1; }
`;

const { root } = protobuf.parse(text, { keepCase: true });

/** The bytes of a message of Envoy's. */
export const encode = (name: string, value: object): Uint8Array => {
  const type = root.lookupType(name);
  return type.encode(type.fromObject(value)).finish();
};

export const encodeMessage = (value: object): Uint8Array => encode('StreamAccessLogsMessage', value);

/** An address as Envoy writes it. */
export const at = (address: string, port: number): object => ({
  socket_address: { address, port_value: port }
});

const struct = (value: Readonly<Record<string, string | object>>): object => ({
  fields: Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      typeof each === 'string'
        ? { string_value: each }
        : { struct_value: struct(each as Readonly<Record<string, string>>) }
    ])
  )
});

/** The identifier of a stream of a pod `namespace/name`. */
export const identifier = (key: string, labels: Readonly<Record<string, string>> = {}): object => {
  const [namespace = '', name = ''] = key.split('/');
  return {
    log_name: 'meshfence',
    node: {
      id: `sidecar~10.1.0.1~${name}-7d4-x.${namespace}~${namespace}.svc.cluster.local`,
      cluster: `${name}.${namespace}`,
      metadata: struct({
        NAMESPACE: namespace,
        WORKLOAD_NAME: name,
        LABELS: { app: name, ...labels },
        ISTIO_VERSION: '1.31.0',
        PROXY_CONFIG: { discoveryAddress: 'istiod.istio-system.svc:15012' }
      })
    }
  };
};

/** 2026-03-01T00:00:00Z, in seconds. */
export const epoch = Date.UTC(2026, 2, 1) / 1000;

/** A request to an authority that details has answered. */
export const http = (authority: string, common: object = {}, request: object = {}, code = 200): object => ({
  common_properties: {
    downstream_remote_address: at('203.0.113.9', 1),
    downstream_direct_remote_address: at('10.1.0.1', 40_000),
    downstream_local_address: at('10.96.0.1', 9080),
    upstream_remote_address: at('10.1.0.2', 9080),
    upstream_local_address: at('10.1.0.1', 40_002),
    upstream_cluster: 'outbound|9080||details.shop.svc.cluster.local',
    start_time: { seconds: epoch, nanos: 500_000_000 },
    duration: { nanos: 20_000_000 },
    route_name: 'default',
    response_flags: {},
    access_log_type: 6,
    from_the_future: 'unheard of',
    filter_state_objects: { upstream_peer: { type_url: 'x', value: Buffer.from('y') } },
    ...common
  },
  protocol_version: 2,
  request: {
    authority,
    path: '/',
    user_agent: 'curl/8',
    request_id: 'ae0f-1',
    request_method: 1,
    ...request
  },
  response: { response_code: { value: code }, response_code_details: 'via_upstream' }
});

/** A connection to an address. */
export const tcp = (address: string, common: object = {}): object => ({
  common_properties: {
    downstream_local_address: at(address, 9000),
    downstream_direct_remote_address: at('10.1.0.1', 40_000),
    upstream_remote_address: at('10.1.0.3', 9000),
    upstream_cluster: 'PassthroughCluster',
    start_time: { seconds: epoch },
    time_to_last_downstream_tx_byte: { seconds: 2 },
    ...common
  },
  connection_properties: { received_bytes: 3, sent_bytes: 5 }
});

/** A message of requests. */
export const httpMessage = (entries: ReadonlyArray<object>, from?: object): Uint8Array =>
  encodeMessage({ ...(from === undefined ? {} : { identifier: from }), http_logs: { log_entry: entries } });
