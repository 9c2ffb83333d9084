import type { Properties } from '../Schema.js';
import { anything, flag, list, port, text, texts, word } from '../Schema.js';
import { destinations, dispatches, domainAliases, expiry, managementSelectors } from './rules.js';
import { mode, source } from './words.js';

/** Which Services get a fence. */
const fences: Properties = {
  autoFence: flag('Make fences by label.'),
  defaultFence: flag('What autoFence does where no label decides.'),
  namespace: texts('Namespace mode: the namespaces that use lazyload.'),
  managementSelectors,
  whiteNamespaceList: text('Namespaces that autoFence keeps to, with commas.'),
  blackNamespaceList: text('Namespaces that autoFence leaves out, with commas.'),
  fenceLabelKeyAlias: text("A label's key, the value of which names the fence; or KEY:NAME, with commas."),
  disableAutoFence: flag('Deprecated: the opposite of autoFence.'),
  defaultCreateFence: flag('Deprecated: an older name of defaultFence.')
};

/** What belongs to every scope, or follows from it. */
const scopes: Properties = {
  stableHost: texts('Hosts of every scope.'),
  domainAliases,
  domainAlias: domainAliases,
  enableShortDomain: flag('Short names beside each Service of a scope.'),
  egressHosts: word('wildcard, or exact: namespace/host without wildcards.', ['wildcard', 'exact']),
  denyHosts: texts('What no scope has: hosts, *.domain, namespace/*.'),
  clusterDomain: text('The domain that names of Services end in; cluster.local by default.'),
  expiry
};

/** Where traffic outside the scopes goes. */
const fallback: Properties = {
  wormholePort: list('The ports on which traffic outside the scopes is looked at.', port('A port.')),
  autoPort: flag('Also the HTTP ports of all Services and ServiceEntries.'),
  cleanupWormholePort: flag('With autoPort: a collected port goes when nothing has it any more.'),
  dispatches,
  clusterGsNamespace: text('Cluster mode: where the global-sidecar is.'),
  passthroughByDefault: flag("What no rule takes is left to Istio's outboundTrafficPolicy."),
  disableIpv4Passthrough: flag('Calls to an IPv4 address go to the global-sidecar too.'),
  supportH2: flag("Keep the caller's HTTP version on the way to the global-sidecar; gRPC needs it."),
  addEnvHeaderViaLua: flag('Set the headers for the global-sidecar in Lua.'),
  proxyVersion: text('The proxies that get the routes, by their Istio version: an RE2 expression.'),
  destinations
};

/** `module[].general`: the settings of lazyload. */
export const general: Properties = {
  ...fences,
  ...scopes,
  ...fallback,
  enable: flag('The same as enable of the module.'),
  globalSidecarMode: mode('Where the global-sidecar runs.'),
  metricSourceType: source('Where observed calls come from.'),
  accessLogger: word('With accesslog: who logs calls.', ['global-sidecar', 'callers', 'both']),
  render: anything('Kept; nothing depends on it.')
};
