import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Diagnosed } from '../../Diagnosed.js';
import { groupBy } from '../../groupBy.js';
import type { VolumeMount } from '../../model/Deployment.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import type { Document } from '../Document.js';
import { fieldInvalid, unknownFields } from '../field.js';
import { kindOf } from '../fieldErrors.js';
import { decodeItems } from '../items.js';
import { isObject } from '../readObject.js';
import { mount } from './deploymentCodecs.js';

interface Mount {
  readonly path: Path;
  readonly where: string;
  readonly value: VolumeMount;
}

/** A mapping on the way to an older place; it may be missing. */
const step = (document: Document, path: Path, value: Json | undefined): Diagnosed<JsonObject> => {
  if (isObject(value)) return { value, diagnostics: [] };
  if (value === undefined || value === null) return { value: {}, diagnostics: [] };
  const error = { path, expected: 'a mapping', found: kindOf(value) };
  return { value: {}, diagnostics: [fieldInvalid(document, error, 'The default holds.')] };
};

const mountsAt = (
  document: Document,
  path: Path,
  list: Json | undefined
): Diagnosed<ReadonlyArray<Mount>> => {
  const read = decodeItems(document, path, list, { codec: mount });
  const where = path.slice(1).join('.');
  return {
    value: read.value.map(({ index, value }) => ({ path: [...path, index], where, value })),
    diagnostics: read.diagnostics
  };
};

/** Kubernetes mounts one volume at a path: two that differ are a contradiction. */
const contradiction = (document: Document, all: ReadonlyArray<Mount>): ReadonlyArray<Diagnostic> => {
  const [first] = all;
  const others = all.filter(each => JSON.stringify(each.value) !== JSON.stringify(first?.value));
  if (first === undefined || others.length === 0) return [];
  const parameters = {
    setting: `What is mounted at ${first.value.mountPath}`,
    used: first.value.name,
    where: first.where,
    others: others.map(({ where, value }) => `${JSON.stringify(value.name)} in ${where}`).join(' and ')
  };
  const places = [first, ...others].map(({ path }) => inObject('SlimeBoot', document, path));
  return [report('setting-contradicts', parameters, places)];
};

const withoutVolume = (document: Document, { path, value: { mountPath, name } }: Mount): Diagnostic =>
  report('mount-without-volume', { mountPath, volume: name }, [
    inObject('SlimeBoot', document, [...path, 'name'])
  ]);

/** What both places say: `spec.volumeMounts`, then the older one, `spec.containers.slime.volumeMounts`. */
const written = (document: Document, spec: JsonObject): Diagnosed<ReadonlyArray<Mount>> => {
  const older = ['spec', 'containers'];
  const containers = step(document, older, spec['containers']);
  const slime = step(document, [...older, 'slime'], containers.value['slime']);
  const read = [
    mountsAt(document, ['spec', 'volumeMounts'], spec['volumeMounts']),
    mountsAt(document, [...older, 'slime', 'volumeMounts'], slime.value['volumeMounts'])
  ];
  return {
    value: read.flatMap(each => each.value),
    diagnostics: [
      ...[containers, slime, ...read].flatMap(each => each.diagnostics),
      ...unknownFields(document, older, containers.value, ['slime']),
      ...unknownFields(document, [...older, 'slime'], slime.value, ['volumeMounts'])
    ]
  };
};

/** The container's mounts, one at each path, of volumes that there are. */
export const volumeMounts = (
  document: Document,
  spec: JsonObject,
  volumes: ReadonlySet<string>
): Diagnosed<ReadonlyArray<VolumeMount>> => {
  const all = written(document, spec);
  const lost = all.value.filter(({ value }) => !volumes.has(value.name));
  const kept = all.value.filter(({ value }) => volumes.has(value.name));
  const groups = [...groupBy(kept, ({ value }) => value.mountPath).values()];
  return {
    value: groups.flatMap(group => group.slice(0, 1)).map(({ value }) => value),
    diagnostics: [
      ...all.diagnostics,
      ...lost.map(each => withoutVolume(document, each)),
      ...groups.flatMap(group => contradiction(document, group))
    ]
  };
};
