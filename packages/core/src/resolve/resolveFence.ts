import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import type { Edge } from '../model/Edge.js';
import type { Fence, FenceStatus } from '../model/Fence.js';
import type { ScopeHost } from '../model/Scope.js';
import { once } from '../once.js';
import type { Context } from './Context.js';
import { edgeSeeds } from './edgeSeeds.js';
import type { Closure } from './Expander.js';
import { leadsAmong } from './expiry/Leads.js';
import { learnedStates } from './expiry/learnedStates.js';
import { sightedBy } from './expiry/Sighted.js';
import { gather } from './gather.js';
import { learn } from './learn/learn.js';
import type { Grown, Seed } from './Seed.js';
import { staticSeeds } from './staticSeeds.js';
import { status } from './status.js';
import { systemSeeds } from './systemSeeds.js';

/** What one fence resolves to, before anybody asks whether it becomes a Sidecar. */
export interface Resolved {
  readonly fence: Fence;
  readonly hosts: ReadonlyArray<ScopeHost>;
  readonly status: FenceStatus;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

const nothingFollows: Closure = {
  derived: [],
  domains: [['*/*', { hosts: [], state: 'ACTIVE' }]],
  diagnostics: []
};

const closureFor =
  ({ expander }: Context, namespace: string) =>
  ({ host, form }: Seed): Closure => {
    if (form._tag === 'Everything') return nothingFollows;
    return form._tag === 'Namespace'
      ? expander.ofNamespace(form.namespace, namespace)
      : expander.ofHost(host, namespace);
  };

/** With exact hosts, a host of the user's own that has no form yet is worth a word. */
const unresolved = (
  { index }: Context,
  fence: Fence,
  hosts: ReadonlyArray<ScopeHost>
): ReadonlyArray<Diagnostic> =>
  hosts
    .filter(({ egress, host }) => egress.length === 0 && !host.endsWith('/*'))
    .filter(({ host }) => index.definitions.covering(host).length === 0)
    .map(({ host }) => report('host-unresolved', { host }, [inObject('ServiceFence', fence)]));

/** Entries for many hosts at once that bring in one which a deny rule keeps out: Istio cannot take it out again. */
const bypasses = (
  { admission }: Context,
  fence: Fence,
  hosts: ReadonlyArray<ScopeHost>
): ReadonlyArray<Diagnostic> =>
  hosts.flatMap(({ host, reasons }) => {
    const found = reasons.every(({ kind }) => kind === 'system') ? undefined : admission.bypassedBy(host);
    return found === undefined
      ? []
      : [report('deny-bypassed', { entry: host, ...found }, [inObject('ServiceFence', fence)])];
  });

/** One fence's scope, host by host, with its reasons, and the status that goes with it. */
export const resolveFence = (context: Context, fence: Fence, edges: ReadonlyArray<Edge>): Resolved => {
  const { namespace } = fence.meta;
  const { config } = context.index.mesh;
  const learned = learn(fence, edges, context.completeFor(namespace));
  const clockOf = once(() => context.clock(edges));
  const leads = leadsAmong(learned.value, host => context.expander.leadsTo(host, namespace));
  const states = learnedStates(fence, learned.value, { expiry: config.general.expiry, clockOf, leads });
  const sighted = sightedBy(learned.value, states.lastSeen, leads);
  const written = staticSeeds(context, fence, { clockOf, sighted });
  const seen = edgeSeeds(context, fence, learned.value, states);
  const closureOf = closureFor(context, namespace);
  const grown = [...written.value, ...seen.value].map((seed): Grown => ({ seed, closure: closureOf(seed) }));
  const alive = grown.filter(({ seed }) => seed.state !== 'EXPIRE');
  const system = systemSeeds(config, namespace, context.index.clusterDomain);
  const hosts = gather(alive, system, context.egress, namespace);
  return {
    fence,
    hosts,
    status: status(grown, learned.value, states),
    diagnostics: [
      ...learned.diagnostics,
      ...states.diagnostics,
      ...written.diagnostics,
      ...seen.diagnostics,
      ...alive.flatMap(({ closure }) => closure.diagnostics),
      ...unresolved(context, fence, hosts),
      ...bypasses(context, fence, hosts)
    ]
  };
};
