// Entries as Envoys send them: `full` ones of about 1 kB, `small` ones with no more than what is read of them.
import { createRequire } from 'node:module';

const protobuf = createRequire(new URL('../../packages/als-adapter/package.json', import.meta.url))(
  'protobufjs'
);

const { root } = protobuf.parse(
  `syntax = "proto3";
message Message { Identifier identifier = 1; Logs http_logs = 2; }
message Identifier { Node node = 1; string log_name = 2; }
message Logs { repeated Entry log_entry = 1; }
message Node { string id = 1; string cluster = 2; Struct metadata = 3; }
message Struct { map<string, Value> fields = 1; }
message Value { oneof kind { string string_value = 3; Struct struct_value = 5; } }
message Entry { Common common_properties = 1; int32 protocol_version = 2; Request request = 3; Response response = 4; }
message Common {
  Address downstream_remote_address = 2; Address downstream_local_address = 3; Time start_time = 5;
  Time time_to_last_rx_byte = 6; Time time_to_first_upstream_tx_byte = 7; Time time_to_last_upstream_tx_byte = 8;
  Time time_to_first_upstream_rx_byte = 9; Time time_to_last_upstream_rx_byte = 10;
  Time time_to_first_downstream_tx_byte = 11; Time time_to_last_downstream_tx_byte = 12;
  Address upstream_remote_address = 13; Address upstream_local_address = 14; string upstream_cluster = 15;
  Flags response_flags = 16; string route_name = 19; Address downstream_direct_remote_address = 20;
  map<string, Any> filter_state_objects = 21; Time duration = 23; string stream_id = 26; int32 access_log_type = 33;
}
message Any { string type_url = 1; bytes value = 2; }
message Flags { bool no_route_found = 9; }
message Address { Socket socket_address = 1; }
message Socket { string address = 2; uint32 port_value = 3; }
message Time { int64 seconds = 1; int32 nanos = 2; }
message Request {
  int32 request_method = 1; string scheme = 2; string authority = 3; string path = 5; string user_agent = 6;
  string forwarded_for = 8; string request_id = 9; uint64 request_headers_bytes = 11;
}
message Response { Code response_code = 1; uint64 response_headers_bytes = 2; uint64 response_body_bytes = 3; string response_code_details = 6; }
message Code { uint32 value = 1; }`,
  { keepCase: true }
);

const type = root.lookupType('Message');
const address = (text, port) => ({ socket_address: { address: text, port_value: port } });
const text = value => ({ string_value: value });

/** The identifier of the sidecar of a workload. */
const identifier = name => ({
  log_name: 'meshfence',
  node: {
    id: `sidecar~10.1.0.1~${name}-7d4b9c-x2x4z.shop~shop.svc.cluster.local`,
    cluster: `${name}.shop`,
    metadata: {
      fields: {
        NAMESPACE: text('shop'),
        WORKLOAD_NAME: text(name),
        LABELS: { struct_value: { fields: { app: text(name), version: text('v1') } } }
      }
    }
  }
});

/** A destination that is as long as any other, so that it can be written over. */
export const destination = number => `d${String(number).padStart(9, '0')}.shop.svc.cluster.local`;

const common = number => ({
  downstream_direct_remote_address: address('10.1.0.1', 41_000),
  downstream_local_address: address('10.96.0.1', 9080),
  upstream_remote_address: address('10.1.0.2', 9080),
  upstream_cluster: `outbound|9080||${destination(number)}`,
  start_time: { seconds: Math.floor(Date.now() / 1000), nanos: 5e8 },
  duration: { nanos: 2e7 },
  response_flags: {},
  route_name: 'default'
});

const times = [
  'time_to_last_rx_byte',
  'time_to_first_upstream_tx_byte',
  'time_to_last_upstream_tx_byte',
  'time_to_first_upstream_rx_byte',
  'time_to_last_upstream_rx_byte',
  'time_to_first_downstream_tx_byte',
  'time_to_last_downstream_tx_byte'
];

const peer = { type_url: 'type.googleapis.com/google.protobuf.BytesValue', value: Buffer.alloc(320, 'p') };

const entry = {
  small: number => ({
    common_properties: common(number),
    protocol_version: 2,
    request: { authority: destination(number) },
    response: { response_code: { value: 200 } }
  }),
  full: number => ({
    common_properties: {
      ...common(number),
      ...Object.fromEntries(times.map(name => [name, { nanos: 19_876_543 }])),
      downstream_remote_address: address('10.1.0.1', 41_000),
      upstream_local_address: address('10.1.0.1', 42_000),
      filter_state_objects: { upstream_peer: peer },
      stream_id: '1f0c6b3e-93a0-4c67-9f5e-0f1d2c3b4a59',
      access_log_type: 6
    },
    protocol_version: 2,
    request: {
      request_method: 1,
      scheme: 'http',
      authority: destination(number),
      path: '/api/v1/products/0815/reviews?sort=newest&page=3&size=25',
      user_agent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
      forwarded_for: '203.0.113.9,10.1.0.1',
      request_id: 'ae0f8b0e-4c5e-9c67-8d1d-6f0a2b3c4d5e',
      request_headers_bytes: 1234
    },
    response: {
      response_code: { value: 200 },
      response_headers_bytes: 321,
      response_body_bytes: 4711,
      response_code_details: 'via_upstream'
    }
  })
};

/** A message with gRPC's frame around it. */
const framed = value => {
  const bytes = Buffer.from(type.encode(type.fromObject(value)).finish());
  const head = Buffer.alloc(5);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
};

/** What a stream of a workload begins with. */
export const greeting = name => framed({ identifier: identifier(name) });

const sizeOf = kind => framed({ http_logs: { log_entry: [entry[kind](0)] } }).length - 5;

/** A message of some 16 KiB, as Envoy gathers them: entries to destinations from a number on, no more than so many. */
export const batch = (kind, from, distinct) => {
  const count = Math.floor(16_384 / sizeOf(kind));
  const numbers = Array.from({ length: count }, (_, at) => (from + at) % distinct);
  return { count, bytes: framed({ http_logs: { log_entry: numbers.map(entry[kind]) } }) };
};

/** Where in a batch destinations stand: each twice, in the cluster and in the authority. */
const places = bytes => {
  const found = [];
  const mark = /d(\d{9})\.shop\.svc/g;
  const all = bytes.toString('latin1');
  for (let match = mark.exec(all); match !== null; match = mark.exec(all)) found.push(match.index + 1);
  return found;
};

/** Gives messages whose entries each have a destination that no other one has. */
export const renewing = kind => {
  const { bytes, count } = batch(kind, 1e9, 1e9);
  const marks = places(bytes);
  const step = marks.length / count;
  let next = 0;
  return () => {
    const copy = Buffer.from(bytes);
    for (let at = 0; at < marks.length; at += step) {
      const digits = String((next += 1)).padStart(9, '0');
      for (let same = 0; same < step; same += 1) copy.write(digits, marks[at + same], 'latin1');
    }
    return { count, bytes: copy };
  };
};

/** The bytes of an entry. */
export const entrySize = sizeOf;
