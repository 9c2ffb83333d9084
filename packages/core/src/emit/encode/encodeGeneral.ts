import type { Config, Expiry, General } from '../../model/Config.js';
import { showDuration } from '../../model/Instant.js';
import type { JsonObject } from '../../model/Json.js';
import type { LabelSelector } from '../../model/LabelSelector.js';
import * as Fields from './Fields.js';

/** A comma-separated list, as Slime writes lists of namespaces; none at all where it is empty. */
const joined = (names: ReadonlyArray<string>): string | undefined =>
  names.length === 0 ? undefined : names.join(',');

const encodeSelector = ({ matchLabels, matchExpressions }: LabelSelector): JsonObject =>
  Fields.filled({
    matchLabels,
    matchExpressions: matchExpressions.map(({ key, operator, values }) =>
      Fields.filled({ key, operator, values })
    )
  });

const encodeExpiry = (expiry: Expiry | undefined): JsonObject | undefined =>
  expiry === undefined
    ? undefined
    : { learned: showDuration(expiry.after), shrinkBudget: expiry.shrinkBudget };

const encodeNamespaces = (general: General): Fields.Fields => ({
  namespace: general.namespaces,
  blackNamespaceList: joined(general.blackNamespaceList),
  whiteNamespaceList: joined(general.whiteNamespaceList),
  managementSelectors: general.managementSelectors.map(encodeSelector)
});

const encodeFencing = (general: General): Fields.Fields => ({
  autoFence: general.autoFence,
  defaultFence: general.defaultFence,
  fenceLabelKeyAlias: joined(general.fenceLabelKeyAlias.map(({ key, alias }) => `${key}:${alias}`)),
  stableHost: general.stableHosts,
  denyHosts: general.denyHosts,
  domainAliases: general.domainAliases.map(({ pattern, templates }) => ({ pattern, templates })),
  enableShortDomain: general.enableShortDomain,
  egressHosts: general.egressHosts,
  expiry: encodeExpiry(general.expiry),
  clusterDomain: general.clusterDomain
});

const encodeFallback = (general: General): Fields.Fields => ({
  wormholePort: general.wormholePorts.map(String),
  autoPort: general.autoPort,
  cleanupWormholePort: general.cleanupWormholePort,
  dispatches: general.dispatches.map(({ name, domains, domainRegex, cluster }) =>
    Fields.filled({ name, domains, domainRegex, cluster })
  ),
  clusterGsNamespace: general.clusterGsNamespace,
  passthroughByDefault: general.passthroughByDefault,
  disableIpv4Passthrough: general.disableIpv4Passthrough,
  supportH2: general.supportH2,
  addEnvHeaderViaLua: general.addEnvHeaderViaLua,
  destinations: Fields.unlessEmpty(Fields.filled({ ...general.destinations })),
  accessLogger: general.accessLogger,
  render: general.render,
  proxyVersion: general.proxyVersion
});

/** The module's `general` in the newest shape: the mode and the metric source stand there too. */
export const encodeGeneral = ({ general, mode, metricSource }: Config): JsonObject =>
  Fields.filled({
    globalSidecarMode: mode,
    metricSourceType: metricSource,
    ...encodeNamespaces(general),
    ...encodeFencing(general),
    ...encodeFallback(general)
  });
