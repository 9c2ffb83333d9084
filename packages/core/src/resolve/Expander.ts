import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { remembered } from '../incremental/Recorder.js';
import { isVisible } from '../indexing/visibility.js';
import type { Host } from '../model/Host.js';
import type { Domain } from '../model/Fence.js';
import { derive, following } from './derive.js';
import { domainsOf, domainsOfNamespace } from './domains.js';
import type { Derived, Rules, Step } from './derive.js';
import { inSetting } from '../diagnostic/inConfig.js';
import type { Memory } from './Memory.js';

/** Everything that follows from a host, directly or not, nearest first; and what a status says of it. */
export interface Closure {
  readonly derived: ReadonlyArray<Derived>;
  readonly domains: ReadonlyArray<readonly [string, Domain]>;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

/** Derives hosts from hosts to a fixed point, remembering what it has derived. */
export interface Expander {
  readonly ofHost: (host: Host, viewer: string) => Closure;
  /** What follows from the hosts that a namespace defines, less what the namespace defines itself. */
  readonly ofNamespace: (namespace: string, viewer: string) => Closure;
  /** The hosts to which calls to a host may lead, whether they may enter a scope or not. */
  readonly leadsTo: (host: Host, viewer: string) => ReadonlyArray<Host>;
}

const mostRounds = 8;
const mostHosts = 256;

/** An expander for one mesh. */
export const expander = (rules: Rules, { answers, recorder }: Memory): Expander => {
  const step = remembered(recorder, answers.steps, (host, viewer) => derive(rules, host, viewer));
  const ofHost = remembered(recorder, answers.closures, (host, viewer) =>
    closure(rules, host, from => step(from, viewer))
  );
  const ofNamespace = remembered(recorder, answers.namespaceClosures, (namespace, viewer) =>
    closureOfNamespace(rules, namespace, viewer, ofHost)
  );
  const leadsTo = remembered(recorder, answers.leads, (host, viewer) => {
    const { derived } = reached(host, from => ({ derived: following(rules, from, viewer), diagnostics: [] }));
    return [...new Set(derived.map(each => each.host))];
  });
  // Whether it matters at all from which namespace one looks.
  const uniform = rules.index.isPublic && rules.index.isUniform;
  const seenFrom = (viewer: string): string => (uniform ? '' : viewer);
  return {
    ofHost: (host, viewer) => ofHost(host, seenFrom(viewer)),
    ofNamespace: (namespace, viewer) => ofNamespace(namespace, seenFrom(viewer)),
    leadsTo: (host, viewer) => leadsTo(host, seenFrom(viewer))
  };
};

interface Reached extends Step {
  /** Whether there would have been more. */
  readonly isCut: boolean;
}

/**
 * The fixed point over one host, breadth first; a host already reached only gains a further reason.
 *
 * Aliases can make new names for ever, so their rounds and the number of their hosts are bounded; the bounds look at
 * this host alone, so that no other dependency changes what follows from it.
 */
const reached = (root: Host, step: (host: Host) => Step): Reached => {
  const rounds = new Map<Host, number>([[root, 0]]);
  const derived: Derived[] = [];
  const diagnostics: Diagnostic[] = [];
  const open: Host[] = [root];
  let aliased = 0;
  let isCut = false;
  for (let at = 0; at < open.length; at += 1) {
    const from = open[at] ?? root;
    const next = step(from);
    for (const found of next.diagnostics) diagnostics.push(found);
    for (const each of next.derived) {
      const round = (rounds.get(from) ?? 0) + (each.reason.kind === 'alias' ? 1 : 0);
      const known = rounds.has(each.host);
      if (!known && (round > mostRounds || (round > 0 && aliased >= mostHosts))) {
        isCut = true;
        continue;
      }
      if (each.host !== root) derived.push(each);
      if (known) continue;
      if (round > 0) aliased += 1;
      rounds.set(each.host, round);
      open.push(each.host);
    }
  }
  return { derived, diagnostics, isCut };
};

const closure = (rules: Rules, root: Host, step: (host: Host) => Step): Closure => {
  const { derived, diagnostics, isCut } = reached(root, step);
  const domains = domainsOf(root, derived);
  if (!isCut) return { derived, domains, diagnostics };
  const { config } = rules.index.mesh;
  const unbounded = { host: root, limit: mostHosts };
  const found = report('alias-unbounded', unbounded, inSetting(config, 'domainAliases'));
  return { derived, domains, diagnostics: [...diagnostics, found] };
};

const closureOfNamespace = (
  { index }: Rules,
  namespace: string,
  viewer: string,
  ofHost: (host: Host, viewer: string) => Closure
): Closure => {
  const members = index
    .definitionsOf(namespace)
    .filter(({ exportTo }) => isVisible(exportTo, namespace, viewer))
    .map(({ host }) => host);
  const isCovered = (host: Host): boolean =>
    index.definitions
      .exactly(host)
      .some(each => each.namespace === namespace && isVisible(each.exportTo, namespace, viewer));
  const closures = [...new Set(members)].sort().map(host => ofHost(host, viewer));
  const derived = closures.flatMap(closure => closure.derived.filter(({ host }) => !isCovered(host)));
  return {
    derived,
    domains: domainsOfNamespace(namespace, derived),
    diagnostics: closures.flatMap(({ diagnostics }) => diagnostics)
  };
};
