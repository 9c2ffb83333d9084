import { compile } from '@meshfence/core';
import type { Mesh, Source } from '@meshfence/core';
import { applied } from './feedback.js';
import { lostBetween } from './scopes.js';
import { firstOf } from './Violation.js';
import type { Violation } from './Violation.js';

const blind = (source: Source): Source => ({ ...source, windows: [] });

/** Every mesh in which one source has failed: gone, or no longer watching. */
const withFailures = (mesh: Mesh): ReadonlyArray<Mesh> =>
  mesh.sources.flatMap((source, at) => [
    { ...mesh, sources: mesh.sources.toSpliced(at, 1) },
    { ...mesh, sources: mesh.sources.with(at, blind(source)) }
  ]);

/** Law 6: a source that is missing, or was not watching, never shrinks a scope. */
export const outageTolerant = (mesh: Mesh): Violation =>
  firstOf(withFailures(mesh), failed => lostBetween(mesh, failed));

/** Law 6: what has been learned stays, though no source shows any edge any more, or none is left at all. */
export const remembering = (mesh: Mesh): Violation => {
  const learned = applied(mesh, compile(mesh).value);
  return lostBetween(learned, { ...learned, edges: [], sources: [] });
};
