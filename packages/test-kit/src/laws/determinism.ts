import { compile, decodeObjects, encodeMesh, printYaml, toObjects } from '@meshfence/core';
import type { Json, Mesh } from '@meshfence/core';
import { difference } from './difference.js';
import type { Violation } from './Violation.js';

/** All bytes that follow from a mesh: the objects with their statuses, then the findings. */
const bytesOf = (mesh: Mesh): string => {
  const { value, diagnostics } = compile(mesh);
  return `${printYaml(toObjects(value, { statuses: true }))}\n${JSON.stringify(diagnostics)}`;
};

const lineDifference = (a: string, b: string): Violation =>
  a === b ? undefined : difference(a.split('\n'), b.split('\n'), 'line');

/** Law 1: the same mesh gives the same bytes. */
export const deterministic = (mesh: Mesh): Violation => lineDifference(bytesOf(mesh), bytesOf(mesh));

/** Law 1: the same mesh in another order gives the same bytes, the same reasons and the same findings. */
export const orderFree = (mesh: Mesh, reordered: Mesh): Violation => {
  const [a, b] = [compile(mesh), compile(reordered)];
  return (
    difference(a.value.scopes, b.value.scopes, 'scopes') ??
    difference(a.value, b.value, 'plan') ??
    difference(a.diagnostics, b.diagnostics, 'diagnostics') ??
    lineDifference(bytesOf(mesh), bytesOf(reordered))
  );
};

/** Law 1, for documents: in any order they give the same plan, also where two of them have one name. */
export const orderFreeDocuments = (
  objects: ReadonlyArray<Json>,
  reordered: ReadonlyArray<Json>
): Violation => {
  const [a, b] = [decodeObjects(objects), decodeObjects(reordered)];
  return orderFree(a.value, b.value);
};

/** The documents of several meshes as one pile, in which names may stand twice. */
export const pile = (meshes: ReadonlyArray<Mesh>): ReadonlyArray<Json> => meshes.flatMap(encodeMesh);
