import { basename, dirname, join } from 'node:path';
import type { Files } from '../../Files.js';

/**
 * The folder beside an output folder in which its successor is built (`new`), and to which it steps aside (`old`).
 */
export interface WorkFolder {
  readonly path: string;
  readonly fresh: string;
  readonly old: string;
}

const prefix = (folder: string): string => `.${basename(folder)}.meshfence-`;

const at = (path: string): WorkFolder => ({ path, fresh: join(path, 'new'), old: join(path, 'old') });

export const makeWorkFolder = async (files: Files, folder: string): Promise<WorkFolder> => {
  await files.makeFolder(dirname(folder));
  const work = at(await files.makeTemporary(join(dirname(folder), prefix(folder))));
  await files.makeFolder(work.fresh);
  return work;
};

/** The work folders that interrupted runs have left. */
export const leftovers = async (files: Files, folder: string): Promise<ReadonlyArray<WorkFolder>> => {
  if ((await files.kindOf(dirname(folder))) !== 'folder') return [];
  const entries = await files.list(dirname(folder));
  return entries
    .filter(entry => entry.kind === 'folder' && entry.name.startsWith(prefix(folder)))
    .map(entry => at(join(dirname(folder), entry.name)));
};

/**
 * Puts an output folder back that a run, killed between stepping aside and being replaced, has left aside.
 *
 * Gives whether there was one.
 */
export const recover = async (files: Files, folder: string): Promise<boolean> => {
  if ((await files.kindOf(folder)) !== undefined) return false;
  for (const work of await leftovers(files, folder)) {
    if ((await files.kindOf(work.old)) !== 'folder') continue;
    await files.rename(work.old, folder);
    return true;
  }
  return false;
};
