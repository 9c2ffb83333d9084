import type { JsonObject } from '@meshfence/core';
import type { Definition } from './Definition.js';
import type { KubeObject } from './KubeObject.js';
import { erase } from './remove.js';
import type { Change, Store } from './Store.js';

const ownersOf = ({ metadata }: KubeObject): ReadonlyArray<string> =>
  (metadata.ownerReferences ?? []).map(({ uid }: JsonObject) => (typeof uid === 'string' ? uid : ''));

/** The objects that go with another: those in a namespace, and those that it alone owned. */
const dependents = (
  store: Store,
  definitions: ReadonlyArray<Definition>,
  { definition: { kind }, object: { metadata } }: Change
): ReadonlyArray<readonly [Definition, KubeObject]> => {
  const all = definitions.flatMap(each => store.all(each).map(({ object }) => [each, object] as const));
  const uids = new Set(all.map(([, object]) => object.metadata.uid));
  return all.filter(([, object]) => {
    if (kind === 'Namespace' && object.metadata.namespace === metadata.name) return true;
    const owners = ownersOf(object);
    return owners.includes(metadata.uid ?? '') && !owners.some(uid => uids.has(uid));
  });
};

/** Deletes what belonged to a deleted object a moment later, as Kubernetes' own controllers do. Gives how to end that. */
export const collect = (store: Store, definitions: () => ReadonlyArray<Definition>): (() => void) =>
  store.subscribe(change => {
    if (change.type !== 'DELETED') return;
    setImmediate(() => {
      for (const [definition, { metadata }] of dependents(store, definitions(), change)) {
        const entry = store.get(definition, metadata.namespace, metadata.name);
        if (entry !== undefined) erase(store, definition, entry);
      }
    });
  });
