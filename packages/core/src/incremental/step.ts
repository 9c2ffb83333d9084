import { compile } from '../compiler.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Mesh } from '../model/Mesh.js';
import type { Plan } from '../model/Plan.js';
import { applyChange } from './applyChange.js';
import type { Change } from './Change.js';
import { delta } from './Delta.js';
import type { Delta } from './Delta.js';

/** A mesh together with what it compiles to. */
export interface State {
  readonly mesh: Mesh;
  readonly result: Diagnosed<Plan>;
}

/** A state after changes, and what became different in its plan. */
export interface Stepped {
  readonly state: State;
  readonly delta: Delta;
}

/** The first state of a mesh. */
export const start = (mesh: Mesh): State => ({ mesh, result: compile(mesh) });

/**
 * The state after changes.
 *
 * Law: `start` and any sequence of `step`s give what `compile` gives for the resulting mesh.
 */
export const step = (state: State, changes: ReadonlyArray<Change>): Stepped => {
  const next = start(changes.reduce(applyChange, state.mesh));
  return { state: next, delta: delta(state.result.value, next.result.value) };
};
