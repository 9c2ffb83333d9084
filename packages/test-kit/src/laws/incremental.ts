import { compile, keyOf, resourceKey, start, step } from '@meshfence/core';
import type { Change, Delta, Difference, Edge, Field, Mesh, Plan, State } from '@meshfence/core';
import { changesOf } from '../arbitrary/move.js';
import type { Move } from '../arbitrary/move.js';
import { fields } from '../fields.js';
import { canonicalText, difference, inOrder } from './difference.js';
import type { Violation } from './Violation.js';

type Lists = Pick<Mesh, Field>;

const without = (mesh: Mesh, field: Field, key: string): ReadonlyArray<Lists[Field][number]> =>
  mesh[field].filter(each => keyOf(each.meta) !== key);

const edgeKey = ({ from, to, port, protocol }: Edge): string => canonicalText({ from, to, port, protocol });

const withEdge = (edges: ReadonlyArray<Edge>, added: Edge): ReadonlyArray<Edge> => [
  ...edges.filter(edge => edgeKey(edge) !== edgeKey(added)),
  added
];

/** The mesh after a change, worked out as simply as can be: this is the model that `step` is held against. */
export const changed = (mesh: Mesh, change: Change): Mesh => {
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
    case 'AddEdges':
      return { ...mesh, edges: change.edges.reduce(withEdge, mesh.edges) };
    case 'SetSources':
      return { ...mesh, sources: change.sources };
    case 'SetNow':
      return { ...mesh, now: change.now };
  }
};

const unordered = (mesh: Mesh): Mesh => ({
  ...mesh,
  ...Object.fromEntries(fields.map(field => [field, inOrder<Lists[Field][number]>(mesh[field])])),
  edges: inOrder(mesh.edges),
  sources: inOrder(mesh.sources)
});

/** Law 2: a state is what a full compile of its mesh gives: plan, statuses, reasons and findings. */
export const isFull = (state: State, mesh: Mesh): Violation => {
  const full = compile(mesh);
  return (
    difference(unordered(state.mesh), unordered(mesh), 'mesh') ??
    difference(state.result.value, full.value, 'plan') ??
    difference(state.result.diagnostics, full.diagnostics, 'diagnostics')
  );
};

const applied = <A>(before: ReadonlyArray<A>, { set, removed }: Difference<A>, key: (value: A) => string) => {
  const result = new Map(before.map(value => [key(value), value]));
  for (const gone of removed) result.delete(gone);
  for (const value of set) result.set(key(value), value);
  return inOrder([...result.values()]);
};

/** Law 2: whoever applies the delta to the plan before has the plan after. */
export const bridges = (
  before: Plan,
  { sidecars, fences, statuses, resources }: Delta,
  after: Plan
): Violation =>
  difference(applied(before.sidecars, sidecars, keyOf), inOrder(after.sidecars), 'sidecars') ??
  difference(
    applied(before.fences, fences, each => keyOf(each.meta)),
    inOrder(after.fences),
    'fences'
  ) ??
  difference(applied(before.statuses, statuses, keyOf), inOrder(after.statuses), 'statuses') ??
  difference(applied(before.resources, resources, resourceKey), inOrder(after.resources), 'resources');

/** The changes that moves come to, one after the other, and the mesh after them. */
export const played = (
  mesh: Mesh,
  all: ReadonlyArray<Move>
): { readonly changes: ReadonlyArray<Change>; readonly mesh: Mesh } => {
  const changes: Change[] = [];
  let model = mesh;
  for (const move of all) {
    const own = changesOf(model, move);
    changes.push(...own);
    model = own.reduce(changed, model);
  }
  return { changes, mesh: model };
};

/** Law 2: one step gives what a full compile of the mesh gives, and its delta leads there. */
const stepped = (state: State, changes: ReadonlyArray<Change>, mesh: Mesh): State | string => {
  const next = step(state, changes);
  const violation =
    isFull(next.state, mesh) ?? bridges(state.result.value, next.delta, next.state.result.value);
  return violation ?? next.state;
};

/**
 * Law 2: `start` and then steps, each of several changes, give at each step what a full compile gives.
 *
 * Whatever came of a state does not show in it: a step from the first one again gives what it must, too.
 */
export const incremental = (mesh: Mesh, steps: ReadonlyArray<ReadonlyArray<Move>>): Violation => {
  const first = start(mesh);
  let state = first;
  for (const moves of steps) {
    const after = played(state.mesh, moves);
    const next = stepped(state, after.changes, after.mesh);
    if (typeof next === 'string') return next;
    state = next;
  }
  const again = played(mesh, steps.at(-1) ?? []);
  const branch = stepped(first, again.changes, again.mesh);
  return typeof branch === 'string' ? `again from the first state: ${branch}` : undefined;
};

/** Law 2: changes that make no difference make an empty delta. */
export const quiet = (mesh: Mesh): Violation => {
  const { delta } = step(start(mesh), []);
  const count = Object.values(delta).reduce(
    (sum: number, { set, removed }) => sum + set.length + removed.length,
    0
  );
  return count === 0 ? undefined : `a step without changes has ${count} differences`;
};
