import {
  compile,
  decodeMesh,
  decodeObjects,
  encodeMesh,
  explain,
  install,
  measure,
  ownedObjects,
  printExplanation,
  printHuman,
  printSarif,
  printYaml,
  start,
  step,
  toObjects
} from '@meshfence/core';
import type { Change, Json, Mesh } from '@meshfence/core';
import type { Violation } from './Violation.js';

const attempt = (what: string, run: () => unknown): Violation => {
  try {
    run();
    return undefined;
  } catch (error) {
    return `${what} throws: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
};

/** Everything that is done with a mesh, one thing after the other. */
const useAll = (mesh: Mesh): void => {
  const { value: plan } = compile(mesh);
  printYaml(toObjects(plan, { statuses: true }));
  printYaml(encodeMesh(mesh));
  printYaml(install(mesh).value.map(({ object }) => object));
  measure(mesh, plan);
  for (const scope of plan.scopes) {
    for (const host of [undefined, ...scope.hosts.map(each => each.host), 'nowhere.example.com', '']) {
      const explanation = explain(mesh, plan, scope, host);
      if (explanation !== undefined) printExplanation(explanation);
    }
  }
};

/** Law 9: no mesh of any shape makes anything throw. */
export const totalOnMesh = (mesh: Mesh): Violation => attempt('using the mesh', () => useAll(mesh));

/** Law 9: nor does any change of it. */
export const totalOnChanges = (mesh: Mesh, changes: ReadonlyArray<Change>): Violation =>
  attempt('a step', () => step(start(mesh), changes));

/** Law 9: no text of any shape makes reading, compiling or reporting throw. */
export const totalOnText = (text: string): Violation =>
  attempt('the text', () => {
    const read = decodeMesh([{ file: 'strange.yaml', text }]);
    const compiled = compile(read.value);
    const all = [...read.diagnostics, ...compiled.diagnostics];
    const sources = new Map([['strange.yaml', text]]);
    printHuman(all, sources, { colour: false });
    printSarif(all, sources);
    ownedObjects([{ file: 'strange.yaml', text }]);
    useAll(read.value);
  });

/** Law 9: no parsed objects of any shape make anything throw. */
export const totalOnObjects = (objects: ReadonlyArray<Json>): Violation =>
  attempt('the objects', () => useAll(decodeObjects(objects).value));
