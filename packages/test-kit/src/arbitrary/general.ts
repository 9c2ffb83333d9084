import fc from 'fast-check';
import { defaultGeneral, defaultGlobal } from '@meshfence/core';
import type { Expiry, General, Global, Labels } from '@meshfence/core';
import { staticHost } from './host.js';
import { duration } from './instant.js';
import { labelSelector } from './labels.js';
import { namespaceName } from './meta.js';
import { changed, flag, record, seldom, wilder } from './record.js';
import { denyHost, dispatch, domainAlias } from './rules.js';
import type { Flavour } from './universe.js';

const someNamespaces = fc.uniqueArray(namespaceName, { maxLength: 2 });

const expiry = (flavour: Flavour): fc.Arbitrary<Expiry> =>
  record<Expiry>({ after: duration(flavour), shrinkBudget: fc.constantFrom(0.25, 0.5, 1, 0.01) });

const keyAliases = fc.constantFrom<General['fenceLabelKeyAlias']>(
  [{ key: 'app', alias: 'wl' }],
  [{ key: 'svc', alias: 'svc' }],
  [
    { key: 'app', alias: 'app' },
    { key: 'version', alias: 'v' }
  ]
);

const ports = (flavour: Flavour): fc.Arbitrary<ReadonlyArray<number>> =>
  wilder<ReadonlyArray<number>>(
    flavour,
    fc.subarray([80, 9080]),
    fc.constantFrom([15_001], [0], [9080, 9080])
  );

const scoping = (flavour: Flavour) => ({
  domainAliases: seldom<General['domainAliases']>(
    fc.constant([]),
    fc.array(domainAlias(flavour), { maxLength: 2 }),
    3
  ),
  dispatches: seldom<General['dispatches']>(
    fc.constant([]),
    fc.array(dispatch(flavour), { maxLength: 2 }),
    3
  ),
  stableHosts: fc.uniqueArray(staticHost(flavour), { maxLength: 2 }),
  denyHosts: fc.uniqueArray(denyHost(flavour), { maxLength: 2 }),
  egressHosts: fc.constantFrom<General['egressHosts']>('wildcard', 'exact'),
  enableShortDomain: flag(3),
  clusterDomain: seldom(fc.constant('cluster.local'), fc.constantFrom('corp.internal', 'local')),
  expiry: expiry(flavour)
});

const fencing = (flavour: Flavour) => ({
  autoFence: flag(2),
  defaultFence: flag(2),
  namespaces: someNamespaces,
  managementSelectors: fc.array(labelSelector(flavour), { maxLength: 2 }),
  blackNamespaceList: someNamespaces,
  whiteNamespaceList: someNamespaces,
  fenceLabelKeyAlias: keyAliases
});

const destinations = fc.record({
  allow: fc.subarray(['10.0.0.0/8', 'fd00::/8', '192.0.2.1']),
  deny: fc.subarray(['10.99.0.0/16', '10.96.0.1'])
});

const fallback = (flavour: Flavour) => ({
  destinations,
  accessLogger: fc.constantFrom<General['accessLogger']>('global-sidecar', 'callers', 'both'),
  wormholePorts: ports(flavour),
  autoPort: flag(),
  cleanupWormholePort: flag(),
  passthroughByDefault: flag(),
  clusterGsNamespace: namespaceName,
  supportH2: flag(),
  addEnvHeaderViaLua: flag(),
  disableIpv4Passthrough: flag(),
  render: fc.constant('lazyload'),
  proxyVersion: fc.constant('^1\\.2.*')
});

/** At most one of the two lists may be set. */
const withOneList = (given: General): General =>
  given.blackNamespaceList.length > 0 ? { ...given, whiteNamespaceList: [] } : given;

/** The module's own settings: the defaults, some of them changed. */
export const general = (flavour: Flavour): fc.Arbitrary<General> =>
  changed<General>(defaultGeneral, { ...scoping(flavour), ...fencing(flavour), ...fallback(flavour) }).map(
    given => (flavour === 'plain' ? withOneList(given) : given)
  );

/** The settings shared by modules: the defaults, some of them changed. */
export const global = (flavour: Flavour): fc.Arbitrary<Global> =>
  changed<Global>(defaultGlobal, {
    service: wilder(flavour, fc.constantFrom('app', 'svc'), fc.constantFrom('', 'a*', '__proto__')),
    istioNamespace: wilder(
      flavour,
      fc.constantFrom('istio-system', 'bank'),
      fc.constantFrom('', 'no_namespace')
    ),
    slimeNamespace: wilder(flavour, fc.constantFrom('mesh-operator', 'shop'), fc.constantFrom('', '*')),
    istioRev: fc.constantFrom('r1', 'r2'),
    strictRev: flag(2),
    misc: fc.constantFrom<Labels.Labels>({}, { 'aux-addr': ':8081' }),
    log: fc.constantFrom({}, { logLevel: 'info' }),
    clientGoTokenBucket: fc.constantFrom({}, { qps: 50, burst: 100 })
  });
