import protobuf from 'protobufjs';
import type { Reader } from 'protobufjs';
import { flagBits } from './flagBits.js';
import { lenient } from './lenient.js';

/**
 * What is read of `envoy.service.accesslog.v3` and the messages that it uses; numbers are Envoy's.
 *
 * Messages without fields are decoded by hand, as are entries (see below). Texts need not be UTF-8: older Envoys pass on
 * headers as they are. Seconds are `uint32`, which is exact until 2106 and needs no 64-bit arithmetic.
 */
const text = `
edition = "2023";
option features.utf8_validation = NONE;

message StreamAccessLogsMessage {
  message Identifier { Node node = 1; string log_name = 2; }
  message HTTPAccessLogEntries { repeated HTTPAccessLogEntry log_entry = 1; }
  message TCPAccessLogEntries { repeated TCPAccessLogEntry log_entry = 1; }
  Identifier identifier = 1;
  HTTPAccessLogEntries http_logs = 2;
  TCPAccessLogEntries tcp_logs = 3;
}

message Node { string id = 1; string cluster = 2; Struct metadata = 3; }
message Struct { map<string, bytes> fields = 1; }
message Value { string string_value = 3; Struct struct_value = 5; }

message HTTPAccessLogEntry {
  AccessLogCommon common_properties = 1;
  uint32 protocol_version = 2;
  HTTPRequestProperties request = 3;
  HTTPResponseProperties response = 4;
}
message TCPAccessLogEntry { AccessLogCommon common_properties = 1; }

message AccessLogCommon {
  Address downstream_remote_address = 2;
  Address downstream_local_address = 3;
  Timestamp start_time = 5;
  Duration time_to_last_downstream_tx_byte = 12;
  Presence upstream_remote_address = 13;
  string upstream_cluster = 15;
  ResponseFlags response_flags = 16;
  string route_name = 19;
  Address downstream_direct_remote_address = 20;
  Duration duration = 23;
  uint32 access_log_type = 33;
}
message HTTPRequestProperties {
  string authority = 3;
  string user_agent = 6;
  map<string, string> request_headers = 13;
}
message HTTPResponseProperties { UInt32Value response_code = 1; }

message Address { SocketAddress socket_address = 1; }
message SocketAddress { string address = 2; uint32 port_value = 3; }
message Timestamp { uint32 seconds = 1; int32 nanos = 2; }
message Duration { uint32 seconds = 1; int32 nanos = 2; }
message UInt32Value { uint32 value = 1; }
message Presence {}
message ResponseFlags {}
`;

interface Time {
  readonly seconds: number;
  readonly nanos: number;
}

export interface Address {
  readonly socket_address: { readonly address: string; readonly port_value: number } | null;
}

export interface Struct {
  readonly fields: Readonly<Record<string, Uint8Array>>;
}

/** Entries that cannot be read are undefined. */
interface Entries {
  readonly log_entry: ReadonlyArray<Entry | undefined>;
}

export interface Message {
  readonly identifier: {
    readonly node: { readonly id: string; readonly metadata: Struct | null } | null;
    readonly log_name: string;
  } | null;
  readonly http_logs: Entries | null;
  readonly tcp_logs: Entries | null;
}

export interface Common {
  readonly downstream_remote_address: Address | null;
  readonly downstream_local_address: Address | null;
  readonly start_time: Time | null;
  readonly time_to_last_downstream_tx_byte: Time | null;
  /** Whether it is there. */
  readonly upstream_remote_address: boolean | null;
  readonly upstream_cluster: string;
  /** The fields that are there, as bits. */
  readonly response_flags: number | null;
  readonly route_name: string;
  readonly downstream_direct_remote_address: Address | null;
  readonly duration: Time | null;
  readonly access_log_type: number;
}

export interface Entry {
  readonly common_properties: Common | null;
  readonly protocol_version?: number;
  readonly request?: {
    readonly authority: string;
    readonly user_agent: string;
    readonly request_headers: Readonly<Record<string, string>>;
  } | null;
  readonly response?: { readonly response_code: { readonly value: number } | null } | null;
}

export interface Value {
  readonly string_value: string;
  readonly struct_value: Struct | null;
}

const { root } = protobuf.parse(text, { keepCase: true });

type Decode = (reader: Reader, length: number) => unknown;

/** Has messages of a type that stand in others decoded so. */
const decodeBy = (name: string, decode: Decode): void => {
  Object.assign(root.lookupType(name), { decode });
};

/** What is in it does not matter. */
const presence: Decode = (reader, length) => {
  reader.skip(length);
  return length > 0;
};

decodeBy('Presence', presence);
decodeBy('ResponseFlags', flagBits);
for (const name of ['HTTPAccessLogEntry', 'TCPAccessLogEntry']) {
  const type = root.lookupType(name).setup();
  decodeBy(name, lenient(type.decode.bind(type)));
}

const types = {
  message: root.lookupType('StreamAccessLogsMessage'),
  value: root.lookupType('Value')
};

// Each throws where the bytes are no such message.
export const decodeMessage = (bytes: Uint8Array): Message =>
  types.message.decode(bytes) as unknown as Message;
export const decodeValue = (bytes: Uint8Array): Value => types.value.decode(bytes) as unknown as Value;
