import * as E from 'fp-ts/lib/Either.js';
import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Diagnosed } from '../../Diagnosed.js';
import { defaultGeneral } from '../../model/Config.js';
import type { General } from '../../model/Config.js';
import type { Json } from '../../model/Json.js';
import * as Regex from '../../Regex.js';
import { boolean, defaulted, labels, list, optional, string, struct, text, unknown } from '../codec.js';
import { decodeFields, unknownFields } from '../field.js';
import { expiryOf } from './expiry.js';
import type { Part } from './Part.js';
import { ports } from './ports.js';
import { renamed, renamedAlias } from './renamed.js';

const flag = defaulted(boolean, false);
const operator = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist']);
const requirement = struct({ key: string, operator: string, values: list(string) });
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
  managementSelectors: list(struct({ matchLabels: labels, matchExpressions: list(requirement) })),
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

const commaList = (value: string | undefined): ReadonlyArray<string> =>
  (value ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');

/** `app`, or `app:workload` where the fences' names shall begin with another word than the label's key. */
const labelKeyAlias = (value: string | undefined): General['fenceLabelKeyAlias'] =>
  commaList(value).map(part => {
    const [key = '', named] = part.split(':');
    return { key, alias: named ?? key.split('/').at(-1) ?? key };
  });

/** The module's settings, with defaults for what is missing or cannot be used. */
export const general = (part: Part): Diagnosed<General> => {
  const { document, path } = part;
  const current = renamed(part);
  const read = decodeFields(document, path, withAnnotations(part, current.value), fields);
  const { wormholePort, namespace, stableHost, ...value } = read.value;
  const aliases = decodeFields(
    document,
    path,
    { domainAliases: value.domainAliases.map(each => renamedAlias(each as Json)) },
    {
      domainAliases: list(alias)
    }
  );
  const wormhole = ports(part, wormholePort);
  const expiry = expiryOf(part, value.expiry as Json | undefined);
  return {
    value: {
      ...defaultGeneral,
      ...value,
      wormholePorts: wormhole.value,
      namespaces: namespace,
      domainAliases: aliases.value.domainAliases,
      fenceLabelKeyAlias: labelKeyAlias(value.fenceLabelKeyAlias),
      blackNamespaceList: commaList(value.blackNamespaceList),
      whiteNamespaceList: commaList(value.whiteNamespaceList),
      managementSelectors: value.managementSelectors.map(({ matchLabels, matchExpressions }) => ({
        matchLabels,
        matchExpressions: matchExpressions.filter(isRequirement)
      })),
      stableHosts: stableHost,
      egressHosts: value.egressHosts === 'exact' ? 'exact' : 'wildcard',
      expiry: expiry.value,
      clusterDomain: value.clusterDomain ?? defaultGeneral.clusterDomain
    },
    diagnostics: [
      ...current.diagnostics,
      ...read.diagnostics,
      ...aliases.diagnostics,
      ...wormhole.diagnostics,
      ...expiry.diagnostics,
      ...settings(part, value),
      ...unknownFields(document, path, current.value, [...Object.keys(fields), ...elsewhere])
    ]
  };
};

const isRequirement = (
  each: typeof requirement._A
): each is General['managementSelectors'][number]['matchExpressions'][number] => operator.has(each.operator);

interface Checked {
  readonly egressHosts: string | undefined;
  readonly blackNamespaceList: string | undefined;
  readonly whiteNamespaceList: string | undefined;
  readonly proxyVersion: string | undefined;
  readonly managementSelectors: ReadonlyArray<{
    readonly matchExpressions: ReadonlyArray<typeof requirement._A>;
  }>;
}

const settings = (part: Part, value: Checked): ReadonlyArray<Diagnostic> => {
  const at = (name: string) => [inObject('SlimeBoot', part.document, [...part.path, name])];
  const form = value.egressHosts;
  const version = Regex.compile(value.proxyVersion ?? '');
  const operators = value.managementSelectors.flatMap(each =>
    each.matchExpressions.filter(one => !isRequirement(one))
  );
  return [
    ...(form === undefined || form === 'exact' || form === 'wildcard'
      ? []
      : [
          report(
            'setting-unknown',
            { setting: 'egressHosts', value: form, known: ['wildcard', 'exact'] },
            at('egressHosts')
          )
        ]),
    ...(commaList(value.blackNamespaceList).length > 0 && commaList(value.whiteNamespaceList).length > 0
      ? [report('namespace-lists-both', {}, [...at('blackNamespaceList'), ...at('whiteNamespaceList')])]
      : []),
    ...(E.isLeft(version)
      ? [
          report(
            'pattern-invalid',
            { pattern: value.proxyVersion ?? '', reason: version.left },
            at('proxyVersion')
          )
        ]
      : []),
    ...operators.map(one =>
      report(
        'setting-unknown',
        { setting: 'operator', value: one.operator, known: [...operator] },
        at('managementSelectors')
      )
    )
  ];
};

const ownSettings = ['egressHosts', 'clusterDomain'] as const;

/** Settings of meshfence's own as annotations, for clusters whose CRD would prune the fields. */
const withAnnotations = ({ document }: Part, value: Part['value']): Part['value'] => {
  const said = ownSettings.flatMap(name => {
    const annotation = document.meta.annotations[`meshfence.io/${name}`];
    return annotation === undefined ? [] : [[name, annotation] as const];
  });
  const expiry = document.meta.annotations['meshfence.io/expiry'];
  const deny = document.meta.annotations['meshfence.io/denyHosts'];
  return {
    ...Object.fromEntries(said),
    ...(expiry === undefined ? {} : { expiry: { learned: expiry } }),
    ...(deny === undefined ? {} : { denyHosts: commaList(deny) }),
    ...value
  };
};
