import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import type { Registry } from '../indexing/Registry.js';
import { isVisible } from '../indexing/visibility.js';
import { normalize, whyInvalid } from '../model/Host.js';
import type { Host } from '../model/Host.js';
import type { DerivedReason } from '../model/Reason.js';
import { by } from '../order.js';
import type { Admission } from './admission.js';
import type { AliasRule } from './aliasRules.js';
import { expandTemplate } from './expandTemplate.js';
import { inDenyRule, inSetting } from '../diagnostic/inConfig.js';

/** A host that follows from another one, and why. */
export interface Derived {
  readonly host: Host;
  readonly reason: DerivedReason;
}

/** What follows from one host directly, and what was found on the way. */
export interface Step {
  readonly derived: ReadonlyArray<Derived>;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

/** What deriving looks at. */
export interface Rules {
  readonly index: Registry;
  readonly aliases: ReadonlyArray<AliasRule>;
  readonly admission: Admission;
}

/** The destinations of the VirtualServices that apply to a host, for callers of a namespace. */
const fromVirtualServices = ({ index }: Rules, from: Host, viewer: string): ReadonlyArray<Derived> =>
  index.routings
    .matching(from)
    .filter(({ exportTo, namespace }) => isVisible(exportTo, namespace, viewer))
    .flatMap(({ key, targets }) =>
      targets
        .filter(({ sourceNamespaces }) => sourceNamespaces === undefined || sourceNamespaces.has(viewer))
        .map(({ host, delegate }): Derived => ({
          host,
          reason: { kind: 'virtual-service', from, virtualService: key, delegate }
        }))
    );

/** A wildcard ServiceEntry is selected only by its own wildcard or a broader one, so a host under it needs that. */
const fromServiceEntries = ({ index }: Rules, from: Host, viewer: string): ReadonlyArray<Derived> =>
  index.definitions.exactly(from).length > 0
    ? []
    : index.definitions
        .covering(from)
        .filter(({ exportTo, namespace }) => isVisible(exportTo, namespace, viewer))
        .map(({ host, key }): Derived => ({
          host,
          reason: { kind: 'service-entry', from, serviceEntry: key }
        }));

/** Since Istio 1.21 an ExternalName Service is an alias of its target, and comes with it only if that is imported too. */
const fromExternalName = ({ index }: Rules, from: Host): ReadonlyArray<Derived> =>
  index.definitions
    .exactly(from)
    .flatMap(({ externalName, key }) =>
      externalName === undefined
        ? []
        : [{ host: normalize(externalName), reason: { kind: 'external-name', from, service: key } }]
    );

/** `details.default` for a Service: the longest short name that Istio takes. */
const fromShortDomain = ({ index }: Rules, from: Host): ReadonlyArray<Derived> => {
  const suffix = `.svc.${index.clusterDomain}`;
  const short = from.endsWith(suffix) ? from.slice(0, -suffix.length) : '';
  const applies = index.mesh.config.general.enableShortDomain && short.split('.').length === 2;
  return applies ? [{ host: short, reason: { kind: 'short-name', from } }] : [];
};

const fromAliases = ({ aliases }: Rules, from: Host): ReadonlyArray<Derived> =>
  aliases.flatMap(({ pattern, templates }) => {
    const groups = pattern.match(from);
    return groups === undefined
      ? []
      : templates.map((template): Derived => ({
          host: normalize(expandTemplate(template, groups)),
          reason: { kind: 'alias', from, pattern: pattern.source, template }
        }));
  });

/** Only aliases are the user's own words: a VirtualService's odd destination is Istio's business. */
const invalidAlias = ({ index }: Rules, { host, reason }: Derived, why: string): ReadonlyArray<Diagnostic> =>
  reason.kind === 'alias'
    ? [
        report(
          'alias-invalid',
          { host: reason.from, alias: host, why },
          inSetting(index.mesh.config, 'domainAliases')
        )
      ]
    : [];

const refusal = (rules: Rules, { host }: Derived, viewer: string): ReadonlyArray<Diagnostic> | undefined => {
  const refused = rules.admission.ofHost(host, viewer);
  if (refused === undefined) return undefined;
  return refused._tag === 'Denied'
    ? [report('host-denied', { host, rule: refused.rule }, inDenyRule(rules.index.mesh.config, refused.rule))]
    : [report('host-invisible', { host, namespace: viewer }, [])];
};

const judged = (rules: Rules, each: Derived, viewer: string): Step => {
  const why = whyInvalid(each.host);
  if (why !== undefined) return { derived: [], diagnostics: invalidAlias(rules, each, why) };
  const diagnostics = refusal(rules, each, viewer);
  return diagnostics === undefined ? { derived: [each], diagnostics: [] } : { derived: [], diagnostics };
};

/** Everything that follows directly from a host for callers of a namespace, admitted or not; in one order, each once. */
export const following = (rules: Rules, from: Host, viewer: string): ReadonlyArray<Derived> => {
  const all = [
    ...fromVirtualServices(rules, from, viewer),
    ...fromServiceEntries(rules, from, viewer),
    ...fromExternalName(rules, from),
    ...fromShortDomain(rules, from),
    ...fromAliases(rules, from)
  ].filter(({ host }) => host !== from);
  if (all.length === 0) return [];
  const unique = new Map(all.map(each => [`${each.host}\0${JSON.stringify(each.reason)}`, each]));
  return [...unique.entries()].sort(by(([key]) => key)).map(([, each]) => each);
};

/** What of that may enter scopes, for fences of a namespace. */
export const derive = (rules: Rules, from: Host, viewer: string): Step => {
  const steps = following(rules, from, viewer).map(each => judged(rules, each, viewer));
  return {
    derived: steps.flatMap(step => step.derived),
    diagnostics: steps.flatMap(step => step.diagnostics)
  };
};
