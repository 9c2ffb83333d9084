import { resolve } from 'node:path';
import type { Capabilities } from '../Capabilities.js';
import type { Problem } from '../exit.js';
import { inWords } from '../Files.js';
import type { Files } from '../Files.js';
import { isGlob, parseGlob } from './Glob.js';
import { matchGlob } from './matchGlob.js';
import { byCodeUnits, walkFolder } from './walkFolder.js';

/** The path that stands for standard input. */
export const standardInput = '-';

/** The files that paths lead to, each once, and the paths that lead nowhere. */
export interface Expanded {
  readonly paths: ReadonlyArray<string>;
  readonly problems: ReadonlyArray<Problem>;
}

const found = (paths: ReadonlyArray<string>): Expanded => ({ paths, problems: [] });

const missing = (what: string, remedy: string): Expanded => ({ paths: [], problems: [{ what, remedy }] });

const expandFolder = async (files: Files, folder: string): Promise<Expanded> => {
  const paths = await walkFolder(files, folder);
  return paths.length > 0
    ? found(paths)
    : missing(
        `${folder} holds no manifests.`,
        'Files that end in .yaml, .yml or .json are looked for, also in folders below; hidden folders and node_modules are left out.'
      );
};

const expandGlob = async (files: Files, text: string): Promise<Expanded> => {
  const paths: Array<string> = [];
  for (const glob of parseGlob(text)) paths.push(...(await matchGlob(files, glob)));
  return paths.length > 0
    ? found(paths)
    : missing(
        `No file matches ${text}.`,
        'Patterns know *, ** (folders at any depth), ?, [abc] and {a,b}; they start from the working folder.'
      );
};

const expandPath = async (files: Files, path: string): Promise<Expanded> => {
  if (path === standardInput) return found([path]);
  const kind = await files.kindOf(path);
  if (kind === 'folder') return expandFolder(files, path);
  if (kind !== undefined) return found([path]);
  if (isGlob(path)) return expandGlob(files, path);
  return missing(`${path} does not exist.`, 'Check the name; it is looked for from the working folder.');
};

const attempt = async (files: Files, path: string): Promise<Expanded> => {
  try {
    return await expandPath(files, path);
  } catch (error) {
    const where =
      error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : path;
    return missing(`${where} cannot be read: ${inWords(error)}.`, 'Check its permissions, or leave it out.');
  }
};

/**
 * The files that files, folders, globs and `-` lead to: sorted, and each once, however many ways lead to it.
 */
export const expandPaths = async (
  { files, workingFolder }: Pick<Capabilities, 'files' | 'workingFolder'>,
  paths: ReadonlyArray<string>
): Promise<Expanded> => {
  const byPlace = new Map<string, string>();
  const problems: Array<Problem> = [];
  for (const path of paths) {
    const expanded = await attempt(files, path);
    problems.push(...expanded.problems);
    for (const each of expanded.paths) {
      const place = each === standardInput ? standardInput : resolve(workingFolder, each);
      if (!byPlace.has(place)) byPlace.set(place, each);
    }
  }
  return { paths: [...byPlace.values()].sort(byCodeUnits), problems };
};
