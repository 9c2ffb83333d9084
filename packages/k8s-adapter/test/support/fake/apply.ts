import type { JsonObject } from '@meshfence/core';
import type { Answer, Asked } from './Asked.js';
import { checkNamespace, fresh, insert, replace, writerOf } from './commit.js';
import { granular, listed } from './keyedLists.js';
import type { KubeObject } from './KubeObject.js';
import { without } from './KubeObject.js';
import { conflictsOf, describeConflicts, merged } from './Managers.js';
import { inVersion } from './present.js';
import { modified, notFound, Refused, uidImmutable, uidMismatch } from './Refused.js';
import type { Entry, Store } from './Store.js';

const needsManager = (): Refused => {
  const flaw = { message: 'Required value: is required for apply patch', field: 'fieldManager' };
  const causes = [{ reason: 'FieldValueRequired', ...flaw }];
  const message = `PatchOptions.meta.k8s.io "" is invalid: ${flaw.field}: ${flaw.message}`;
  return new Refused(422, 'Invalid', message, { group: 'meta.k8s.io', kind: 'PatchOptions', causes });
};

const metadataOf = (body: JsonObject): JsonObject => (body['metadata'] ?? {}) as JsonObject;

/** What of an applied object counts: its status where that was asked for, and all but that elsewhere. */
const counted = ({ target: { definition, subresource }, body }: Asked): JsonObject => {
  if (subresource === undefined) return definition.status ? without(body, 'status') : body;
  return body['status'] === undefined ? {} : { status: body['status'] };
};

const create = (store: Store, asked: Asked): KubeObject => {
  const { definition, name = '', subresource } = asked.target;
  checkNamespace(store, asked.target);
  if (subresource !== undefined) throw notFound(definition, name);
  const { uid } = metadataOf(asked.body);
  if (typeof uid === 'string') throw uidMismatch(definition, name, uid);
  const object = fresh(store, asked, { ...asked.body, metadata: { ...metadataOf(asked.body), name } });
  const applied = granular(counted(asked), definition.keyed);
  return insert(store, asked, object, merged([], writerOf(asked, 'Apply'), {}, applied).managers);
};

const checkPreconditions = ({ body, target: { definition, name = '' } }: Asked, { object }: Entry): void => {
  const { uid, resourceVersion } = metadataOf(body);
  if (resourceVersion !== undefined && resourceVersion !== object.metadata.resourceVersion)
    throw modified(definition, name);
  if (typeof uid === 'string' && uid !== object.metadata.uid) throw uidImmutable(definition, name, uid);
};

const update = (store: Store, asked: Asked, old: Entry): KubeObject => {
  const { keyed } = asked.target.definition;
  const who = writerOf(asked, 'Apply');
  const [live, applied] = [granular(old.object, keyed), granular(counted(asked), keyed)];
  const conflicts = conflictsOf(old.managers, who, live, applied);
  if (conflicts.length > 0 && asked.query.get('force') !== 'true') {
    const { message, causes } = describeConflicts(conflicts);
    throw new Refused(409, 'Conflict', message, { causes });
  }
  checkPreconditions(asked, old);
  const { object, managers } = merged(old.managers, who, live, applied);
  return replace(store, asked, old, listed(object, keyed) as KubeObject, managers);
};

/** A server-side apply. */
export const apply = (store: Store, asked: Asked): Answer => {
  const { apiVersion, definition, name = '', namespace } = asked.target;
  if (!asked.query.has('fieldManager')) throw needsManager();
  const old = store.get(definition, namespace, name);
  const object = old === undefined ? create(store, asked) : update(store, asked, old);
  return { code: old === undefined ? 201 : 200, body: inVersion(object, apiVersion) };
};
