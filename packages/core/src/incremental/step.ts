import { compiledAfter } from '../compiler.js';
import type { Compiled } from '../compiler.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Mesh } from '../model/Mesh.js';
import type { Plan } from '../model/Plan.js';
import { applyChanges } from './applyChanges.js';
import type { Change } from './Change.js';
import { delta } from './Delta.js';
import type { Delta } from './Delta.js';

/**
 * A mesh together with what it compiles to.
 *
 * `compiled` is what the next step goes on from. It only ever grows by answers that follow from this mesh, so a state
 * may be stepped from as often as one likes.
 */
export interface State {
  readonly mesh: Mesh;
  readonly result: Diagnosed<Plan>;
  readonly compiled: Compiled;
}

/** A state after changes, and what became different in its plan. */
export interface Stepped {
  readonly state: State;
  readonly delta: Delta;
}

const stateOf = (mesh: Mesh, compiled: Compiled): State => ({ mesh, result: compiled.result, compiled });

/** The first state of a mesh. */
export const start = (mesh: Mesh): State => stateOf(mesh, compiledAfter(undefined, mesh));

/**
 * The state after changes.
 *
 * Law: `start` and any sequence of `step`s give what `compile` gives for the resulting mesh. What a step costs depends
 * on what the changes bear on.
 */
export const step = (state: State, changes: ReadonlyArray<Change>): Stepped => {
  const mesh = applyChanges(state.mesh, changes);
  const next = mesh === state.mesh ? state : stateOf(mesh, compiledAfter(state.compiled, mesh));
  return { state: next, delta: delta(state.result.value, next.result.value) };
};
