import { printYaml } from '../core.js';
import type { JsonObject } from '../core.js';
import { fileNames, identityOf } from './fileNames.js';

/** The files of an output folder: each one's name and text. */
export type FileTree = ReadonlyMap<string, string>;

export type ObjectFormat = 'yaml' | 'json';

const print = (object: JsonObject, format: ObjectFormat): string =>
  format === 'json' ? `${JSON.stringify(object, null, 2)}\n` : printYaml([object]);

/** One file per object. */
export const toFileTree = (objects: ReadonlyArray<JsonObject>, format: ObjectFormat): FileTree => {
  const names = fileNames(objects.map(identityOf));
  return new Map(
    objects.map((object, index) => [`${names[index] ?? ''}.${format}`, print(object, format)] as const)
  );
};
