import { readFileSync } from 'node:fs';
import protobuf from 'protobufjs';
import { expect, test } from 'vitest';
import { decodeMessage } from '../src/decode/schema.js';
import { toNode } from '../src/decode/toNode.js';
import { toSighting } from '../src/decode/toSighting.js';

const oldest = readFileSync(new URL('schemas/envoy-1.20.proto', import.meta.url), 'utf8');

/** What Envoy 1.40 writes that 1.20 did not; it has given up no field. */
const added: Readonly<Record<string, string>> = {
  AccessLogCommon: `
    map<string, string> custom_tags = 22; Duration duration = 23; uint32 upstream_request_attempt_count = 24;
    string connection_termination_details = 25; string stream_id = 26; bool intermediate_log_entry = 27;
    string downstream_transport_failure_reason = 28; uint64 downstream_wire_bytes_sent = 29;
    uint64 downstream_wire_bytes_received = 30; uint64 upstream_wire_bytes_sent = 31;
    uint64 upstream_wire_bytes_received = 32; int32 access_log_type = 33;`,
  HTTPRequestProperties:
    'uint64 upstream_header_bytes_sent = 14; uint64 downstream_header_bytes_received = 15;',
  HTTPResponseProperties:
    'uint64 upstream_header_bytes_received = 7; uint64 downstream_header_bytes_sent = 8;',
  ResponseFlags: 'bool dns_resolution_failure = 27; bool downstream_remote_reset = 28;',
  TLSProperties: 'string ja3_fingerprint = 7;',
  CertificateProperties: 'string issuer = 3;',
  SocketAddress: 'string network_namespace_filepath = 7;',
  EnvoyInternalAddress: 'string endpoint_id = 2;',
  Extension: 'repeated string type_urls = 6;'
};

const opening = /message (\w+) \{/g;

const newest = oldest.replaceAll(opening, (all, name: string) => `${all} ${added[name] ?? ''}`);

/** In every message, a field of every form that there is on the wire. */
const tomorrows = newest.replaceAll(
  opening,
  all => `${all} uint64 wave = 5000; fixed64 tide = 5001; string foam = 5002; fixed32 drop = 5003;`
);

/** A text says which field it is of, and a number, too. */
const sample = ({ id, name, type }: protobuf.Field): unknown => {
  if (type === 'string') return name;
  if (type === 'bytes') return Buffer.from(name);
  return type === 'bool' ? true : id;
};

/** What some fields hold instead, by name. */
type Special = Readonly<Record<string, unknown>>;

/** A message that lacks nothing; of fields of which there can be but one, the first. */
const whole = (type: protobuf.Type, special: Special): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    type.fieldsArray
      .filter(field => field.partOf === null || field.partOf.fieldsArray[0] === field)
      .map(field => {
        const { name, repeated, resolvedType } = field.resolve();
        if (Object.hasOwn(special, name)) return [name, special[name]];
        const one = resolvedType instanceof protobuf.Type ? whole(resolvedType, special) : sample(field);
        if (field instanceof protobuf.MapField) return [name, { key: one }];
        return [name, repeated ? [one] : one];
      })
  );

const written = (schema: string, special: Special): Uint8Array => {
  const type = protobuf.parse(schema, { keepCase: true }).root.lookupType('StreamAccessLogsMessage');
  return type.encode(type.fromObject(whole(type, special))).finish();
};

const headers = { 'slime-source-ns': 'shop', 'slime-orig-dest': '10.96.0.1:9080', other: 'x' };
const fields = { NAMESPACE: { string_value: 'shop' }, WORKLOAD_NAME: { string_value: 'web' } };

const bits = (last: number): number =>
  Array.from({ length: last }, (_, at) => 2 << at).reduce((a, b) => a | b);

/** A time or a duration, in milliseconds: `seconds` and `nanos` are the fields 1 and 2. */
const sampled = 1000.000_002;

const common = (lastFlag: number, duration: number) => ({
  peer: { address: 'address', port: 3 },
  local: { address: 'address', port: 3 },
  hasUpstream: true,
  upstreamCluster: 'upstream_cluster',
  routeName: 'route_name',
  flags: bits(lastFlag),
  startedAt: sampled,
  duration
});

const versions = [
  { version: '1.20', schema: oldest, special: {}, lastFlag: 26, duration: sampled },
  { version: '1.40', schema: newest, special: { duration: { seconds: 5 } }, lastFlag: 28, duration: 5000 },
  {
    version: 'tomorrow',
    schema: tomorrows,
    special: { duration: { seconds: 5 } },
    lastFlag: 28,
    duration: 5000
  }
] as const;

test.each(versions)(
  'a request is understood as an Envoy of $version tells of it, whatever else it says',
  ({ duration, lastFlag, schema, special }) => {
    const bytes = written(schema, { ...special, request_headers: headers, access_log_type: 6 });
    const [entry] = decodeMessage(bytes).http_logs?.log_entry ?? [];
    expect(entry && toSighting('http', entry)).toEqual({
      ...common(lastFlag, duration),
      kind: 'http',
      authority: 'authority',
      userAgent: 'user_agent',
      code: 1,
      sourceNamespace: 'shop',
      originalDestination: '10.96.0.1:9080'
    });
  }
);

test.each(versions)(
  'a connection, too, as an Envoy of $version tells of it',
  ({ duration, lastFlag, schema, special }) => {
    const bytes = written(schema, { ...special, route_name: '', access_log_type: 3 });
    const [entry] = decodeMessage(bytes).tcp_logs?.log_entry ?? [];
    expect(entry && toSighting('tcp', entry)).toEqual({
      ...common(lastFlag, duration),
      kind: 'tcp',
      routeName: '',
      authority: '',
      userAgent: '',
      code: undefined,
      sourceNamespace: '',
      originalDestination: ''
    });
  }
);

test.each(versions)('an Envoy of $version says who it is', ({ schema }) => {
  const node = decodeMessage(written(schema, { fields })).identifier?.node;
  expect(node && toNode(node)).toEqual({ id: 'id', namespace: 'shop', workload: 'web', labels: {} });
});
