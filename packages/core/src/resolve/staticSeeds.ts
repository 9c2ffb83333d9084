import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import { diagnosed, sequence } from '../Diagnosed.js';
import type { Diagnosed } from '../Diagnosed.js';
import { hostOf } from '../indexing/Definition.js';
import type { Fence, Strategy } from '../model/Fence.js';
import { whyInvalid } from '../model/Host.js';
import type { Host } from '../model/Host.js';
import * as Instant from '../model/Instant.js';
import * as Labels from '../model/Labels.js';
import type { Context, Surroundings } from './Context.js';
import { entrySeeds } from './entrySeeds.js';
import type { Clock } from './expiry/Clock.js';
import type { Sighted } from './expiry/Sighted.js';
import { strategyState } from './expiry/strategyState.js';
import { remembered } from '../incremental/Recorder.js';
import type { Memory } from './Memory.js';
import { inSetting } from '../diagnostic/inConfig.js';
import { plain } from './Seed.js';
import type { Seed } from './Seed.js';

type Seeds = Diagnosed<ReadonlyArray<Seed>>;

const flattened = (all: ReadonlyArray<Seeds>): Seeds => {
  const { value, diagnostics } = sequence(all);
  return { value: value.flat(), diagnostics };
};

const expired = (fence: Fence, host: string, strategy: Strategy): Diagnostic => {
  const since =
    strategy._tag === 'Deadline'
      ? `its deadline was ${Instant.show(strategy.at)}`
      : 'it has not been called for its duration';
  return report('host-expired', { host, since }, [
    inObject('ServiceFence', fence, ['spec', 'host', host], 'key')
  ]);
};

/** What decides whether static hosts have expired; read only where one may. */
export interface Times {
  readonly clockOf: () => Clock | undefined;
  readonly sighted: (host: Host) => Sighted;
}

/** The hosts and namespaces of `spec.host`, each with its strategy. */
const ofHosts = (context: Context, fence: Fence, { clockOf, sighted }: Times): Seeds =>
  flattened(
    Object.entries(fence.hosts).map(([text, strategy]) => {
      const places = [inObject('ServiceFence', fence, ['spec', 'host', text], 'key')];
      const seeds = entrySeeds(context, {
        text,
        namespace: fence.meta.namespace,
        places,
        inStatus: true,
        reason: form => ({ kind: form === 'namespace' ? 'namespace' : 'static', entry: text }),
        state: host =>
          strategy._tag === 'Stable' ? 'ACTIVE' : strategyState(strategy, sighted(host), clockOf())
      });
      if (seeds.value.some(({ state }) => state === 'EXPIRE')) {
        return diagnosed(seeds.value, [expired(fence, text, strategy)]);
      }
      const blind =
        strategy._tag !== 'Stable' && clockOf() === undefined
          ? [report('expiry-without-clock', {}, places)]
          : [];
      return diagnosed(seeds.value, [...seeds.diagnostics, ...blind]);
    })
  );

/** The namespaces of `spec.namespaceSelector`. */
const ofNamespaces = (context: Context, fence: Fence): Seeds =>
  flattened(
    fence.namespaceSelector.map((namespace, index) =>
      entrySeeds(context, {
        text: `${namespace}/*`,
        namespace: fence.meta.namespace,
        places: [inObject('ServiceFence', fence, ['spec', 'namespaceSelector', index])],
        inStatus: true,
        reason: () => ({ kind: 'namespace', entry: namespace }),
        state: () => 'ACTIVE'
      })
    )
  );

/** The Services that an entry of `spec.labelSelector` matches. An empty one matches none. */
const ofLabels = (context: Context, fence: Fence): Seeds =>
  flattened(
    fence.labelSelector.map((selector, index) => {
      const places = [inObject('ServiceFence', fence, ['spec', 'labelSelector', index])];
      if (Labels.isEmpty(selector))
        return { value: [], diagnostics: [report('label-selector-empty', {}, places)] };
      const found = context.index.servicesLabelled(selector).map(({ meta }): Seeds => {
        const host = hostOf(meta, context.index.clusterDomain);
        if (whyInvalid(host) !== undefined) return diagnosed([], []);
        const refused = context.admission.ofHost(host, fence.meta.namespace);
        if (refused !== undefined) {
          return refused._tag === 'Denied'
            ? diagnosed([], [report('host-denied', { host, rule: refused.rule }, places)])
            : diagnosed([], []);
        }
        const reason = { kind: 'label', selector, service: `${meta.namespace}/${meta.name}` } as const;
        return diagnosed([{ host, form: plain, reason, state: 'ACTIVE', inStatus: true }], []);
      });
      return flattened(found);
    })
  );

/** The SlimeBoot's `stableHost`, which every fence has. */
const ofConfig = (context: Context, fence: Fence): Seeds => {
  const { config } = context.index.mesh;
  return flattened(
    config.general.stableHosts.map((text, index, { length }) =>
      entrySeeds(context, {
        text,
        namespace: fence.meta.namespace,
        places: inSetting(config, 'stableHost', { index, of: length }),
        inStatus: false,
        reason: () => ({ kind: 'stable-host', entry: text }),
        state: () => 'ACTIVE'
      })
    )
  );
};

/** The hosts that dispatch rules send traffic to: a proxy that lacks such a cluster would answer 503. */
const dispatchSeeds = (context: Surroundings, namespace: string): Seeds => {
  const { dispatches, mesh } = context.index;
  const { length } = mesh.config.general.dispatches;
  return flattened(
    dispatches.flatMap(({ index, name, target }) =>
      target._tag === 'GlobalSidecar' || target.host === undefined
        ? []
        : [
            entrySeeds(context, {
              text: target.host,
              namespace,
              places: inSetting(mesh.config, 'dispatches', { index, of: length, path: ['cluster'] }),
              inStatus: false,
              reason: () => ({ kind: 'dispatch', rule: name }),
              state: () => 'ACTIVE'
            })
          ]
    )
  );
};

/** Worked out once for each namespace: fences of one share them. */
export const dispatchSeedsOf = (
  context: Surroundings,
  { answers, recorder }: Memory
): ((namespace: string) => Seeds) => {
  const found = remembered(recorder, answers.dispatchSeeds, namespace => dispatchSeeds(context, namespace));
  return namespace => found(namespace, '');
};

/** Everything that users wrote down for a fence. */
export const staticSeeds = (context: Context, fence: Fence, times: Times): Seeds =>
  flattened([
    ofHosts(context, fence, times),
    ofNamespaces(context, fence),
    ofLabels(context, fence),
    ofConfig(context, fence),
    context.dispatchSeeds(fence.meta.namespace)
  ]);
