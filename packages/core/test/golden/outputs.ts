import { dirname } from 'node:path';
import {
  compile,
  decodeMesh,
  explain,
  install,
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

/** A SlimeBoot by itself: nothing is there to be fenced, and what follows are workloads. */
const isBare = ({ config, fences, services }: Mesh): boolean =>
  config.meta !== undefined && services.length + fences.length === 0;

const objectsOf = (resources: Plan['resources']): string => printYaml(resources.map(({ object }) => object));

/** The definitions are the same for all, and have a golden folder of their own. */
const isDefinition = ({ kind }: Plan['resources'][number]): boolean => kind === 'CustomResourceDefinition';

/** What a SlimeBoot becomes, with the findings beside it. */
const installed = (fixture: Fixture, mesh: Diagnosed<Mesh>): Texts => {
  const workloads = install(mesh.value);
  return new Map([
    ['install.yaml', objectsOf(workloads.value.filter(each => !isDefinition(each)))],
    ['diagnostics.txt', diagnosticsOf(fixture, [mesh, workloads])]
  ]);
};

/** Whether the SlimeBoot is the fixture's own: what follows from another example's stands in that one's golden files. */
const isOwnSlimeBoot = ({ folder }: Fixture, { config }: Mesh): boolean => {
  const origin = config.meta?.origin;
  return origin?._tag === 'InText' && `${folder.replaceAll('\\', '/')}/`.includes(`${dirname(origin.file)}/`);
};

/** What a fixture compiles to, one text for each kind of object, with the reasons and the findings beside them. */
export const outputsOf = (fixture: Fixture): Texts => {
  const mesh = meshOf(fixture);
  if (isBare(mesh.value)) return installed(fixture, mesh);
  const plan = compile(mesh.value);
  const objects = toObjects({ ...plan.value, resources: [] }, { statuses: true });
  const resources = isOwnSlimeBoot(fixture, mesh.value) ? plan.value.resources : [];
  return new Map([
    ['sidecars.yaml', printYaml(ofKind(objects, 'Sidecar'))],
    ['servicefences.yaml', printYaml(ofKind(objects, 'ServiceFence'))],
    ...(resources.length === 0 ? [] : [['resources.yaml', objectsOf(resources)] as const]),
    ['reasons.txt', reasonsOf(mesh.value, plan.value)],
    ['diagnostics.txt', diagnosticsOf(fixture, [mesh, plan])]
  ]);
};
