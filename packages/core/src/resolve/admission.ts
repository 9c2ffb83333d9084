import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import type { Registry } from '../indexing/Registry.js';
import { isVisible } from '../indexing/visibility.js';
import { isWildcard } from '../model/Host.js';
import type { Host } from '../model/Host.js';
import { byText } from '../order.js';
import { remembered } from '../incremental/Recorder.js';
import { denyRules } from './denyRules.js';
import type { DenyRules } from './denyRules.js';
import { emptyMemory } from './Memory.js';
import { inDenyRule } from '../diagnostic/inConfig.js';

/** Why a host may not enter a scope. */
export type Refused = { readonly _tag: 'Denied'; readonly rule: string } | { readonly _tag: 'Invisible' };

/** A host that an entry for many brings in, although a rule keeps it out. */
export interface Bypass {
  readonly host: Host;
  readonly rule: string;
}

/** Decides which hosts may enter the scopes of a namespace; undefined where one may. */
export interface Admission {
  /** What the deny rules mean. */
  readonly denied: DenyRules['read'];
  readonly ofHost: (host: Host, viewer: string) => Refused | undefined;
  readonly ofNamespace: (namespace: string) => Refused | undefined;
  /** What a wildcard, `namespace/*` or everything brings in that a rule keeps out. */
  readonly bypassedBy: (entry: string) => Bypass | undefined;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

const bypass = (index: Registry, rules: DenyRules, entry: string): Bypass | undefined => {
  const covered = entry.endsWith('/*')
    ? entry === '*/*'
      ? index.definitions.within('*')
      : index.definitionsOf(entry.slice(0, -2))
    : isWildcard(entry)
      ? index.definitions.within(entry)
      : [];
  const names = [...covered.map(({ host }) => host), ...rules.beneath(entry)];
  return names
    .flatMap(host => {
      const rule = host === entry ? undefined : rules.ofHost(host);
      return rule === undefined ? [] : [{ host, rule }];
    })
    .sort((a, b) => byText(a.host, b.host))[0];
};

/** Deny rules first, then exportTo: a host that nobody exports to the fence's namespace would be ignored by Istio. */
export const admission = (index: Registry, memory = emptyMemory()): Admission => {
  const { value: rules, invalid } = denyRules(index);
  const isHidden = (host: Host, viewer: string): boolean => {
    const definitions = index.definitions.exactly(host);
    return (
      definitions.length > 0 &&
      !definitions.some(({ exportTo, namespace }) => isVisible(exportTo, namespace, viewer))
    );
  };
  const { answers, recorder } = memory;
  const refusal = remembered(recorder, answers.refusals, (host, viewer): Refused | undefined => {
    const rule = rules.ofHost(host);
    if (rule !== undefined) return { _tag: 'Denied', rule };
    return isHidden(host, viewer) ? { _tag: 'Invisible' } : undefined;
  });
  const bypassed = remembered(recorder, answers.bypasses, entry => bypass(index, rules, entry));
  const isOpen = rules.isEmpty && index.isPublic;
  return {
    denied: rules.read,
    ofHost: (host, viewer) => (isOpen ? undefined : refusal(host, viewer)),
    ofNamespace: namespace => {
      const rule = rules.ofNamespace(namespace);
      return rule === undefined ? undefined : { _tag: 'Denied', rule };
    },
    bypassedBy: entry => (rules.isEmpty ? undefined : bypassed(entry, '')),
    diagnostics: invalid.map(({ rule, why }) =>
      report('host-invalid', { host: rule, why }, inDenyRule(index.mesh.config, rule))
    )
  };
};
