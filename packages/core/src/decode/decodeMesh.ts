import { sequence } from '../Diagnosed.js';
import type { Diagnosed } from '../Diagnosed.js';
import { report, sorted } from '../diagnostic/Diagnostic.js';
import type { Instant } from '../model/Instant.js';
import type { Json } from '../model/Json.js';
import type { Mesh } from '../model/Mesh.js';
import { nowhere } from '../model/Origin.js';
import { assemble } from './assemble.js';
import { decodeObject } from './decodeObject.js';
import { isTooDeep } from './isTooDeep.js';
import { readText, unrolled } from './readText.js';
import type { Read, SourceText } from './readText.js';

/** What is known beside the objects: the time, where expiry shall work. */
export interface DecodeOptions {
  readonly now?: Instant | undefined;
}

const decodeAll = (all: ReadonlyArray<Read>, { now }: DecodeOptions): Diagnosed<Mesh> => {
  const decoded = sequence(all.map(decodeObject));
  const mesh = assemble(decoded.value.flat(), now);
  return { value: mesh.value, diagnostics: [...decoded.diagnostics, ...mesh.diagnostics] };
};

/**
 * The mesh that texts describe: YAML streams, JSON, Lists, what kubectl prints.
 *
 * Total: what cannot be read is left out and reported at its place, and the rest is there.
 */
export const decodeMesh = (
  texts: ReadonlyArray<SourceText>,
  options: DecodeOptions = {}
): Diagnosed<Mesh> => {
  const read = sequence(texts.map(readText));
  const mesh = decodeAll(read.value.flat(), options);
  return { value: mesh.value, diagnostics: sorted([...read.diagnostics, ...mesh.diagnostics]) };
};

/** The mesh that objects describe, such as an API server gives them. */
export const decodeObjects = (objects: ReadonlyArray<Json>, options: DecodeOptions = {}): Diagnosed<Mesh> => {
  const deep = objects.filter(isTooDeep);
  const readable = deep.length === 0 ? objects : objects.filter(value => !deep.includes(value));
  const mesh = decodeAll(
    readable.flatMap(value => unrolled({ value, origin: nowhere })),
    options
  );
  const unreadable = deep.map(() => report('yaml-invalid', { reason: 'it is nested too deeply' }, []));
  return { value: mesh.value, diagnostics: sorted([...unreadable, ...mesh.diagnostics]) };
};
