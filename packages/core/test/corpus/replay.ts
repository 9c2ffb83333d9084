import { compile, decodeObjects, toObjects } from '../../src/index.js';
import type { JsonObject, Plan } from '../../src/index.js';
import { edgeListOf, receive } from './accessLog.js';
import type { Calls } from './accessLog.js';
import type { Action, Case, Input } from './Case.js';
import { emptyStore, keyOf, keyOfObject, objectAt, ofKind, patchObject, put, remove } from './Store.js';
import type { Store } from './Store.js';

/** A cluster with a controller that applies plans: the objects, and the calls seen so far. */
interface Cluster {
  readonly store: Store;
  readonly calls: Calls;
}

const now = Date.parse('2026-11-22T00:00:00Z');

const slimeBootOf = ({ config: { general, global } }: Input): JsonObject => ({
  apiVersion: 'config.netease.com/v1alpha1',
  kind: 'SlimeBoot',
  metadata: { name: 'lazyload', namespace: 'mesh-operator' },
  spec: { module: [{ name: 'lazyload', kind: 'lazyload', enable: true, general, global }] }
});

const planOf = ({ store, calls }: Cluster): Plan =>
  compile(decodeObjects([...store.values(), edgeListOf(calls)], { now }).value).value;

const isAutomatic = (fence: JsonObject): boolean =>
  'app.kubernetes.io/created-by' in objectAt(objectAt(fence, 'metadata'), 'labels');

/** A user's fence gets its status only; an automatic one is the controller's as a whole. */
const writeFence = (store: Store, fence: JsonObject): Store => {
  const existing = store.get(keyOfObject(fence));
  const status = objectAt(fence, 'status');
  return put(store, existing === undefined || isAutomatic(fence) ? fence : { ...existing, status });
};

const isOurs = (sidecar: JsonObject): boolean => {
  const metadata = objectAt(sidecar, 'metadata');
  return 'ownerReferences' in metadata || 'app.kubernetes.io/managed-by' in objectAt(metadata, 'labels');
};

const apply = (store: Store, plan: Plan): Store => {
  const objects = toObjects(plan, { statuses: true });
  const fences = objects.filter(object => object['kind'] === 'ServiceFence');
  const sidecars = objects.filter(object => object['kind'] === 'Sidecar');
  const kept = ofKind(store, 'Sidecar')
    .filter(isOurs)
    .reduce((left, sidecar) => remove(left, keyOfObject(sidecar)), store);
  const lasting = plan.obsolete.reduce(
    (left, { meta }) => remove(left, keyOf('ServiceFence', meta.namespace, meta.name)),
    kept
  );
  return sidecars.reduce(put, fences.reduce(writeFence, lasting));
};

const asText = (store: Store): string => JSON.stringify([...store].sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Applies plans until nothing changes any more: a new fence's uid comes back only with the next look.
 *
 * Plans that never come to rest would be a loop of writes in a real cluster.
 */
const settle = (cluster: Cluster, roundsLeft = 4): Cluster => {
  const store = apply(cluster.store, planOf(cluster));
  if (asText(store) === asText(cluster.store)) return cluster;
  if (roundsLeft === 0) throw new Error('The plans do not come to rest.');
  return settle({ ...cluster, store }, roundsLeft - 1);
};

/** Like `kubectl apply`: what is there already keeps its status. */
const applyObject = (store: Store, object: JsonObject): Store => {
  const status = store.get(keyOfObject(object))?.['status'];
  return put(store, status === undefined ? object : { ...object, status });
};

const act = (cluster: Cluster, action: Action): Cluster => {
  const { store, calls } = cluster;
  if (action.als !== undefined) return { store, calls: receive(store, calls, action.als) };
  if (action.apply !== undefined) return { calls, store: action.apply.reduce(applyObject, store) };
  if (action.delete !== undefined) return { calls, store: remove(store, keyOf(...action.delete)) };
  const change = action.patch ?? action.patchStatus;
  if (change === undefined) return cluster;
  const [kind, namespace, name, patch] = change;
  return { calls, store: patchObject(store, keyOf(kind, namespace, name), patch) };
};

const runStep = (cluster: Cluster, step: Action | ReadonlyArray<Action>): Cluster =>
  ('length' in step ? step : [step]).reduce((state, action) => settle(act(state, action)), cluster);

/** The objects of the case's namespace after each of its steps, as a controller with this compiler leaves them. */
export const replay = ({ input }: Case): ReadonlyArray<Store> => {
  const start = { store: put(emptyStore, slimeBootOf(input)), calls: new Map() };
  return input.steps
    .reduce<ReadonlyArray<Cluster>>((states, step) => [...states, runStep(states.at(-1) ?? start, step)], [])
    .map(({ store }) => store);
};
