import { inGlobal, inSetting } from '../diagnostic/inConfig.js';
import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Fencing } from '../fencing/fencing.js';
import { isSame } from '../incremental/Made.js';
import type { Index } from '../indexing/Index.js';
import type { Fence } from '../model/Fence.js';
import { whyInvalidNamespace } from '../model/Host.js';
import { byKey, keyOf } from '../model/Meta.js';
import { joined } from '../order.js';
import type { DesiredStatus } from '../model/Plan.js';
import type { Fenced } from './attribution.js';
import { carriedOver } from './carriedOver.js';
import type { CarriedOver } from './carriedOver.js';
import type { Context } from './Context.js';
import { clockFor, timeOf } from './expiry/Clock.js';
import { neighbourhood } from './Neighbourhood.js';
import type { Neighbourhood } from './Neighbourhood.js';
import type { Grounds, Outcome, Place, Resolution } from './Resolution.js';
import { resolveFence } from './resolveFence.js';
import type { Resolved } from './resolveFence.js';
import { toScope } from './toScope.js';

/** An expiry that nobody could ever notice. */
const unobserved = ({ mesh }: Index): ReadonlyArray<Diagnostic> => {
  const { config } = mesh;
  const time = timeOf(mesh);
  if (config.general.expiry === undefined) return [];
  if (time === undefined) return [report('expiry-without-clock', {}, inSetting(config, 'expiry'))];
  return time.watches.size > 0 ? [] : [report('expiry-unobserved', {}, inSetting(config, 'expiry'))];
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

/** Resolves a fence, or leaves it at the outcome before, where that stands. */
const resolver = (index: Index, { stands, world }: CarriedOver) => {
  const time = timeOf(index.mesh);
  const { note, record } = world.memory.recorder;
  const context: Context = {
    ...world.context,
    clock: edges => {
      note({ table: 'clock', way: 'exactly', key: 'now' });
      return time === undefined ? undefined : clockFor(time, edges);
    }
  };
  return (fenced: Fenced, { edges, settled }: Neighbourhood, before: Outcome | undefined): Outcome => {
    const { fence } = fenced;
    const own = edges.value.value.get(keyOf(fence.meta)) ?? [];
    const known =
      before !== undefined && stands(before.cell) && isSame(before.edges, own) ? before : undefined;
    const cell = known?.cell ?? record(() => resolveFence(context, fence, own));
    const scope = toScope(fenced, settled.value.refusals.value, cell.value.hosts, known?.scope);
    return { fence, edges: own, cell, scope, status: known?.status ?? statusOf(fence, cell.value) };
  };
};

const statusOf = ({ meta }: Fence, { status }: Resolved): DesiredStatus => ({
  namespace: meta.namespace,
  name: meta.name,
  status
});

/** Every namespace with fences or callers, and what becomes of its fences. */
const settledPlaces = (
  index: Index,
  { locals }: Fencing,
  carried: CarriedOver,
  before: Grounds | undefined
): ReadonlyMap<string, Place> => {
  const resolved = resolver(index, carried);
  const place = (namespace: string): Place => {
    const known = before?.places.get(namespace);
    const fences = locals.get(namespace)?.value.value.fences ?? [];
    const near = neighbourhood(index, namespace, fences, known?.neighbourhood);
    if (known?.neighbourhood === near && known.outcomes.every(({ cell }) => carried.stands(cell)))
      return known;
    const outcomes = new Map(known?.outcomes.map(outcome => [outcome.fence, outcome]));
    return {
      neighbourhood: near,
      outcomes: near.settled.value.fenced.map(each => resolved(each, near, outcomes.get(each.fence)))
    };
  };
  const namespaces = new Set([...locals.keys(), ...index.callingNamespaces]);
  return new Map(Array.from(namespaces, namespace => [namespace, place(namespace)] as const));
};

/**
 * Resolves every fence: what it selects, what its scope is, and whether it becomes a Sidecar.
 *
 * On the grounds of an earlier resolution, only those fences are resolved on which a difference bears.
 */
export const resolve = (index: Index, fencing: Fencing, before?: Grounds): Diagnosed<Resolution> => {
  const { fences, obsolete } = fencing;
  const carried = carriedOver(before, index);
  const places = settledPlaces(index, fencing, carried, before);
  const near = Array.from(places.values(), ({ neighbourhood: each }) => each);
  const outcomes = joined(
    Array.from(places.values(), each => each.outcomes),
    (a, b) => byKey(a.fence.meta, b.fence.meta)
  );
  return {
    value: {
      fences,
      obsolete,
      scopes: outcomes.map(({ scope }) => scope),
      statuses: outcomes.map(({ status }) => status),
      grounds: { index, world: carried.world, places }
    },
    diagnostics: [
      ...new Set([
        ...strangeNamespaces(index),
        ...carried.world.diagnostics,
        ...near.flatMap(({ settled }) => settled.value.refusals.diagnostics),
        ...near.flatMap(({ edges }) => edges.value.diagnostics),
        ...unobserved(index),
        ...outcomes.flatMap(({ cell }) => cell.value.diagnostics)
      ])
    ]
  };
};
