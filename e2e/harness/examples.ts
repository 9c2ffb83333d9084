import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceText } from '@meshfence/core';

const root = fileURLToPath(new URL('../../examples', import.meta.url));

const filesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(folder, entry.name));

const isManifest = (file: string): boolean => /\.(?:ya?ml|json)$/.test(file);

/** The folders that `inputs.txt` names: what is in them belongs to the example too. */
const inputsOf = (folder: string): ReadonlyArray<string> => {
  const list = filesIn(folder).find(file => basename(file) === 'inputs.txt');
  if (list === undefined) return [];
  const lines = readFileSync(list, 'utf8').split('\n');
  return lines.filter(line => line.trim() !== '').map(line => join(folder, line.trim()));
};

const isExample = (folder: string): boolean =>
  filesIn(folder).some(file => isManifest(file) || basename(file) === 'inputs.txt');

const foldersBelow = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'expected')
    .flatMap(entry => [join(folder, entry.name), ...foldersBelow(join(folder, entry.name))]);

/** The examples of the repository, by their path below `examples`. */
export const examples: ReadonlyArray<string> = foldersBelow(root)
  .filter(isExample)
  .map(folder => relative(root, folder))
  .sort((a, b) => a.localeCompare(b));

/** The manifests of an example. */
export const manifestsOf = (example: string): ReadonlyArray<SourceText> =>
  [join(root, example), ...inputsOf(join(root, example))]
    .flatMap(filesIn)
    .filter(isManifest)
    .map(file => ({ file: relative(root, file), text: readFileSync(file, 'utf8') }));
