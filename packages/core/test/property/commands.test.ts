import { start, step } from '@meshfence/core';
import type { Mesh, State } from '@meshfence/core';
import { bridges, isFull, mesh, move, played } from '@meshfence/test-kit';
import type { Move } from '@meshfence/test-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cases } from './holds.js';

/** The model: the meshes as they should have been, the present one last. */
interface Model {
  meshes: ReadonlyArray<Mesh>;
}

/** The real thing: the states that steps have led to. */
interface Real {
  states: ReadonlyArray<State>;
}

const last = <A>(all: ReadonlyArray<A>): A => all[all.length - 1] as A;

/** One step with one move, or with several that are made at once. */
class StepCommand implements fc.Command<Model, Real> {
  constructor(readonly moves: ReadonlyArray<Move>) {}

  check(): boolean {
    return true;
  }

  run(model: Model, real: Real): void {
    const before = last(real.states);
    const after = played(last(model.meshes), this.moves);
    const stepped = step(before, after.changes);
    expect(isFull(stepped.state, after.mesh)).toBeUndefined();
    expect(bridges(before.result.value, stepped.delta, stepped.state.result.value)).toBeUndefined();
    model.meshes = [...model.meshes, after.mesh];
    real.states = [...real.states, stepped.state];
  }

  toString(): string {
    return `step ${this.moves.map(each => (each._tag === 'Set' ? `Set ${each.field}` : each._tag)).join(', ')}`;
  }
}

/** Back to an earlier state: whatever has come of it since must not show. */
class GoBackCommand implements fc.Command<Model, Real> {
  constructor(readonly at: number) {}

  check({ meshes }: Readonly<Model>): boolean {
    return meshes.length > 1;
  }

  run(model: Model, real: Real): void {
    const length = 1 + (this.at % model.meshes.length);
    model.meshes = model.meshes.slice(0, length);
    real.states = real.states.slice(0, length);
    expect(isFull(last(real.states), last(model.meshes))).toBeUndefined();
  }

  toString(): string {
    return `go back to ${this.at}`;
  }
}

const one = move().map(each => new StepCommand([each]));
const several = fc.array(move(), { maxLength: 3 }).map(all => new StepCommand(all));
const back = fc.nat({ max: 9 }).map(at => new GoBackCommand(at));

const commands = fc.commands([one, one, one, one, several, several, back], { size: '+1', maxCommands: 20 });

test('whatever happens to a mesh, its state is a full compile', () => {
  fc.assert(
    fc.property(mesh(), commands, (first, all) => {
      fc.modelRun(() => ({ model: { meshes: [first] }, real: { states: [start(first)] } }), all);
    }),
    { numRuns: cases(60) }
  );
});
