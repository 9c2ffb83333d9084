import type { Diagnosed } from './Diagnosed.js';
import { sorted } from './diagnostic/Diagnostic.js';
import { fencing } from './fencing/fencing.js';
import type { Fencing } from './fencing/fencing.js';
import { buildIndex } from './indexing/Index.js';
import { lower } from './lower/lower.js';
import type { Lowered } from './lower/lower.js';
import type { Mesh } from './model/Mesh.js';
import type { Plan } from './model/Plan.js';
import { resolve } from './resolve/resolve.js';
import type { Grounds } from './resolve/Resolution.js';

/** What each phase made of a mesh, and what its next run may take over. */
export interface Compiled {
  readonly result: Diagnosed<Plan>;
  readonly fencing: Fencing;
  readonly grounds: Grounds;
  readonly lowered: Lowered;
}

/**
 * The plan that follows from a mesh: index, fence, resolve, lower.
 *
 * Each phase takes over from its own run `before` what is made of the same values. That spares work and changes
 * nothing: the outcome is what it is without.
 */
export const compiledAfter = (before: Compiled | undefined, mesh: Mesh): Compiled => {
  const index = buildIndex(mesh, before?.grounds.index);
  const fences = fencing(index.value, before?.fencing);
  const resolution = resolve(index.value, fences.value, before?.grounds);
  const lowered = lower(index.value, resolution.value, before?.lowered);
  const diagnostics = [index, fences, resolution, lowered].flatMap(phase => phase.diagnostics);
  return {
    result: { value: lowered.value.plan, diagnostics: sorted(diagnostics) },
    fencing: fences.value,
    grounds: resolution.value.grounds,
    lowered: lowered.value
  };
};

/**
 * The plan that follows from a mesh.
 *
 * Pure and total: the same mesh gives the same plan, in whatever order its parts are listed, and nothing throws.
 *
 * @example
 * const { value: mesh } = decodeMesh([{ file: 'mesh.yaml', text }]);
 * const { value: plan, diagnostics } = compile(mesh);
 */
export const compile = (mesh: Mesh): Diagnosed<Plan> => compiledAfter(undefined, mesh).result;
