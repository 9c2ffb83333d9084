import { writeFile } from 'node:fs/promises';
import type { Json, JsonObject } from '@meshfence/core';
import { merge } from './merge.js';

/** What an Envoy writes about each request or connection. */
const accessLogFormat = {
  authority: '%REQ(:AUTHORITY)%',
  method: '%REQ(:METHOD)%',
  path: '%REQ(:PATH)%',
  status: '%RESPONSE_CODE%',
  details: '%RESPONSE_CODE_DETAILS%',
  flags: '%RESPONSE_FLAGS%',
  protocol: '%PROTOCOL%',
  route: '%ROUTE_NAME%',
  cluster: '%UPSTREAM_CLUSTER_RAW%',
  upstream: '%UPSTREAM_HOST%',
  downstreamLocal: '%DOWNSTREAM_LOCAL_ADDRESS%',
  downstreamRemote: '%DOWNSTREAM_REMOTE_ADDRESS%',
  requestedServerName: '%REQUESTED_SERVER_NAME%',
  bytesIn: '%BYTES_RECEIVED%',
  bytesOut: '%BYTES_SENT%'
};

/** No certificates and no Istio filters: a stock Envoy lacks both. */
const defaults: JsonObject = {
  rootNamespace: 'istio-system',
  trustDomain: 'cluster.local',
  enableAutoMtls: false,
  outboundTrafficPolicy: { mode: 'ALLOW_ANY' },
  defaultProviders: { metrics: [] },
  accessLogFile: '/dev/stdout',
  accessLogEncoding: 'JSON',
  accessLogFormat: JSON.stringify(accessLogFormat)
};

/** Writes istiod's mesh config: the suites' own, with what is asked for merged over it. istiod watches the file. */
export const writeMeshConfig = async (file: string, asked: JsonObject): Promise<Json> => {
  const config = merge(defaults, asked);
  await writeFile(file, JSON.stringify(config));
  return config;
};
