import { isEqual } from '../equal.js';
import type { Mesh } from '../model/Mesh.js';
import { keyOf } from '../model/Meta.js';
import type { Key } from '../model/Meta.js';
import type { Change, Field } from './Change.js';
import { withEdges } from './withEdges.js';
import { withObjects } from './withObjects.js';

type ObjectChange = Extract<Change, { readonly field: Field }>;
type OtherChange = Exclude<Change, ObjectChange>;
type Objects = Mesh[Field][number];

const isOfObject = (change: Change): change is ObjectChange => 'field' in change;

/** What the changes come to, by list and key: the last one of an object counts. */
const edits = (changes: ReadonlyArray<ObjectChange>): ReadonlyMap<Field, Map<Key, Objects | undefined>> => {
  const found = new Map<Field, Map<Key, Objects | undefined>>();
  for (const change of changes) {
    const ofField = found.get(change.field) ?? new Map<Key, Objects | undefined>();
    found.set(change.field, ofField);
    if (change._tag === 'Set') ofField.set(keyOf(change.object.meta), change.object);
    else ofField.set(keyOf(change), undefined);
  }
  return found;
};

/** The value before, where the one after says the same: whatever was made of it stays as it is. */
const kept = <A>(before: A, after: A): A => (isEqual(before, after) ? before : after);

const applyOther = (mesh: Mesh, change: OtherChange): Mesh => {
  switch (change._tag) {
    case 'SetConfig':
      return { ...mesh, config: kept(mesh.config, change.config) };
    case 'SetEdges':
      return { ...mesh, edges: kept(mesh.edges, change.edges), sources: kept(mesh.sources, change.sources) };
    case 'AddEdges':
      return { ...mesh, edges: withEdges(mesh.edges, change.edges) };
    case 'SetSources':
      return { ...mesh, sources: kept(mesh.sources, change.sources) };
    case 'SetNow':
      return { ...mesh, now: change.now };
  }
};

/** The mesh after changes that arrive together, in their order; the very mesh where they make no difference. */
export const applyChanges = (mesh: Mesh, changes: ReadonlyArray<Change>): Mesh => {
  const lists = edits(changes.filter(isOfObject));
  const others = changes.filter((change): change is OtherChange => !isOfObject(change));
  const changed = Array.from(
    lists,
    ([field, ofField]) => [field, withObjects<Objects>(mesh[field], ofField)] as const
  );
  const next = others.reduce(applyOther, { ...mesh, ...Object.fromEntries(changed) });
  return (Object.keys(next) as ReadonlyArray<keyof Mesh>).every(part => next[part] === mesh[part])
    ? mesh
    : next;
};
