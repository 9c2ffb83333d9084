import fc from 'fast-check';
import { prometheusAt } from '@meshfence/core';
import type { BasicAuth, Prometheus, TlsConfig } from '@meshfence/core';
import { optional, record } from './record.js';

const folder = '/etc/meshfence/prometheus';

const duration = fc.constantFrom(undefined, 1000, 15_000, 90_500, 604_800_000);

const basicAuth: BasicAuth = { username: 'mesh', passwordFile: `${folder}/password` };

/** By a token, by a password, or by neither: both are an error. */
const credentials = fc.constantFrom<Pick<Prometheus, 'bearerTokenFile' | 'basicAuth'>>(
  { bearerTokenFile: undefined, basicAuth: undefined },
  { bearerTokenFile: `${folder}/token`, basicAuth: undefined },
  { bearerTokenFile: undefined, basicAuth }
);

const tlsConfig = record<TlsConfig>({
  caFile: fc.constantFrom(undefined, `${folder}/ca.crt`),
  certFile: fc.constant(`${folder}/tls.crt`),
  keyFile: fc.constant(`${folder}/tls.key`),
  serverName: fc.constantFrom(undefined, 'prometheus.example'),
  insecureSkipVerify: fc.boolean()
});

const handlers = fc.constantFrom<Prometheus['handlers']>(
  {},
  {
    destination: {
      query: 'sum(istio_requests_total{source_app="$source_app"})by(destination_service)',
      type: 'Group'
    }
  },
  { 'reviews.shop': { query: 'sum(up)', type: 'Value' } }
);

/** A Prometheus: its address alone, or much of what may be said of it. */
export const prometheus: fc.Arbitrary<Prometheus> = record<Omit<Prometheus, 'bearerTokenFile' | 'basicAuth'>>(
  {
    address: fc.constantFrom('http://prometheus.istio-system:9090', 'https://mimir.example/prometheus'),
    handlers,
    interval: duration,
    window: duration,
    lookback: duration,
    timeout: duration,
    headers: fc.constantFrom<Prometheus['headers']>({}, { 'X-Scope-OrgID': 'shop' }),
    parameters: fc.constantFrom<Prometheus['parameters']>({}, { dedup: 'true', partial_response: 'false' }),
    tlsConfig: optional(tlsConfig),
    secretName: fc.constantFrom(undefined, 'prometheus-access')
  }
).chain(rest =>
  fc.oneof(
    credentials.map(each => ({ ...rest, ...each })),
    fc.constant(prometheusAt(rest.address))
  )
);
