import fc from 'fast-check';
import type { Dispatch, DomainAlias } from '@meshfence/core';
import { externalHost, hostileHost, serviceHost, wildcardHost } from './host.js';
import { optional, record, wilder } from './record.js';
import type { Flavour } from './universe.js';

const tutorial: DomainAlias = {
  pattern: '(?P<service>[^\\.]+)\\.(?P<namespace>[^\\.]+)\\.svc\\.cluster\\.local$',
  templates: ['$namespace.$service.mailsaas']
};

/** Aliases that lead into each other, or on to ever new hosts. */
const endless: ReadonlyArray<DomainAlias> = [
  { pattern: '^details\\.(.*)$', templates: ['reviews.$1'] },
  { pattern: '^reviews\\.(.*)$', templates: ['details.$1', 'ratings.$1'] },
  { pattern: '^(api)\\.example\\.com$', templates: ['www.example.com', '$1.example.org'] },
  { pattern: '(.*)', templates: ['a.$1'] },
  { pattern: '^(.+)$', templates: ['$1.$1'] },
  { pattern: '^(.*)\\.com$', templates: ['x.$1.com', 'y.$1.com'] }
];

/** Aliases that make no sense: no RE2, no such group, results that are no hosts. */
const senseless: ReadonlyArray<DomainAlias> = [
  { pattern: '(', templates: ['a.b'] },
  { pattern: '(?=x)', templates: ['a.b'] },
  { pattern: '', templates: ['$0', '', '*'] },
  { pattern: '.*', templates: ['$nosuch', '$$.example.com', '${1}x', '$'] },
  { pattern: '^(.*)$', templates: ['$1/x', '*.$1', '$1:80', '-$1'] },
  { pattern: '.*', templates: [] }
];

/** A rule that derives hosts from hosts. */
export const domainAlias = (flavour: Flavour): fc.Arbitrary<DomainAlias> =>
  wilder(flavour, fc.constantFrom(tutorial, ...endless), fc.constantFrom(...senseless), 3);

const cluster = fc.oneof(
  fc.constantFrom('_GLOBAL_SIDECAR', 'PassthroughCluster', 'BlackHoleCluster', '{{ .Values.foo }}'),
  fc.oneof(serviceHost, externalHost).map(host => `outbound|80||${host}`)
);

const strangeCluster = fc.oneof(
  fc.constantFrom('', '||', 'outbound|80||', 'outbound|x|y|z|q', '{{ .Values', '{{ .Values.a.b.c }}', '{{}}'),
  hostileHost.map(host => `outbound|9080||${host}`)
);

/** A rule for traffic outside the scope. */
export const dispatch = (flavour: Flavour): fc.Arbitrary<Dispatch> =>
  record<Dispatch>({
    name: fc.constantFrom('intranet', 'partners', 'rest'),
    domains: fc.uniqueArray(fc.oneof(externalHost, wildcardHost), { maxLength: 2 }),
    domainRegex: optional(
      wilder(flavour, fc.constant('.*\\.example\\.com'), fc.constantFrom('(', '(?<=a)b')),
      4
    ),
    cluster: wilder(flavour, cluster, strangeCluster)
  });

/** What a deny rule names: a host, everything under one, or a namespace. */
export const denyHost = (flavour: Flavour): fc.Arbitrary<string> =>
  wilder(
    flavour,
    fc.oneof(
      serviceHost,
      externalHost,
      wildcardHost,
      fc.constantFrom('shop/*', 'bank/*', '*/api.example.com')
    ),
    hostileHost
  );
