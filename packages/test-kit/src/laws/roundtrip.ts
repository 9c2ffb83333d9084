import { decodeMesh, encodeMesh, nowhere, printYaml } from '@meshfence/core';
import type { Mesh } from '@meshfence/core';
import { difference, inOrder } from './difference.js';
import type { Violation } from './Violation.js';

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same value, read nowhere: an origin is where something was read, and not what it is. */
const withoutOrigins = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutOrigins);
  if (!isMap(value)) return value;
  if (value['_tag'] === 'InText') return nowhere;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutOrigins(each)]));
};

const unordered = (mesh: Mesh): unknown =>
  Object.fromEntries(
    Object.entries(withoutOrigins(mesh) as Readonly<Record<string, unknown>>).map(([field, value]) => [
      field,
      Array.isArray(value) ? inOrder<unknown>(value) : value
    ])
  );

const textOf = (mesh: Mesh): string => printYaml(encodeMesh(mesh));

const read = (text: string, { now }: Mesh): Mesh =>
  decodeMesh([{ file: 'mesh.yaml', text }], now === undefined ? {} : { now }).value;

/** Law 8: a mesh that is written as manifests and read again is the same mesh. */
export const roundtrip = (mesh: Mesh): Violation =>
  difference(unordered(read(textOf(mesh), mesh)), unordered(mesh), 'mesh');

/** Law 8, the other way: what has been read once is written, from then on, in the same bytes. */
export const stableText = (mesh: Mesh): Violation => {
  const once = textOf(read(textOf(mesh), mesh));
  const twice = textOf(read(once, mesh));
  return difference(twice.split('\n'), once.split('\n'), 'line');
};
