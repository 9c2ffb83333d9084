import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Fencing } from '../fencing/fencing.js';
import type { Index } from '../indexing/Index.js';
import { isAutomatic } from '../model/Fence.js';
import type { Fence } from '../model/Fence.js';
import { whyInvalidNamespace } from '../model/Host.js';
import { none } from '../model/Labels.js';
import { keyOf } from '../model/Meta.js';
import type { DesiredStatus } from '../model/Plan.js';
import type { Scope } from '../model/Scope.js';
import { admission } from './admission.js';
import { aliasRules } from './aliasRules.js';
import { attribution } from './attribution.js';
import type { Fenced } from './attribution.js';
import type { Context } from './Context.js';
import { egress } from './egress.js';
import { expander } from './Expander.js';
import { clockOf } from './expiry/Clock.js';
import { inGlobal, inSetting } from '../diagnostic/inConfig.js';
import { completers } from './learn/destination.js';
import { resolveFence } from './resolveFence.js';
import type { Resolved } from './resolveFence.js';
import { selectorOf } from './selectorOf.js';
import { dispatchSeedsOf } from './staticSeeds.js';
import { settle } from './settle.js';
import type { Refusals } from './settle.js';

/** The scopes of all fences, the statuses that go with them, and the fences themselves. */
export interface Resolution {
  readonly fences: ReadonlyArray<Fence>;
  readonly obsolete: ReadonlyArray<Fence>;
  readonly scopes: ReadonlyArray<Scope>;
  readonly statuses: ReadonlyArray<DesiredStatus>;
}

const toScope = ({ selected }: Fenced, refusals: Refusals, { fence, hosts }: Resolved): Scope => ({
  namespace: fence.meta.namespace,
  name: fence.meta.name,
  automatic: isAutomatic(fence),
  selector: selected._tag === 'Labels' ? selected.labels : none,
  hosts,
  refusal: refusals.get(keyOf(fence.meta))
});

/** An expiry that nobody could ever notice. */
const unobserved = ({ index: { mesh }, clock }: Context): ReadonlyArray<Diagnostic> => {
  if (mesh.config.general.expiry === undefined) return [];
  if (clock === undefined) return [report('expiry-without-clock', {}, inSetting(mesh.config, 'expiry'))];
  return clock.watch.isWatched ? [] : [report('expiry-unobserved', {}, inSetting(mesh.config, 'expiry'))];
};

/** Namespaces of the configuration that no scope can name. */
const strangeNamespaces = ({ mesh: { config } }: Index): ReadonlyArray<Diagnostic> =>
  [
    { setting: 'istioNamespace', value: config.global.istioNamespace, at: inGlobal },
    { setting: 'slimeNamespace', value: config.global.slimeNamespace, at: inGlobal },
    { setting: 'clusterGsNamespace', value: config.general.clusterGsNamespace, at: inSetting }
  ].flatMap(({ setting, value, at }) =>
    value === undefined || whyInvalidNamespace(value) === undefined
      ? []
      : [report('namespace-invalid', { setting, value }, at(config, setting))]
  );

/** Resolves every fence: what it selects, what its scope is, and whether it becomes a Sidecar. */
export const resolve = (index: Index, { fences, obsolete }: Fencing): Diagnosed<Resolution> => {
  const aliases = aliasRules(index.mesh.config);
  const admitted = admission(index);
  const base = {
    index,
    admission: admitted,
    expander: expander({ index, aliases: aliases.value, admission: admitted }),
    clock: clockOf(index.mesh)
  };
  const context: Context = { ...base, dispatchSeeds: dispatchSeedsOf(base) };
  const fenced = fences.map((fence): Fenced => ({ fence, selected: selectorOf(index, fence) }));
  const refusals = settle(index, fenced);
  const edges = attribution(index, fenced);
  const completeFor = completers(index);
  const form = egress(index);
  const resolved = fenced.map(({ fence }) =>
    resolveFence(
      context,
      form,
      completeFor(fence.meta.namespace),
      fence,
      edges.value.get(keyOf(fence.meta)) ?? []
    )
  );
  return {
    value: {
      fences,
      obsolete,
      scopes: fenced.flatMap((each, at) => {
        const found = resolved[at];
        return found === undefined ? [] : [toScope(each, refusals.value, found)];
      }),
      statuses: resolved.map(({ fence: { meta }, status }) => ({
        namespace: meta.namespace,
        name: meta.name,
        status
      }))
    },
    diagnostics: [
      ...new Set([
        ...strangeNamespaces(index),
        ...aliases.diagnostics,
        ...admitted.diagnostics,
        ...refusals.diagnostics,
        ...edges.diagnostics,
        ...unobserved(context),
        ...resolved.flatMap(each => each.diagnostics)
      ])
    ]
  };
};
