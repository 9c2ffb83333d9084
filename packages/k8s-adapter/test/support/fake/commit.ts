import type { JsonObject } from '@meshfence/core';
import type { Asked } from './Asked.js';
import type { Definition } from './Definition.js';
import { same } from './fields.js';
import type { KubeObject } from './KubeObject.js';
import { without, withMetadata } from './KubeObject.js';
import type { Manager, Managers } from './Managers.js';
import { withManagers } from './present.js';
import { invalidObject, notFound } from './Refused.js';
import type { Entry, Store } from './Store.js';

/** Whoever asks, as a writer of fields. */
export const writerOf = (
  { query, target: { apiVersion, subresource }, userAgent }: Asked,
  operation: Manager['operation']
): Manager => ({
  manager: query.get('fieldManager') ?? userAgent.replace(/\/.*/, ''),
  operation,
  apiVersion,
  ...(subresource === undefined ? {} : { subresource }),
  time: now(),
  fields: new Set()
});

/** An instant as Kubernetes writes it. */
export const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

const check = (definition: Definition, object: KubeObject): void => {
  const flaw = definition.flawOf?.(object);
  if (flaw !== undefined) throw invalidObject(definition, object.metadata.name, flaw);
};

const specOf = (object: JsonObject): JsonObject =>
  without(object, 'metadata', 'status', 'apiVersion', 'kind');

const isDryRun = ({ query }: Asked): boolean => query.get('dryRun') === 'All';

/** Stores a new object. */
export const insert = (store: Store, asked: Asked, object: KubeObject, managers: Managers): KubeObject => {
  const { definition } = asked.target;
  check(definition, object);
  if (isDryRun(asked)) return withManagers({ object, managers }).object;
  const resourceVersion = store.next();
  const entry = withManagers({ object: withMetadata(object, { resourceVersion }), managers });
  store.write(definition, entry);
  return entry.object;
};

const sameFields = (a: Managers, b: Managers): boolean => {
  const words = (managers: Managers): ReadonlyArray<string> =>
    managers
      .map(each =>
        JSON.stringify([each.manager, each.operation, each.subresource, [...each.fields].toSorted()])
      )
      .toSorted();
  return same(words(a), words(b));
};

const generationOf = (definition: Definition, before: KubeObject, after: KubeObject): JsonObject => {
  if (before.metadata.generation === undefined) return {};
  const step = definition.custom && !same(specOf(before), specOf(after)) ? 1 : 0;
  return { generation: before.metadata.generation + step };
};

const isGoing = ({ metadata }: KubeObject): boolean =>
  metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).length === 0;

/** Stores an object in the place of what is there. What changes nothing is no write. */
export const replace = (
  store: Store,
  asked: Asked,
  old: Entry,
  object: KubeObject,
  managers: Managers
): KubeObject => {
  const { definition } = asked.target;
  const { metadata } = old.object;
  const kept = { ...object, metadata: { ...object.metadata, ...systemOf(metadata) } } as KubeObject;
  const next = withMetadata(kept, generationOf(definition, old.object, kept));
  check(definition, next);
  if (same(bare(next), bare(old.object)) && sameFields(managers, old.managers)) return old.object;
  if (isDryRun(asked)) return withManagers({ object: next, managers }).object;
  const resourceVersion = store.next();
  const entry = withManagers({ object: withMetadata(next, { resourceVersion }), managers });
  if (!isGoing(entry.object)) {
    store.write(definition, entry);
    return entry.object;
  }
  store.remove(definition, entry.object);
  return withMetadata(entry.object, { resourceVersion: metadata.resourceVersion ?? '' });
};

const bare = (object: KubeObject): JsonObject => ({
  ...object,
  metadata: without(object.metadata, 'managedFields', 'resourceVersion')
});

const systemFields = [
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'generation',
  'deletionTimestamp'
];

const systemOf = (metadata: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(metadata).filter(([name]) => systemFields.includes(name)));

const namespaces = { group: '', versions: ['v1'], kind: 'Namespace', plural: 'namespaces' } as const;

/** Objects need their namespace. */
export const checkNamespace = (store: Store, { definition, namespace }: Asked['target']): void => {
  const kind: Definition = { ...namespaces, namespaced: false, status: true, custom: false };
  if (definition.namespaced && store.get(kind, undefined, namespace ?? '') === undefined)
    throw notFound(kind, namespace ?? '');
};

/** A new object with what the server adds. */
export const fresh = (store: Store, asked: Asked, object: JsonObject): KubeObject => {
  const { definition, namespace } = asked.target;
  const given = (object['metadata'] ?? {}) as JsonObject;
  const labels = definition.kind === 'Namespace' ? namespaceLabels(given) : {};
  return {
    ...(definition.status ? without(object, 'status') : object),
    ...(definition.kind === 'Namespace' ? ofNamespace : {}),
    apiVersion: asked.target.apiVersion,
    kind: definition.kind,
    metadata: {
      ...without(given, 'managedFields', 'resourceVersion'),
      ...labels,
      ...(namespace === undefined ? {} : { namespace }),
      uid: store.newUid(),
      creationTimestamp: now(),
      ...(definition.custom || definition.group === 'apps' ? { generation: 1 } : {})
    }
  } as unknown as KubeObject;
};

const ofNamespace = { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } };

const namespaceLabels = ({ name, labels = {} }: JsonObject): JsonObject => ({
  labels: { ...(labels as JsonObject), 'kubernetes.io/metadata.name': name ?? '' }
});

/** The entry that a request names. */
export const entryOf = (store: Store, { target: { definition, namespace, name = '' } }: Asked): Entry => {
  const entry = store.get(definition, namespace, name);
  if (entry === undefined) throw notFound(definition, name);
  return entry;
};
