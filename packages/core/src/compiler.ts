import { flatMap } from './Diagnosed.js';
import type { Diagnosed } from './Diagnosed.js';
import { sorted } from './diagnostic/Diagnostic.js';
import { fencing } from './fencing/fencing.js';
import { buildIndex } from './indexing/Index.js';
import type { Index } from './indexing/Index.js';
import { lower } from './lower/lower.js';
import type { Mesh } from './model/Mesh.js';
import type { Plan } from './model/Plan.js';
import { resolve } from './resolve/resolve.js';

const plan = (index: Index): Diagnosed<Plan> => {
  const scopes = flatMap((fences: ReturnType<typeof fencing>['value']) => resolve(index, fences))(
    fencing(index)
  );
  return flatMap((resolution: typeof scopes.value) => lower(index, resolution))(scopes);
};

/**
 * The plan that follows from a mesh: index, fence, resolve, lower.
 *
 * Pure and total: the same mesh gives the same plan, in whatever order its parts are listed, and nothing throws.
 *
 * @example
 * const { value: mesh } = decodeMesh([{ file: 'mesh.yaml', text }]);
 * const { value: plan, diagnostics } = compile(mesh);
 */
export const compile = (mesh: Mesh): Diagnosed<Plan> => {
  const { value, diagnostics } = flatMap(plan)(buildIndex(mesh));
  return { value, diagnostics: sorted(diagnostics) };
};
