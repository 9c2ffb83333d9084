import * as Yaml from '../yaml/print.js';
import type { Json, JsonObject } from '../model/Json.js';

/** Objects as a stream of YAML documents. Nothing at all where there are none. */
export const printYaml = (objects: ReadonlyArray<Json>): string => objects.map(Yaml.print).join('---\n');

/** Objects as one JSON `List`, as kubectl prints several. */
export const printJson = (objects: ReadonlyArray<JsonObject>): string =>
  `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }, undefined, 2)}\n`;
