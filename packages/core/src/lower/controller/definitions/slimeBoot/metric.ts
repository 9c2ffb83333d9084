import { anything, flag, mapOf, open, text } from '../Schema.js';
import { duration } from '../time.js';

const handler = open(
  'A query, in which $source_app and $namespace stand for the caller.',
  {
    query: text('PromQL.'),
    type: text('Group: the labels of each sample are a key. Value: the whole answer is one value.')
  },
  ['query']
);

const basicAuth = open(
  'A name and a password.',
  { username: text('The name.'), passwordFile: text('The file with the password.') },
  ['username', 'passwordFile']
);

const tlsConfig = open('TLS with it. Files are PEM.', {
  caFile: text("The file with who signs the server's certificate."),
  certFile: text("The file with the controller's own certificate."),
  keyFile: text('The file with its key.'),
  serverName: text("The name in the server's certificate, where it is not the address'."),
  insecureSkipVerify: flag('Whether whoever answers is believed; false by default.')
});

const prometheus = open('A Prometheus, or what speaks its language.', {
  address: text('Its URL.'),
  handlers: mapOf("Queries by name; without any, Istio's own counters are asked about.", handler),
  interval: duration('How long between two times of asking; 30s by default.'),
  window: duration('How far each question about counters looks back; 5m by default.'),
  lookback: duration('How far at most, at the start and after a time without answers; 30m by default.'),
  timeout: duration('How long one attempt may take; 10s by default.'),
  headers: mapOf('Sent with each question.', anything('A value.')),
  parameters: mapOf('Added to each question.', anything('A value.')),
  bearerTokenFile: text('The file with a token.'),
  basicAuth,
  tlsConfig,
  secretName: text(
    "A Secret in the controller's namespace, whose files its container has in /etc/meshfence/prometheus."
  )
});

/** `module[].metric`: where calls are counted. */
export const metric = open('Metrics that observed calls come from.', { prometheus });
