import type { Diagnosed } from '../../Diagnosed.js';
import { defaultGeneral } from '../../model/Config.js';
import type { Dispatch, General } from '../../model/Config.js';
import type { Json } from '../../model/Json.js';
import { boolean, defaulted, list, optional, string, struct, text, unknown } from '../codec.js';
import { decodeFields, unknownFields } from '../field.js';
import { withAnnotations } from './annotations.js';
import { checkGeneral } from './checkGeneral.js';
import { commaList } from './commaList.js';
import { expiryOf } from './expiry.js';
import { managementSelector, toLabelSelector } from './managementSelector.js';
import type { Part } from './Part.js';
import { ports } from './ports.js';
import { renamed, renamedAliases } from './renamed.js';

const flag = defaulted(boolean, false);
const dispatch = struct({
  name: defaulted(text, ''),
  domains: list(text),
  domainRegex: optional(string),
  cluster: string
});
const alias = struct({ pattern: string, templates: list(string) });

/** Settings of lazyload's own, by the names that users have them under. */
const fields = {
  wormholePort: list(text),
  autoPort: flag,
  cleanupWormholePort: flag,
  autoFence: flag,
  defaultFence: flag,
  namespace: list(string),
  dispatches: list(dispatch),
  domainAliases: list(unknown),
  clusterGsNamespace: optional(string),
  fenceLabelKeyAlias: optional(string),
  enableShortDomain: flag,
  passthroughByDefault: flag,
  disableIpv4Passthrough: flag,
  supportH2: flag,
  addEnvHeaderViaLua: flag,
  render: optional(string),
  managementSelectors: list(managementSelector),
  blackNamespaceList: optional(string),
  whiteNamespaceList: optional(string),
  proxyVersion: optional(string),
  stableHost: list(string),
  egressHosts: optional(string),
  expiry: unknown,
  denyHosts: list(string),
  clusterDomain: optional(string)
} as const;

/** Read elsewhere, but at home here. */
const elsewhere = ['globalSidecarMode', 'metricSourceType', 'enable'];

/** `app`, or `app:workload` where the fences' names shall begin with another word than the label's key. */
const labelKeyAlias = (value: string | undefined): General['fenceLabelKeyAlias'] =>
  commaList(value).map(part => {
    const [key = '', named] = part.split(':');
    return { key, alias: named ?? key.split('/').at(-1) ?? key };
  });

/** Without what other tools write beside it. */
const toDispatch = ({ name, domains, domainRegex, cluster }: typeof dispatch._A): Dispatch => ({
  name,
  domains,
  domainRegex,
  cluster
});

/** The module's settings, with defaults for what is missing or cannot be used. */
export const general = (part: Part): Diagnosed<General> => {
  const { document, path } = part;
  const current = renamed(part);
  const read = decodeFields(document, path, withAnnotations(part, current.value), fields);
  const { wormholePort, namespace, stableHost, ...value } = read.value;
  const rules = renamedAliases(part, value.domainAliases as ReadonlyArray<Json>);
  const aliases = decodeFields(
    document,
    path,
    { domainAliases: rules.value },
    { domainAliases: list(alias) }
  );
  const wormhole = ports(part, wormholePort);
  const expiry = expiryOf(part, value.expiry as Json | undefined);
  return {
    value: {
      ...defaultGeneral,
      ...value,
      wormholePorts: wormhole.value,
      namespaces: namespace,
      domainAliases: aliases.value.domainAliases.map(({ pattern, templates }) => ({ pattern, templates })),
      dispatches: value.dispatches.map(toDispatch),
      fenceLabelKeyAlias: labelKeyAlias(value.fenceLabelKeyAlias),
      blackNamespaceList: commaList(value.blackNamespaceList),
      whiteNamespaceList: commaList(value.whiteNamespaceList),
      managementSelectors: value.managementSelectors.map(toLabelSelector),
      stableHosts: stableHost,
      egressHosts: value.egressHosts === 'exact' ? 'exact' : 'wildcard',
      expiry: expiry.value,
      clusterDomain: value.clusterDomain ?? defaultGeneral.clusterDomain
    },
    diagnostics: [
      ...current.diagnostics,
      ...read.diagnostics,
      ...rules.diagnostics,
      ...aliases.diagnostics,
      ...wormhole.diagnostics,
      ...expiry.diagnostics,
      ...checkGeneral(part, value),
      ...unknownFields(document, path, current.value, [...Object.keys(fields), ...elsewhere])
    ]
  };
};
