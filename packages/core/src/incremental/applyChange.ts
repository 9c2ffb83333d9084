import type { Mesh } from '../model/Mesh.js';
import { keyOf } from '../model/Meta.js';
import type { Change, Field } from './Change.js';

interface Named {
  readonly meta: { readonly namespace: string; readonly name: string };
}

const without = (mesh: Mesh, field: Field, key: string): ReadonlyArray<Named> =>
  (mesh[field] as ReadonlyArray<Named>).filter(({ meta }) => keyOf(meta) !== key);

/** The mesh after one change. Removing what is not there changes nothing. */
export const applyChange = (mesh: Mesh, change: Change): Mesh => {
  switch (change._tag) {
    case 'Set':
      return {
        ...mesh,
        [change.field]: [...without(mesh, change.field, keyOf(change.object.meta)), change.object]
      };
    case 'Remove':
      return { ...mesh, [change.field]: without(mesh, change.field, keyOf(change)) };
    case 'SetConfig':
      return { ...mesh, config: change.config };
    case 'SetEdges':
      return { ...mesh, edges: change.edges, sources: change.sources };
    case 'SetNow':
      return { ...mesh, now: change.now };
  }
};
