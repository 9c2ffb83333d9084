import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Place } from '../../diagnostic/Place.js';
import { showDuration } from '../../model/Instant.js';
import type { Path } from '../../model/Origin.js';
import { defaultTimes } from '../../model/Prometheus.js';
import type { Prometheus } from '../../model/Prometheus.js';
import type { Document } from '../Document.js';

type At = (path: Path, target?: 'key') => Place;
type Check = (prometheus: Prometheus, at: At) => ReadonlyArray<Diagnostic>;

const hasUser = (address: string): boolean => /^(?:https?:\/\/)?[^/]*@/i.test(address);

const headersNamed = ({ headers }: Prometheus, names: ReadonlyArray<string>): ReadonlyArray<string> =>
  Object.keys(headers).filter(name => names.includes(name.toLowerCase()));

/** What says who asks, and where it stands. */
interface Credential {
  readonly where: string;
  readonly path: Path;
}

const inAddress = ({ address }: Prometheus): ReadonlyArray<Credential> =>
  hasUser(address) ? [{ where: 'the address', path: ['address'] }] : [];

const inHeaders = (prometheus: Prometheus, names: ReadonlyArray<string>): ReadonlyArray<Credential> =>
  headersNamed(prometheus, names).map(name => ({ where: `the header ${name}`, path: ['headers', name] }));

const exposed: Check = (prometheus, at) =>
  [
    ...inAddress(prometheus),
    ...inHeaders(prometheus, ['authorization', 'proxy-authorization', 'cookie'])
  ].map(({ path, where }) => report('secret-exposed', { where }, [at(path)]));

/** In the order in which they count. */
const authorizations = (prometheus: Prometheus): ReadonlyArray<Credential> => [
  ...(['bearerTokenFile', 'basicAuth'] as const)
    .filter(name => prometheus[name] !== undefined)
    .map(name => ({ where: name, path: [name] })),
  ...inAddress(prometheus),
  ...inHeaders(prometheus, ['authorization'])
];

const several: Check = (prometheus, at) => {
  const all = authorizations(prometheus);
  const [first, ...others] = all.map(({ where }) => where);
  if (first === undefined || others.length === 0) return [];
  const parameters = { used: first, others: others.join(' and ') };
  return [
    report(
      'credentials-several',
      parameters,
      all.map(({ path }) => at(path))
    )
  ];
};

const plain: Check = ({ address, tlsConfig }, at) =>
  tlsConfig === undefined || address === '' || /^https:/i.test(address)
    ? []
    : [report('tls-unused', {}, [at(['tlsConfig'], 'key')])];

/** A question must reach back to the one before, or what happens between the two is never asked about. */
const short: Check = (prometheus, at) => {
  const { interval, lookback, window } = {
    interval: prometheus.interval ?? defaultTimes.interval,
    lookback: prometheus.lookback ?? defaultTimes.lookback,
    window: prometheus.window ?? defaultTimes.window
  };
  if (Math.max(window, lookback) >= interval) return [];
  const parameters = { interval: showDuration(interval), lookback: showDuration(Math.max(window, lookback)) };
  return [report('lookback-too-short', parameters, [at(['interval'])])];
};

/** What the settings of one Prometheus say that cannot be meant, or should not be. */
export const checkPrometheus = (
  document: Document,
  path: Path,
  prometheus: Prometheus
): ReadonlyArray<Diagnostic> => {
  const at: At = (rest, target) => inObject('SlimeBoot', document, [...path, ...rest], target);
  return [exposed, several, plain, short].flatMap(check => check(prometheus, at));
};
