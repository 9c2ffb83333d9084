import { completeName } from '../indexing/completeName.js';
import { hostTable } from '../indexing/HostTable.js';
import type { Registry } from '../indexing/Registry.js';
import { isWildcard, normalize, whyInvalid } from '../model/Host.js';
import type { Host } from '../model/Host.js';
import { readEntry } from './Entry.js';

/** The hosts that no scope may have, by the rule that says so. */
export interface DenyRules {
  readonly isEmpty: boolean;
  readonly ofHost: (host: Host) => string | undefined;
  readonly ofNamespace: (namespace: string) => string | undefined;
  /** What the rules were understood to mean, which depends on the Services there are. */
  readonly read: ReadonlyArray<Read>;
  /** Denied hosts at or beneath a wildcard. */
  readonly beneath: (wildcard: Host) => ReadonlyArray<Host>;
}

/** A rule that denies nothing, because it names nothing. */
export interface InvalidRule {
  readonly rule: string;
  readonly why: string;
}

export type Read =
  | { readonly _tag: 'Hosts'; readonly rule: string; readonly hosts: ReadonlyArray<Host> }
  | { readonly _tag: 'Namespace'; readonly rule: string; readonly namespace: string }
  | { readonly _tag: 'Invalid'; readonly rule: string; readonly why: string };

const invalid = (rule: string, why: string): Read => ({ _tag: 'Invalid', rule, why });

/** A rule has no caller, so a name without a dot means no particular Service. */
const ofName = (index: Registry, rule: string, text: string): Read => {
  const name = normalize(text);
  const completed = name.includes('.') || name.includes(':') ? completeName(index, name, '') : undefined;
  if (completed === undefined) return invalid(rule, 'it has no dot, so it names no host of its own');
  if (completed._tag === 'UnknownAddress') return invalid(rule, 'the address belongs to nobody');
  const why = completed.hosts.map(whyInvalid).find(each => each !== undefined);
  return why === undefined ? { _tag: 'Hosts', rule, hosts: completed.hosts } : invalid(rule, why);
};

const everything = (rule: string): Read => ({ _tag: 'Hosts', rule, hosts: ['*'] });

const read =
  (index: Registry) =>
  (rule: string): Read => {
    const entry = readEntry(rule, '');
    switch (entry._tag) {
      case 'Namespace':
        return { _tag: 'Namespace', rule, namespace: entry.namespace };
      case 'Qualified':
        return { _tag: 'Hosts', rule, hosts: [entry.host] };
      case 'Name':
        return entry.text === '*' ? everything(rule) : ofName(index, rule, entry.text);
      case 'Everything':
        return everything(rule);
      case 'Exclusion':
        return invalid(rule, 'an exclusion names nothing that could be denied');
      case 'Invalid':
        return invalid(rule, entry.why);
    }
  };

/** The namespace of a Service's full name, whether or not there is such a Service. */
const namespaceOf = (host: Host, clusterDomain: string): string | undefined => {
  const [, namespace, svc] = host.split('.');
  return svc === 'svc' && host.endsWith(`.svc.${clusterDomain}`) ? namespace : undefined;
};

/** The deny rules of a configuration, and those that cannot be understood: they must not be passed over in silence. */
export const denyRules = (
  index: Registry
): { readonly value: DenyRules; readonly invalid: ReadonlyArray<InvalidRule> } => {
  const rules = index.mesh.config.general.denyHosts.map(read(index));
  const hosts = hostTable(
    rules.flatMap(each =>
      each._tag === 'Hosts' ? each.hosts.map(host => [host, { host, rule: each.rule }] as const) : []
    )
  );
  const namespaces = new Map(
    rules.flatMap(each => (each._tag === 'Namespace' ? [[each.namespace, each.rule] as const] : []))
  );
  const byNamespace = (host: Host): string | undefined =>
    [
      namespaceOf(host, index.clusterDomain),
      ...index.definitions.exactly(host).map(({ namespace }) => namespace)
    ]
      .map(namespace => (namespace === undefined ? undefined : namespaces.get(namespace)))
      .find(rule => rule !== undefined);
  return {
    value: {
      isEmpty: rules.length === 0,
      read: rules,
      ofHost: host => (hosts.exactly(host)[0] ?? hosts.covering(host)[0])?.rule ?? byNamespace(host),
      ofNamespace: namespace => namespaces.get(namespace) ?? hosts.exactly('*')[0]?.rule,
      beneath: wildcard => (isWildcard(wildcard) ? hosts.within(wildcard).map(({ host }) => host) : [])
    },
    invalid: rules.flatMap(each => (each._tag === 'Invalid' ? [{ rule: each.rule, why: each.why }] : []))
  };
};
