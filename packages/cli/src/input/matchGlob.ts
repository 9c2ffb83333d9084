import { join } from 'node:path';
import type { Files } from '../Files.js';
import type { Glob, Segment } from './Glob.js';
import { byCodeUnits, holdsPackages, isManifest, isSearched, walkFolder } from './walkFolder.js';

const isFolder = async (files: Files, path: string): Promise<boolean> =>
  (await files.kindOf(path)) === 'folder';

const below = async (files: Files, folder: string): Promise<ReadonlyArray<string>> =>
  (await files.list(folder)).filter(isSearched).map(entry => join(folder, entry.name));

/** The paths that one part leads to from a folder. */
const follow = async (files: Files, folder: string, part: Segment): Promise<ReadonlyArray<string>> => {
  if (part._tag === 'Literal') return [part.name === '' ? '/' : join(folder, part.name)];
  if (part._tag === 'AnyDepth') return below(files, folder);
  return (await files.list(folder))
    .filter(entry => part.matches(entry.name) && !holdsPackages(entry))
    .map(entry => join(folder, entry.name));
};

/** The paths that match, where a folder at the end of `**` stands for everything below it. */
const matchFrom = async (files: Files, folder: string, glob: Glob): Promise<ReadonlyArray<string>> => {
  const [part, ...rest] = glob;
  if (part === undefined) return (await files.kindOf(folder)) === undefined ? [] : [folder];
  if (part._tag !== 'Literal' && !(await isFolder(files, folder))) return [];
  if (part._tag === 'AnyDepth' && rest.length === 0) return [folder];
  const next = await follow(files, folder, part);
  const found = part._tag === 'AnyDepth' ? [...(await matchFrom(files, folder, rest))] : [];
  for (const path of next)
    found.push(...(await matchFrom(files, path, part._tag === 'AnyDepth' ? glob : rest)));
  return found;
};

/** Whether the glob leaves it open what files it means (`shop/*`, `shop/**`): then it means manifests. */
const isOpenEnded = (glob: Glob): boolean => {
  const last = glob.at(-1);
  return last?._tag === 'AnyDepth' || (last?._tag === 'Pattern' && last.any);
};

const name = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The files that a glob matches, sorted; a folder that it matches stands for the manifests below it. */
export const matchGlob = async (files: Files, glob: Glob): Promise<ReadonlyArray<string>> => {
  const found = new Set<string>();
  for (const path of await matchFrom(files, '.', glob)) {
    if (await isFolder(files, path)) (await walkFolder(files, path)).forEach(file => found.add(file));
    else if (!isOpenEnded(glob) || isManifest(name(path))) found.add(path);
  }
  return [...found].sort(byCodeUnits);
};
