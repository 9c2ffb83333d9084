import type { Action } from '../apply/Action.js';
import { kinds } from '../discovery/kinds.js';
import type { Collection } from '../observe/Collection.js';
import { fenceKind, sidecarKind } from '../observe/kinds.js';
import type { MeshKind } from '../observe/kinds.js';
import type { Live } from '../observe/Live.js';
import type { KubeObject } from '../watch/KubeObject.js';
import type { Deciding } from './Deciding.js';

const resourceOf = (kind: MeshKind, { apiVersion }: KubeObject) => ({
  ...kind,
  apiVersion: apiVersion ?? ''
});

/** Takes in an object as a write has left it, as if a watch had told. */
export const takeIn = ({ resources, slimeBoots, world }: Deciding, object: KubeObject): void => {
  const meshKind = [fenceKind, sidecarKind].find(({ kind }) => kind === object.kind);
  if (meshKind !== undefined) {
    const resource = resourceOf(meshKind, object);
    const listener = world.listener(meshKind);
    for (const item of listener.project([object], resource)) listener.set(item, resource);
  } else if (object.kind === kinds.SlimeBoot.kind) {
    const resource = { ...kinds.SlimeBoot, apiVersion: object.apiVersion ?? '' };
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
  { resources, world }: Deciding,
  { live: { uid }, target: { kind, name, namespace } }: Extract<Action, { readonly verb: 'delete' }>
): void => {
  const key = `${namespace}/${name}`;
  if (kind === fenceKind.kind) mark(world.fences, key, uid);
  else if (kind === sidecarKind.kind) mark(world.sidecars, key, uid);
  else mark(resources, `${kind}/${key}`, uid);
};
