import { randomBytes } from 'node:crypto';
import type { JsonObject } from '@meshfence/core';
import type { Answer, Asked } from './Asked.js';
import { checkNamespace, entryOf, fresh, insert, replace, writerOf } from './commit.js';
import { mergePatched } from './fields.js';
import { granular } from './keyedLists.js';
import type { KubeObject } from './KubeObject.js';
import { without } from './KubeObject.js';
import { afterUpdate } from './Managers.js';
import { inVersion } from './present.js';
import { alreadyExists, badRequest, modified, notFound, otherUid, versionNeeded } from './Refused.js';
import type { Entry, Store } from './Store.js';

const metadataOf = (body: JsonObject): JsonObject => (body['metadata'] ?? {}) as JsonObject;

const nameIn = (body: JsonObject): string => {
  const { name, generateName } = metadataOf(body);
  if (typeof name === 'string') return name;
  if (typeof generateName === 'string') return `${generateName}${randomBytes(3).toString('hex').slice(0, 5)}`;
  throw badRequest('name or generateName is required');
};

const created = (store: Store, asked: Asked, name: string): Answer => {
  const { apiVersion, definition, namespace } = asked.target;
  checkNamespace(store, asked.target);
  if (store.get(definition, namespace, name) !== undefined) throw alreadyExists(definition, name);
  const object = fresh(store, asked, { ...asked.body, metadata: { ...metadataOf(asked.body), name } });
  const given = definition.kind === 'Namespace' ? without(object, 'spec', 'status') : object;
  const managers = afterUpdate([], writerOf(asked, 'Update'), {}, granular(given, definition.keyed));
  return { code: 201, body: inVersion(insert(store, asked, object, managers), apiVersion) };
};

/** A POST of a new object. */
export const create = (store: Store, asked: Asked): Answer => created(store, asked, nameIn(asked.body));

/** What an update may change: the status by its own path, and all but that by the object's. */
const permitted = (
  { target: { definition, subresource } }: Asked,
  old: KubeObject,
  wish: JsonObject
): KubeObject => {
  const [from, to] = subresource === 'status' ? [wish, old] : [old, wish];
  if (!definition.status) return wish as KubeObject;
  const status = from['status'];
  return { ...without(to, 'status'), ...(status === undefined ? {} : { status }) } as KubeObject;
};

const overwrite = (store: Store, asked: Asked, old: Entry, wish: JsonObject): Answer => {
  const { apiVersion, definition } = asked.target;
  const next = permitted(asked, old.object, wish);
  // Who has the metadata is decided by what was sent, even where it is not stored.
  const sent = asked.target.subresource === undefined ? next : { ...next, metadata: metadataOf(wish) };
  const [before, after] = [granular(old.object, definition.keyed), granular(sent, definition.keyed)];
  // Nobody is written down as the updater of an object that nobody is written down for.
  const managers =
    old.managers.length === 0 ? [] : afterUpdate(old.managers, writerOf(asked, 'Update'), before, after);
  return { code: 200, body: inVersion(replace(store, asked, old, next, managers), apiVersion) };
};

const checkVersion = (
  { target: { definition, name = '' } }: Asked,
  { object }: Entry,
  body: JsonObject
): void => {
  const { resourceVersion, uid } = metadataOf(body);
  const { metadata } = object;
  if (typeof uid === 'string' && uid !== metadata.uid) throw otherUid(definition, metadata, uid);
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion)
    throw modified(definition, name);
};

/** A PUT of an object, or of its status. */
export const update = (store: Store, asked: Asked): Answer => {
  const { body } = asked;
  const { definition, name = '', namespace } = asked.target;
  const { name: given, resourceVersion } = metadataOf(body);
  if (given !== name)
    throw badRequest(
      `the name of the object (${JSON.stringify(given ?? '').replaceAll('"', '')}) does not match the name on the URL (${name})`
    );
  const old = store.get(definition, namespace, name);
  if (old === undefined) {
    if (definition.upsert === true) return created(store, asked, name);
    throw notFound(definition, name);
  }
  if (resourceVersion === undefined && (definition.custom || definition.upsert === true))
    throw versionNeeded(definition, name);
  checkVersion(asked, old, body);
  return overwrite(store, asked, old, body);
};

/** A JSON merge patch of an object, or of its status. */
export const mergePatch = (store: Store, asked: Asked): Answer => {
  const old = entryOf(store, asked);
  checkVersion(asked, old, asked.body);
  return overwrite(store, asked, old, mergePatched(old.object, asked.body));
};
