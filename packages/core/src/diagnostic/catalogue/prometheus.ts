import type { Entry } from '../Entry.js';

/** Findings about how metrics are asked for. */
export const prometheus = {
  'metrics-unasked': {
    severity: 'warning',
    summary:
      'Calls are to be learned from metrics, but nothing says where these are: the controller asks nobody, and learns nothing by itself.',
    message: () =>
      'metricSourceType is "prometheus", but metric.prometheus.address does not say where the metrics are.',
    remedy: 'Say in metric.prometheus.address where they are, or set metricSourceType: accesslog.'
  },
  'receiver-unheard': {
    severity: 'error',
    summary:
      'There shall be receivers of access logs, but no Prometheus in which the controller could read what they hear. The controller receives access logs itself.',
    message: () =>
      'component.accessLogReceiver is enabled, but metric.prometheus.address does not say where to read what the receivers hear. The controller receives access logs itself.',
    remedy:
      'Say in metric.prometheus.address where the Prometheus is that scrapes the receivers, or leave them out.'
  },
  'secret-exposed': {
    severity: 'warning',
    summary:
      'A password or a token stands in the SlimeBoot itself, where everybody who may read it finds it. It is used all the same.',
    message: (p: { readonly where: string }) =>
      `A secret stands in ${p.where} of metric.prometheus, where everybody can read it who can read the SlimeBoot.`,
    remedy:
      'Put it into a Secret, name that in metric.prometheus.secretName, and its file in bearerTokenFile or basicAuth.passwordFile.'
  },
  'credentials-several': {
    severity: 'error',
    summary:
      'There are several ways to say who asks for metrics, and one question goes out under one name. The first of them is used: bearerTokenFile, basicAuth, the address, the header Authorization.',
    message: (p: { readonly used: string; readonly others: string }) =>
      `Who asks for metrics is said by ${p.used}, and by ${p.others} as well. The former is used.`,
    remedy: 'Keep one of them.'
  },
  'certificate-incomplete': {
    severity: 'error',
    summary: 'Of a certificate and its key one is missing. Neither is used.',
    message: (p: { readonly there: string; readonly missing: string }) =>
      `tlsConfig has a ${p.there} without a ${p.missing}. Neither is used.`,
    remedy: 'Name both files, or neither.'
  },
  'tls-unused': {
    severity: 'warning',
    summary: 'There is a tlsConfig, but the address is one of plain HTTP.',
    message: () => 'tlsConfig changes nothing: metric.prometheus.address is one of plain HTTP.',
    remedy: 'Begin the address with https://, or leave tlsConfig out.'
  },
  'tls-unverified': {
    severity: 'warning',
    summary:
      "The certificate of whoever answers questions about metrics is not looked at: anybody in between may answer, and learns the controller's credentials.",
    message: () => 'insecureSkipVerify is true: whoever answers is believed, and is shown the credentials.',
    remedy: 'Name the CA in tlsConfig.caFile, and the name in the certificate in serverName if it is another.'
  },
  'lookback-too-short': {
    severity: 'warning',
    summary:
      'Questions about metrics are asked so seldom that they do not reach back to the one before. Calls in between are not learned.',
    message: (p: { readonly interval: string; readonly lookback: string }) =>
      `Metrics are asked for every ${p.interval}, and questions look back ${p.lookback} at most: calls in between are not learned.`,
    remedy: 'Make the interval shorter, or the lookback longer.'
  }
} as const satisfies Readonly<Record<string, Entry>>;
