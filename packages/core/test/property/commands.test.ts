import { start, step } from '@meshfence/core';
import type { Change, Mesh, State } from '@meshfence/core';
import { bridges, change, changed, isFull, mesh } from '@meshfence/test-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

/** The model: the mesh as it should be by now. */
interface Model {
  mesh: Mesh;
}

/** The real thing: the state that steps have led to. */
interface Real {
  state: State;
}

/** One step with one change, or with several that arrive together. */
class StepCommand implements fc.Command<Model, Real> {
  constructor(readonly changes: ReadonlyArray<Change>) {}

  check(): boolean {
    return true;
  }

  run(model: Model, real: Real): void {
    const before = real.state.result.value;
    const stepped = step(real.state, this.changes);
    model.mesh = this.changes.reduce(changed, model.mesh);
    expect(isFull(stepped.state, model.mesh)).toBeUndefined();
    expect(bridges(before, stepped.delta, stepped.state.result.value)).toBeUndefined();
    real.state = stepped.state;
  }

  toString(): string {
    return `step ${this.changes.map(each => (each._tag === 'Set' ? `Set ${each.field}` : each._tag)).join(', ')}`;
  }
}

/** What is there is removed: most generated removals miss. */
class RemoveFenceCommand implements fc.Command<Model, Real> {
  constructor(readonly at: number) {}

  check({ mesh: { fences } }: Readonly<Model>): boolean {
    return fences.length > 0;
  }

  run(model: Model, real: Real): void {
    const { fences } = model.mesh;
    const { namespace = '', name = '' } = fences[this.at % fences.length]?.meta ?? {};
    new StepCommand([{ _tag: 'Remove', field: 'fences', namespace, name }]).run(model, real);
  }

  toString(): string {
    return `remove fence ${this.at}`;
  }
}

const commands = fc.commands(
  [
    change().map(one => new StepCommand([one])),
    change().map(one => new StepCommand([one])),
    fc.array(change(), { maxLength: 3 }).map(several => new StepCommand(several)),
    fc.nat({ max: 9 }).map(at => new RemoveFenceCommand(at))
  ],
  { size: '+1', maxCommands: 15 }
);

test('whatever happens to a mesh, its state is a full compile', () => {
  fc.assert(
    fc.property(mesh(), commands, (first, all) => {
      fc.modelRun(() => ({ model: { mesh: first }, real: { state: start(first) } }), all);
    }),
    { numRuns: 50 }
  );
});
