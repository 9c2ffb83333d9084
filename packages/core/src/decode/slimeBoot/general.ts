import type { Diagnosed } from '../../Diagnosed.js';
import { defaultGeneral } from '../../model/Config.js';
import type { General } from '../../model/Config.js';
import { normalize } from '../../model/Host.js';
import type { Json } from '../../model/Json.js';
import { boolean, defaulted, optional, string, unknown } from '../codec.js';
import { decodeFields, unknownFields } from '../field.js';
import { withAnnotations } from './annotations.js';
import { accessLoggers, checkGeneral, isClusterDomain } from './checkGeneral.js';
import { commaList } from './commaList.js';
import { destinations } from './destinations.js';
import { expiryOf } from './expiry.js';
import { lists } from './lists.js';
import { toLabelSelector } from './managementSelector.js';
import type { Part } from './Part.js';
import { ports } from './ports.js';
import { renamed } from './renamed.js';

const flag = defaulted(boolean, false);

/** Settings of lazyload's own, by the names that users have them under. */
const fields = {
  autoPort: flag,
  cleanupWormholePort: flag,
  autoFence: flag,
  defaultFence: flag,
  clusterGsNamespace: optional(string),
  fenceLabelKeyAlias: optional(string),
  enableShortDomain: flag,
  passthroughByDefault: flag,
  disableIpv4Passthrough: flag,
  supportH2: flag,
  addEnvHeaderViaLua: flag,
  render: optional(string),
  blackNamespaceList: optional(string),
  whiteNamespaceList: optional(string),
  proxyVersion: optional(string),
  egressHosts: optional(string),
  expiry: unknown,
  destinations: unknown,
  accessLogger: optional(string),
  clusterDomain: optional(string)
} as const;

/** Read elsewhere, but at home here. */
const elsewhere = [
  'globalSidecarMode',
  'metricSourceType',
  'enable',
  'wormholePort',
  'namespace',
  'stableHost',
  'denyHosts',
  'dispatches',
  'domainAliases',
  'managementSelectors'
];

/** `app`, or `app:workload` where the fences' names shall begin with another word than the label's key. */
const labelKeyAlias = (value: string | undefined): General['fenceLabelKeyAlias'] =>
  commaList(value).map(part => {
    const [key = '', named] = part.split(':');
    return { key, alias: named ?? key.split('/').at(-1) ?? key };
  });

const accessLoggerOf = (value: string | undefined): General['accessLogger'] =>
  accessLoggers.find(each => each === value) ?? defaultGeneral.accessLogger;

/** The domain of Services, as DNS has it; one that no host could end with is left for the default. */
const clusterDomainOf = (value: string | undefined): string => {
  const domain = normalize(value ?? defaultGeneral.clusterDomain);
  return isClusterDomain(domain) ? domain : defaultGeneral.clusterDomain;
};

/** The module's settings, with defaults for what is missing or cannot be used. */
export const general = (part: Part): Diagnosed<General> => {
  const { document, path } = part;
  const current = renamed(part);
  const settings = withAnnotations(part, current.value);
  const read = decodeFields(document, path, settings, fields);
  const listed = lists(part, settings);
  const { wormholePort, namespace, stableHost, managementSelectors, ...items } = listed.value;
  const wormhole = ports(part, wormholePort);
  const expiry = expiryOf(part, read.value.expiry as Json | undefined);
  const reachable = destinations(part, read.value.destinations as Json | undefined);
  return {
    value: {
      ...defaultGeneral,
      ...read.value,
      ...items,
      wormholePorts: wormhole.value,
      namespaces: namespace,
      fenceLabelKeyAlias: labelKeyAlias(read.value.fenceLabelKeyAlias),
      blackNamespaceList: commaList(read.value.blackNamespaceList),
      whiteNamespaceList: commaList(read.value.whiteNamespaceList),
      managementSelectors: managementSelectors.map(toLabelSelector),
      stableHosts: stableHost,
      egressHosts: read.value.egressHosts === 'exact' ? 'exact' : 'wildcard',
      expiry: expiry.value,
      destinations: reachable.value,
      accessLogger: accessLoggerOf(read.value.accessLogger),
      clusterDomain: clusterDomainOf(read.value.clusterDomain)
    },
    diagnostics: [
      ...current.diagnostics,
      ...read.diagnostics,
      ...listed.diagnostics,
      ...wormhole.diagnostics,
      ...expiry.diagnostics,
      ...reachable.diagnostics,
      ...checkGeneral(part, { ...read.value, managementSelectors }),
      ...unknownFields(document, path, current.value, [...Object.keys(fields), ...elsewhere])
    ]
  };
};
