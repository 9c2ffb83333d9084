import type { Mesh } from '../model/Mesh.js';
import type { Index } from './Index.js';

const picked = <P extends keyof Index>(index: Pick<Index, P>, names: ReadonlyArray<P>): Pick<Index, P> =>
  Object.fromEntries(names.map(name => [name, index[name]])) as Pick<Index, P>;

/**
 * Makes parts of an index out of some lists of the mesh, and of nothing else.
 *
 * Where all of those lists are the very same as before, so are the parts.
 */
export const parts =
  (mesh: Mesh, before: Index | undefined) =>
  <L extends keyof Mesh, P extends keyof Index>(
    lists: ReadonlyArray<L>,
    names: ReadonlyArray<P>,
    make: (lists: Pick<Mesh, L>) => Pick<Index, P>
  ): Pick<Index, P> =>
    before !== undefined && lists.every(list => before.mesh[list] === mesh[list])
      ? picked(before, names)
      : make(mesh);
