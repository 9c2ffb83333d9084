import { expect, test } from 'vitest';
import { compile } from '../../../src/compiler.js';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { Change } from '../../../src/incremental/Change.js';
import { start, step } from '../../../src/incremental/step.js';
import type { State } from '../../../src/incremental/step.js';
import type { Json } from '../../../src/model/Json.js';
import type { Mesh } from '../../../src/model/Mesh.js';
import { edges, fence, namespace, pod, service, slimeBoot } from '../given/objects.js';

const mesh = (...objects: ReadonlyArray<Json>): Mesh => decodeObjects(objects).value;
const started = (...objects: ReadonlyArray<Json>): State => start(mesh(...objects));
const nothing = { set: [], removed: [] };
const hosts = ({ result }: State) => result.value.sidecars.map(({ egressHosts }) => egressHosts[0]);

const setFence = (object: Json): ReadonlyArray<Change> =>
  mesh(object).fences.map(each => ({ _tag: 'Set', field: 'fences', object: each }));

test('a start is what compiling gives', () => {
  const given = mesh(fence('a/x', { host: { 'b.c': {} } }));
  const { mesh: kept, result } = start(given);
  expect({ mesh: kept, result }).toEqual({ mesh: given, result: compile(given) });
});

test('a step without changes changes nothing', () => {
  const before = started(fence('a/x'));
  expect(step(before, []).delta).toEqual({
    sidecars: nothing,
    fences: nothing,
    statuses: nothing,
    resources: nothing
  });
});

test('an object that is set takes the place of the one of its name', () => {
  const before = started(fence('a/x', { host: { 'old.x': {} } }), fence('a/y'));
  const { state, delta } = step(before, setFence(fence('a/x', { host: { 'new.x': {} } })));
  expect(state.mesh.fences).toHaveLength(2);
  expect(hosts(state)).toEqual(['*/new.x', 'istio-system/*']);
  expect(delta.sidecars.set.map(({ name }) => name)).toEqual(['x']);
  expect(delta.statuses.set.map(({ name }) => name)).toEqual(['x']);
});

test('a new object is added', () => {
  const { state, delta } = step(started(), setFence(fence('a/x')));
  expect(state.result.value.sidecars).toHaveLength(1);
  expect([delta.sidecars.set.length, delta.fences.set.length, delta.statuses.set.length]).toEqual([1, 1, 1]);
});

test('an object that is removed takes what followed from it along', () => {
  const { state, delta } = step(started(fence('a/x'), fence('b/x')), [
    { _tag: 'Remove', field: 'fences', namespace: 'a', name: 'x' }
  ]);
  expect(state.result.value.sidecars.map(({ namespace: of }) => of)).toEqual(['b']);
  expect(delta).toEqual({
    sidecars: { set: [], removed: ['a/x'] },
    fences: { set: [], removed: ['a/x'] },
    statuses: { set: [], removed: ['a/x'] },
    resources: nothing
  });
});

test('removing what is not there changes nothing', () => {
  const before = started(service('a/x'));
  expect(step(before, [{ _tag: 'Remove', field: 'services', namespace: 'a', name: 'y' }]).state).toEqual(
    before
  );
});

test('a Namespace is removed by its name alone', () => {
  const { state } = step(started(namespace('a')), [
    { _tag: 'Remove', field: 'namespaces', namespace: '', name: 'a' }
  ]);
  expect(state.mesh.namespaces).toEqual([]);
});

test('configuration, edges and time are set as a whole', () => {
  const before = started(fence('a/x', { host: { 'b.c': { deadline: { expire: { seconds: 5 } } } } }));
  const next = mesh(slimeBoot({ stableHost: ['s.t'] }), edges([{ from: 'a/x', to: 'e.f' }], [{ name: 's' }]));
  const { state } = step(before, [
    { _tag: 'SetConfig', config: next.config },
    { _tag: 'SetEdges', edges: next.edges, sources: next.sources },
    { _tag: 'SetNow', now: 6000 }
  ]);
  expect(state.mesh).toMatchObject({
    config: next.config,
    edges: next.edges,
    sources: next.sources,
    now: 6000
  });
  expect(state.result.value.sidecars[0]?.egressHosts.slice(0, 2)).toEqual(['*/e.f', '*/s.t']);
  expect(step(state, [{ _tag: 'SetNow', now: undefined }]).state.mesh.now).toBeUndefined();
});

test('changes are applied in their order', () => {
  const { state } = step(started(), [
    ...setFence(fence('a/x')),
    { _tag: 'Remove', field: 'fences', namespace: 'a', name: 'x' },
    ...setFence(fence('a/x', { host: { 'b.c': {} } }))
  ]);
  expect(hosts(state)).toEqual(['*/b.c']);
});

test('a change that bears on nothing writes nothing', () => {
  const objects = mesh(pod('a/p', { app: 'x' })).pods;
  const { delta } = step(
    started(fence('a/x')),
    objects.map(object => ({ _tag: 'Set', field: 'pods', object }))
  );
  expect(delta).toEqual({ sidecars: nothing, fences: nothing, statuses: nothing, resources: nothing });
});

test('the state before a step stays what it was', () => {
  const before = started(fence('a/x'));
  const copy = JSON.stringify(before);
  step(before, setFence(fence('a/y')));
  expect(JSON.stringify(before)).toBe(copy);
});

test('an added edge joins the others, or takes the place of the one that it is', () => {
  const seen = (to: string, port: number, count: number) =>
    mesh(edges([{ from: 'a/x', to, port, evidence: [{ source: 'als', count }] }])).edges;
  const before = start({ ...mesh(fence('a/x')), edges: [...seen('b.c', 80, 1), ...seen('b.c', 81, 2)] });
  const { state } = step(before, [
    { _tag: 'AddEdges', edges: [...seen('b.c', 80, 3), ...seen('d.e', 80, 4), ...seen('d.e', 80, 5)] }
  ]);
  const told = state.mesh.edges.map(({ to, port, evidence }) => [to, port, evidence[0]?.count]);
  expect(told).toEqual([
    ['b.c', 81, 2],
    ['b.c', 80, 3],
    ['d.e', 80, 5]
  ]);
  expect(state.result.value.sidecars[0]?.egressHosts.slice(0, 2)).toEqual(['*/b.c', '*/d.e']);
});

test('edges that somebody else called are others, and so are those of other labels', () => {
  const from = (labels: Readonly<Record<string, string>>) =>
    mesh(edges([{ from: { namespace: 'a', labels }, to: 'b.c' }])).edges;
  const before = start({ ...mesh(), edges: from({ app: 'x', tier: 'y' }) });
  const added = (labels: Readonly<Record<string, string>>) =>
    step(before, [{ _tag: 'AddEdges', edges: from(labels) }]).state.mesh.edges.length;
  expect([added({ tier: 'y', app: 'x' }), added({ app: 'x' })]).toEqual([1, 2]);
});
