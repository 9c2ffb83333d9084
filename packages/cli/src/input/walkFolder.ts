import { join } from 'node:path';
import type { FolderEntry, Files } from '../Files.js';
import { manifestName } from '../output/folder/Manifest.js';

/** The endings of manifests. */
const manifest = /\.(ya?ml|json)$/i;

export const isManifest = (name: string): boolean => manifest.test(name) && !name.startsWith('.');

/** Whether the folder is where other people's packages are kept. */
export const holdsPackages = (entry: FolderEntry): boolean =>
  entry.kind === 'folder' && entry.name === 'node_modules';

/** Whether a search goes down into the folder: not into hidden ones, nor into other people's packages. */
export const isSearched = (entry: FolderEntry): boolean =>
  entry.kind === 'folder' && !entry.name.startsWith('.') && !holdsPackages(entry);

/** Compares by code units, the same on every machine. */
export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether the entry is a file, or a link to one (as in a mounted ConfigMap); pipes and devices are not. */
const isFile = async (files: Files, path: string, entry: FolderEntry): Promise<boolean> =>
  entry.kind === 'file' || (entry.kind === 'link' && (await files.kindOf(path)) === 'file');

/** Whether the folder is one that we write: a result, which must not come back as input beside its own source. */
const isOutput = (entries: ReadonlyArray<FolderEntry>): boolean =>
  entries.some(({ name }) => name === manifestName);

const manifestsHere = async (
  files: Files,
  folder: string,
  entries: ReadonlyArray<FolderEntry>
): Promise<ReadonlyArray<string>> => {
  const found: Array<string> = [];
  for (const entry of entries.filter(each => isManifest(each.name))) {
    const path = join(folder, entry.name);
    if (await isFile(files, path, entry)) found.push(path);
  }
  return found;
};

const walkBelow = async (files: Files, folder: string): Promise<ReadonlyArray<string>> => {
  const entries = await files.list(folder);
  return isOutput(entries) ? [] : walkEntries(files, folder, entries);
};

const walkEntries = async (
  files: Files,
  folder: string,
  entries: ReadonlyArray<FolderEntry>
): Promise<ReadonlyArray<string>> => {
  const found = [...(await manifestsHere(files, folder, entries))];
  for (const entry of entries.filter(isSearched))
    found.push(...(await walkBelow(files, join(folder, entry.name))));
  return found;
};

/**
 * The manifests in a folder and below, sorted.
 *
 * Linked folders are not entered: they could lead in a circle, or out of the folder. Nor are folders that we write
 * ourselves (`--out-dir`), unless one of them is the folder asked for.
 */
export const walkFolder = async (files: Files, folder: string): Promise<ReadonlyArray<string>> =>
  (await walkEntries(files, folder, await files.list(folder))).toSorted(byCodeUnits);
