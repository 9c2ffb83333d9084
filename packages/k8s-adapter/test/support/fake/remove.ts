import type { JsonObject } from '@meshfence/core';
import type { Answer, Asked } from './Asked.js';
import { entryOf, now } from './commit.js';
import type { Definition } from './Definition.js';
import type { KubeObject } from './KubeObject.js';
import { withMetadata } from './KubeObject.js';
import { inVersion, withManagers } from './present.js';
import { preconditionFailed } from './Refused.js';
import type { Entry, Store } from './Store.js';

const check = ({ body, target: { definition, name = '' } }: Asked, { object }: Entry): void => {
  const { uid, resourceVersion } = (body['preconditions'] ?? {}) as JsonObject;
  const refuse = (what: string, wanted: string, has: string, hint: string) =>
    preconditionFailed(
      definition,
      name,
      `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${has}). The object might have been ${hint}`
    );
  const { metadata } = object;
  if (typeof uid === 'string' && uid !== metadata.uid)
    throw refuse('UID', uid, metadata.uid ?? '', 'deleted and then recreated');
  if (typeof resourceVersion === 'string' && resourceVersion !== metadata.resourceVersion)
    throw refuse('ResourceVersion', resourceVersion, metadata.resourceVersion ?? '', 'modified');
};

const success = ({ definition: { group, plural }, name = '' }: Asked['target'], uid: string): JsonObject => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  details: { name, ...(group === '' ? {} : { group }), kind: plural, uid }
});

/** Deletes an object; one with finalizers is only marked. Gives it as it is then. */
export const erase = (store: Store, definition: Definition, { object, managers }: Entry): KubeObject => {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  if (finalizers.length > 0 && deletionTimestamp !== undefined) return object;
  const last = withMetadata(object, { resourceVersion: store.next() });
  if (finalizers.length === 0) {
    store.remove(definition, last);
    return last;
  }
  const marked = withMetadata(last, { deletionTimestamp: now(), deletionGracePeriodSeconds: 0 });
  const entry = withManagers({ object: marked, managers });
  store.write(definition, entry);
  return entry.object;
};

/** A DELETE of one object. */
export const remove = (store: Store, asked: Asked): Answer => {
  const { apiVersion, definition } = asked.target;
  const entry = entryOf(store, asked);
  check(asked, entry);
  const { finalizers = [], uid = '' } = entry.object.metadata;
  const last = asked.query.get('dryRun') === 'All' ? entry.object : erase(store, definition, entry);
  const isShown = definition.returnsDeleted === true || finalizers.length > 0;
  return { code: 200, body: isShown ? inVersion(last, apiVersion) : success(asked.target, uid) };
};
