import fc from 'fast-check';
import { seldom, wilder } from './record.js';
import { addresses, externalHosts, names, namespaces, wildcardHosts } from './universe.js';
import type { Flavour } from './universe.js';

const name = fc.constantFrom(...names);
const namespace = fc.constantFrom(...namespaces);

/** `details.default.svc.cluster.local`. */
export const serviceHost: fc.Arbitrary<string> = fc
  .tuple(name, namespace)
  .map(([service, where]) => `${service}.${where}.svc.cluster.local`);

export const externalHost: fc.Arbitrary<string> = fc.constantFrom(...externalHosts);

export const wildcardHost: fc.Arbitrary<string> = fc.constantFrom(...wildcardHosts);

/** A Service by each of the names that callers use for it. */
export const shortHost: fc.Arbitrary<string> = fc.oneof(
  name,
  fc.tuple(name, namespace).map(([service, where]) => `${service}.${where}`),
  fc.tuple(name, namespace).map(([service, where]) => `${service}.${where}.svc`)
);

/** Hosts written in ways that mean the same: other case, a port, a trailing dot. */
const dressedHost: fc.Arbitrary<string> = fc
  .tuple(fc.oneof(serviceHost, shortHost, externalHost), fc.constantFrom('upper', 'port', 'dot', 'all'))
  .map(([host, how]) => {
    const upper = how === 'upper' || how === 'all' ? host.toUpperCase() : host;
    const dotted = how === 'dot' || how === 'all' ? `${upper}.` : upper;
    return how === 'port' || how === 'all' ? `${dotted}:9080` : dotted;
  });

const addressHost: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...addresses), fc.boolean())
  .map(([ip, port]) => (ip.includes(':') ? (port ? `[${ip}]:80` : ip) : port ? `${ip}:9080` : ip));

const hostile = [
  '',
  '*',
  '.',
  '..',
  '/',
  '//',
  '*/',
  '~',
  'a/b/c',
  '[::1]:80',
  '[',
  '::',
  '1.2.3.4',
  'a.b.123',
  'under_score.default.svc.cluster.local',
  'with space.example.com',
  'a.*.example.com',
  'foo*.example.com',
  '**.example.com',
  '-a.example.com',
  'größe.example.com',
  'ﬁ.example.com',
  `${'x'.repeat(64)}.example.com`,
  Array.from({ length: 70 }, () => 'abc').join('.'),
  '__proto__',
  'constructor',
  'hasOwnProperty.example.com',
  '__proto__.default.svc.cluster.local',
  '$1.example.com',
  '{{ .Values.foo }}',
  'a"b.example.com',
  'line\nbreak.example.com',
  'nul\u0000.example.com',
  'unknown-users.default.svc.cluster.local'
] as const;

/** What turns up as a host in logs and manifests, and what somebody would try. */
export const hostileHost: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...hostile), weight: 4 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 12 }), weight: 1 }
);

/** A full host that Istio takes, exact or wildcard. */
export const host: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: serviceHost, weight: 5 },
  { arbitrary: externalHost, weight: 2 },
  { arbitrary: wildcardHost, weight: 1 }
);

/** A destination, as logs and metrics have it. */
export const destination = (flavour: Flavour): fc.Arbitrary<string> =>
  wilder(
    flavour,
    fc.oneof(serviceHost, serviceHost, shortHost, externalHost, dressedHost, addressHost),
    hostileHost,
    6
  );

const qualified: fc.Arbitrary<string> = fc.oneof(
  namespace.map(where => `${where}/*`),
  fc.tuple(fc.constantFrom('*', '.', ...namespaces), host).map(([where, which]) => `${where}/${which}`),
  fc.constantFrom('./*', '*/*', '~/*', 'nowhere/*')
);

/** A key of a fence's `host`: a host, or `namespace/*` and its like. */
export const staticHost = (flavour: Flavour): fc.Arbitrary<string> =>
  wilder(flavour, seldom(fc.oneof(host, host, shortHost, dressedHost), qualified, 3), hostileHost, 6);
