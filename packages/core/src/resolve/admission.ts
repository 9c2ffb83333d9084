import { hostTable } from '../indexing/HostTable.js';
import type { Index } from '../indexing/Index.js';
import { isVisible } from '../indexing/visibility.js';
import { normalize } from '../model/Host.js';
import type { Host } from '../model/Host.js';

/** Why a host may not enter a scope. */
export type Refused = { readonly _tag: 'Denied'; readonly rule: string } | { readonly _tag: 'Invisible' };

/** Decides which hosts may enter the scopes of a namespace; undefined where one may. */
export interface Admission {
  readonly ofHost: (host: Host, viewer: string) => Refused | undefined;
  readonly ofNamespace: (namespace: string) => Refused | undefined;
}

const everythingIn = (rule: string): string | undefined =>
  rule.endsWith('/*') ? rule.slice(0, -2) : undefined;

/** The namespace of a Service's full name, whether or not there is such a Service. */
const namespaceOf = (host: Host, clusterDomain: string): string | undefined => {
  const [, namespace, svc] = host.split('.');
  return svc === 'svc' && host.endsWith(`.svc.${clusterDomain}`) ? namespace : undefined;
};

/** Deny rules first, then exportTo: a host that nobody exports to the fence's namespace would be ignored by Istio. */
export const admission = (index: Index): Admission => {
  const rules = index.mesh.config.general.denyHosts;
  const namespaces = new Map(
    rules.flatMap(rule => (everythingIn(rule) === undefined ? [] : [[everythingIn(rule), rule]]))
  );
  const hosts = hostTable(
    rules.filter(rule => everythingIn(rule) === undefined).map(rule => [normalize(rule), rule] as const)
  );
  const denied = (host: Host): string | undefined =>
    hosts.exactly(host)[0] ??
    hosts.covering(host)[0] ??
    namespaces.get(namespaceOf(host, index.clusterDomain));
  const isHidden = (host: Host, viewer: string): boolean => {
    const definitions = index.definitions.exactly(host);
    return (
      definitions.length > 0 &&
      !definitions.some(({ exportTo, namespace }) => isVisible(exportTo, namespace, viewer))
    );
  };
  const isOpen = rules.length === 0 && index.isPublic;
  return {
    ofHost: (host, viewer) => {
      if (isOpen) return undefined;
      const rule = rules.length === 0 ? undefined : denied(host);
      if (rule !== undefined) return { _tag: 'Denied', rule };
      return isHidden(host, viewer) ? { _tag: 'Invisible' } : undefined;
    },
    ofNamespace: namespace => {
      const rule = namespaces.get(namespace);
      return rule === undefined ? undefined : { _tag: 'Denied', rule };
    }
  };
};
