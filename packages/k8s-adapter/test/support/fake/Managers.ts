import type { Json, JsonObject } from '@meshfence/core';
import { at, drop, inWords, keyOf, leavesOf, pathOf, put, same } from './fields.js';
import type { Path } from './fields.js';

/** Somebody who has written fields, and which. */
export interface Manager {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource?: 'status';
  readonly time: string;
  readonly fields: ReadonlySet<string>;
}

export type Managers = ReadonlyArray<Manager>;

/** A field that somebody else has. */
export interface Conflict {
  readonly manager: Manager;
  readonly path: Path;
}

/** What a server keeps by itself, and nobody owns. */
const system = [
  ['apiVersion'],
  ['kind'],
  ...[
    'name',
    'namespace',
    'uid',
    'resourceVersion',
    'generation',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'managedFields'
  ].map(name => ['metadata', name])
];

/** The fields of an object that somebody can own. */
export const ownable = (object: JsonObject): ReadonlyArray<Path> => {
  const rest = system.reduce((result, path) => drop(result, path), object);
  return leavesOf(rest).filter(path => path.length > 1 || path[0] !== 'metadata');
};

const isSameManager = (a: Manager, b: Manager): boolean =>
  a.manager === b.manager && a.operation === b.operation && a.subresource === b.subresource;

/** What one has; nothing where there is no such manager. */
export const fieldsOf = (managers: Managers, who: Manager): ReadonlySet<string> =>
  managers.find(each => isSameManager(each, who))?.fields ?? new Set();

const others = (managers: Managers, who: Manager): Managers =>
  managers.filter(each => !isSameManager(each, who));

const lessen = (managers: Managers, taken: ReadonlySet<string>): Managers =>
  managers.map(each => ({ ...each, fields: new Set([...each.fields].filter(field => !taken.has(field))) }));

const withOne = (managers: Managers, who: Manager, fields: ReadonlySet<string>): Managers =>
  [...others(managers, who), { ...who, fields }].filter(each => each.fields.size > 0);

const existing = (fields: Iterable<string>, object: JsonObject): ReadonlySet<string> =>
  new Set([...fields].filter(field => at(object, pathOf(field)) !== undefined));

/** After an update: what it changed is the updater's, what it removed is nobody's. */
export const afterUpdate = (
  managers: Managers,
  who: Manager,
  before: JsonObject,
  after: JsonObject
): Managers => {
  const changed = ownable(after).filter(path => !same(at(before, path), at(after, path)));
  const gone = ownable(before).filter(path => at(after, path) === undefined);
  if (changed.length + gone.length === 0) return managers;
  const taken = new Set([...changed, ...gone].map(keyOf));
  const left = lessen(others(managers, who), taken);
  return withOne(left, who, existing([...fieldsOf(managers, who), ...changed.map(keyOf)], after));
};

/** Fields that somebody else has, and that the applied object would change. */
export const conflictsOf = (
  managers: Managers,
  who: Manager,
  live: JsonObject,
  applied: JsonObject
): ReadonlyArray<Conflict> => {
  const changes = ownable(applied).filter(path => !same(at(live, path), at(applied, path)));
  return others(managers, who).flatMap(manager =>
    changes.filter(path => manager.fields.has(keyOf(path))).map(path => ({ manager, path }))
  );
};

/** What comes of an apply: the merged object, and who has what then. */
export const merged = (
  managers: Managers,
  who: Manager,
  live: JsonObject,
  applied: JsonObject
): { readonly object: JsonObject; readonly managers: Managers } => {
  const wanted = ownable(applied);
  const fields = new Set(wanted.map(keyOf));
  const changed = new Set(wanted.filter(path => !same(at(live, path), at(applied, path))).map(keyOf));
  const rest = lessen(others(managers, who), changed);
  const given = wanted.reduce((object, path) => put(object, path, at(applied, path) as Json), live);
  const kept = new Set(rest.flatMap(each => [...each.fields]));
  const dropped = [...fieldsOf(managers, who)].filter(field => !fields.has(field) && !kept.has(field));
  const object = dropped.reduce((result, field) => drop(result, pathOf(field)), given);
  return { object, managers: withOne(rest, who, fields) };
};

const quoted = ({ manager, operation, apiVersion, subresource }: Manager): string => {
  const name = `"${manager}"${subresource === undefined ? '' : ` with subresource "${subresource}"`}`;
  return operation === 'Apply' ? name : `${name} using ${apiVersion}`;
};

/** The causes of a refused apply, and its message. */
export const describeConflicts = (
  conflicts: ReadonlyArray<Conflict>
): { readonly message: string; readonly causes: ReadonlyArray<JsonObject> } => {
  const causes = conflicts.map(({ manager, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${quoted(manager)}`,
    field: inWords(path)
  }));
  const [first] = causes;
  if (causes.length === 1 && first !== undefined)
    return { causes, message: `Apply failed with 1 conflict: ${first.message}: ${first.field}` };
  const names = [...new Set(conflicts.map(({ manager }) => quoted(manager)))].sort();
  const lines = names.flatMap(name => [
    `conflicts with ${name}:`,
    ...conflicts.filter(({ manager }) => quoted(manager) === name).map(({ path }) => `- ${inWords(path)}`)
  ]);
  return { causes, message: `Apply failed with ${causes.length} conflicts: ${lines.join('\n')}` };
};

const fieldsV1 = (fields: ReadonlySet<string>): JsonObject =>
  [...fields].reduce<JsonObject>(
    (tree, field) =>
      put(
        tree,
        pathOf(field).map(part => (/^[kv]:/.test(part) ? part : `f:${part}`)),
        {}
      ),
    {}
  );

/** As they stand in an object's metadata. */
export const toManagedFields = (managers: Managers): ReadonlyArray<JsonObject> =>
  managers.map(({ fields, ...who }) => ({ ...who, fieldsType: 'FieldsV1', fieldsV1: fieldsV1(fields) }));
