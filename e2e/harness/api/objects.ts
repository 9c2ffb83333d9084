import type { Json } from '@meshfence/core';
import { ApiError } from './Api.js';
import type { Api } from './Api.js';
import { groupPath } from './Discovery.js';
import type { Discovery } from './Discovery.js';
import { inParallel } from './inParallel.js';
import type { KubeObject } from './KubeObject.js';

/** An API server's objects, of any kind. */
export interface Objects {
  readonly api: Api;
  readonly discover: Discovery;
}

const definitions = new Set(['Namespace', 'CustomResourceDefinition']);

/** The path of a collection; without a namespace, of all namespaces. */
const collection = async (
  { discover }: Objects,
  { apiVersion, kind, namespace }: { apiVersion: string; kind: string; namespace?: string | undefined }
): Promise<string> => {
  const { plural, namespaced } = await discover(apiVersion, kind);
  const place = namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
  return `${groupPath(apiVersion)}${place}/${plural}`;
};

/** The path of an object; one of a namespaced kind that names no namespace belongs to "default". */
export const pathOf = async (
  objects: Objects,
  { apiVersion, kind, metadata }: KubeObject
): Promise<string> => {
  const namespace = metadata.namespace ?? 'default';
  return `${await collection(objects, { apiVersion, kind, namespace })}/${metadata.name}`;
};

const applyOne =
  (objects: Objects, dryRun: boolean) =>
  async (object: KubeObject): Promise<KubeObject> => {
    const query = `fieldManager=e2e&force=true&fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`;
    return objects.api.json(`${await pathOf(objects, object)}?${query}`, {
      method: 'PATCH',
      contentType: 'application/apply-patch+yaml',
      body: object as Json
    });
  };

const missingNamespaces = async (
  { api }: Objects,
  all: ReadonlyArray<KubeObject>
): Promise<ReadonlyArray<KubeObject>> => {
  const { items } = await api.json<{ items: ReadonlyArray<KubeObject> }>('/api/v1/namespaces');
  const known = new Set(
    [...items, ...all.filter(({ kind }) => kind === 'Namespace')].map(({ metadata }) => metadata.name)
  );
  const wanted = new Set(all.flatMap(({ metadata }) => metadata.namespace ?? []));
  return [...wanted]
    .filter(name => !known.has(name))
    .map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
};

/** Server-side apply of all, namespaces first; those that are missing are made. Gives the objects as they are then. */
export const applyAll = async (
  objects: Objects,
  all: ReadonlyArray<KubeObject>,
  dryRun = false
): Promise<ReadonlyArray<KubeObject>> => {
  const first = all.filter(({ kind }) => definitions.has(kind));
  const rest = all.filter(({ kind }) => !definitions.has(kind));
  await inParallel(await missingNamespaces(objects, all), 8, applyOne(objects, false));
  const made = await inParallel(first, 8, applyOne(objects, dryRun));
  return [...made, ...(await inParallel(rest, 8, applyOne(objects, dryRun)))];
};

/** Deletes all that are there, at once. */
export const removeAll = async (objects: Objects, all: ReadonlyArray<KubeObject>): Promise<void> => {
  await inParallel(all, 8, async object => {
    const path = `${await pathOf(objects, object)}?gracePeriodSeconds=0&propagationPolicy=Background`;
    const { status, text } = await objects.api.ask(path, { method: 'DELETE' });
    if (status >= 400 && status !== 404) throw new ApiError(status, `DELETE ${path}`, text);
  });
};

/** All objects of a kind, of one namespace or of all. Items of lists lack their kind: it is put back. */
export const listAll = async (
  objects: Objects,
  apiVersion: string,
  kind: string,
  namespace?: string
): Promise<ReadonlyArray<KubeObject>> => {
  const path = await collection(objects, { apiVersion, kind, namespace });
  const { items } = await objects.api.json<{ items: ReadonlyArray<KubeObject> }>(path);
  return items.map(item => ({ ...item, apiVersion, kind }));
};
