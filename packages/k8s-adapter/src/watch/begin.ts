import { orGivenUp } from '../client/limitOf.js';
import { collectionPath, nameOf } from '../discovery/Resource.js';
import type { Resource } from '../discovery/Resource.js';
import { served } from '../discovery/served.js';
import type { KubeObject } from './KubeObject.js';
import { list } from './list.js';
import type { Reflection } from './Reflection.js';

export type { Listener } from './Reflection.js';

/** From where a watch can go on. */
export interface Position {
  readonly resource: Resource;
  readonly resourceVersion: string;
}

/** Undefined where the kind is not served. */
export type Next = Position | undefined;

/** Items of lists lack their kind: it is put back. */
export const complete =
  ({ apiVersion, kind }: Resource) =>
  (object: KubeObject): KubeObject =>
    object.kind === undefined || object.apiVersion === undefined ? { ...object, apiVersion, kind } : object;

export const heardNow = <A>({ metrics, wanted }: Reflection<A>): void =>
  metrics.lastSuccess.set({ source: nameOf(wanted) }, Date.now() / 1000);

/** Lists all objects of the kind. Undefined where it is not served. */
export const begin = async <A>(reflection: Reflection<A>): Promise<Next> => {
  const { client, listener, namespace = '', query = {}, signal, wanted } = reflection;
  const discover = reflection.discover ?? (each => served(client, each));
  const resource = await orGivenUp(discover(wanted), signal);
  if (resource === undefined) return undefined;
  const path = collectionPath(resource, namespace);
  const project = (page: ReadonlyArray<KubeObject>): ReadonlyArray<A> =>
    listener.project(page.map(complete(resource)), resource);
  const { items, resourceVersion } = await list({ client, path, query, signal, project });
  listener.replaced(items, resourceVersion, resource);
  heardNow(reflection);
  return { resource, resourceVersion };
};
