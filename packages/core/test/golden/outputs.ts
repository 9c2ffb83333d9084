import {
  compile,
  decodeMesh,
  explain,
  Instant,
  printExplanation,
  printHuman,
  printYaml,
  toObjects
} from '../../src/index.js';
import type { Diagnosed, JsonObject, Mesh, Plan } from '../../src/index.js';
import type { Fixture } from './Fixture.js';
import type { Texts } from './golden.js';

const ofKind = (objects: ReadonlyArray<JsonObject>, kind: string): ReadonlyArray<JsonObject> =>
  objects.filter(object => object['kind'] === kind);

const reasonsOf = (mesh: Mesh, plan: Plan): string =>
  plan.scopes
    .map(scope => explain(mesh, plan, scope))
    .map(explanation => (explanation === undefined ? '' : printExplanation(explanation)))
    .join('\n');

const textsByFile = ({ inputs }: Fixture): ReadonlyMap<string, string> =>
  new Map(inputs.map(({ file, text }) => [file, text]));

const diagnosticsOf = (fixture: Fixture, all: ReadonlyArray<Diagnosed<unknown>>): string =>
  printHuman(
    all.flatMap(each => each.diagnostics),
    textsByFile(fixture),
    { colour: false }
  );

/** A fixture as a mesh, at the fixture's own time. */
export const meshOf = (fixture: Fixture): Diagnosed<Mesh> => {
  const now = Instant.parse(fixture.now);
  return decodeMesh(fixture.inputs, now === undefined ? {} : { now });
};

/** What a fixture compiles to, one text for each kind of object, with the reasons and the findings beside them. */
export const outputsOf = (fixture: Fixture): Texts => {
  const mesh = meshOf(fixture);
  const plan = compile(mesh.value);
  const objects = toObjects(plan.value, { statuses: true });
  return new Map([
    ['sidecars.yaml', printYaml(ofKind(objects, 'Sidecar'))],
    ['servicefences.yaml', printYaml(ofKind(objects, 'ServiceFence'))],
    ['reasons.txt', reasonsOf(mesh.value, plan.value)],
    ['diagnostics.txt', diagnosticsOf(fixture, [mesh, plan])]
  ]);
};
