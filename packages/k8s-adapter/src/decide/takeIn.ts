import type { Action } from '../apply/Action.js';
import type { Collection } from '../observe/Collection.js';
import { fenceKind, sidecarKind, slimeBootKind } from '../observe/kinds.js';
import type { MeshKind } from '../observe/kinds.js';
import type { Live } from '../observe/Live.js';
import type { KubeObject } from '../watch/KubeObject.js';
import type { Parts } from '../controller/Parts.js';

const resourceOf = (kind: MeshKind, { apiVersion }: KubeObject) => ({
  ...kind,
  apiVersion: apiVersion ?? ''
});

/** Takes in an object as a write has left it, as if a watch had told. */
export const takeIn = ({ resources, slimeBoots, world }: Parts, object: KubeObject): void => {
  const meshKind = [fenceKind, sidecarKind].find(({ kind }) => kind === object.kind);
  if (meshKind !== undefined) {
    const resource = resourceOf(meshKind, object);
    const listener = world.listener(meshKind);
    for (const item of listener.project([object], resource)) listener.set(item, resource);
  } else if (object.kind === slimeBootKind.kind) {
    const resource = { ...slimeBootKind, apiVersion: object.apiVersion ?? '' };
    for (const item of slimeBoots.listener.project([object], resource))
      slimeBoots.listener.set(item, resource);
  } else resources.learn(object);
};

const mark = <L extends Live>(
  collection: Pick<Collection<L>, 'get' | 'set'>,
  key: string,
  uid: string
): void => {
  const live = collection.get(key);
  if (live?.uid === uid) collection.set(key, { ...live, deleting: true });
};

/** Takes in that an object has been deleted. It has gone when a watch says so; until then, it needs no deleting again. */
export const takeOut = (
  { resources, world }: Parts,
  { live: { uid }, target: { kind, name, namespace } }: Extract<Action, { readonly verb: 'delete' }>
): void => {
  const key = `${namespace}/${name}`;
  if (kind === fenceKind.kind) mark(world.fences, key, uid);
  else if (kind === sidecarKind.kind) mark(world.sidecars, key, uid);
  else mark(resources, `${kind}/${key}`, uid);
};
