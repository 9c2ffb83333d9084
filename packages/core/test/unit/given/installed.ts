import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { Code } from '../../../src/diagnostic/catalogue.js';
import { install } from '../../../src/install.js';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import type { Resource } from '../../../src/model/Resource.js';
import { at } from './at.js';
import { slimeBoot } from './objects.js';

/** What a SlimeBoot becomes, and short ways to ask about it. */
export interface Installed {
  readonly resources: ReadonlyArray<Resource>;
  readonly codes: ReadonlyArray<Code>;
  /** The first object of the kind, by name where that matters. */
  readonly object: (kind: string, name?: string) => JsonObject | undefined;
  /** What stands in the object of the kind, at the end of a path. */
  readonly at: (kind: string, ...path: ReadonlyArray<string | number>) => Json | undefined;
}

/** Installs objects, a SlimeBoot among them. */
export const installedFrom = (objects: ReadonlyArray<Json>): Installed => {
  const mesh = decodeObjects(objects);
  const { diagnostics, value: resources } = install(mesh.value);
  const object = (kind: string, name?: string) =>
    resources.find(each => each.kind === kind && (name === undefined || each.name === name))?.object;
  return {
    resources,
    codes: [...mesh.diagnostics, ...diagnostics].map(({ code }) => code),
    object,
    at: (kind, ...path) => at(object(kind), ...path)
  };
};

/** Installs a SlimeBoot with these fields of its spec, of its module, and of the module's settings. */
export const installed = (
  spec: JsonObject = {},
  module: JsonObject = {},
  general: JsonObject = {}
): Installed => installedFrom([slimeBoot({ globalSidecarMode: 'no', ...general }, module, spec)]);

/** The way to the pod's spec, and to its container. */
export const podSpec = ['spec', 'template', 'spec'] as const;
export const slime = [...podSpec, 'containers', 0] as const;
