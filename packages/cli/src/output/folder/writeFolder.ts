import { join, relative, resolve } from 'node:path';
import type { Capabilities } from '../../Capabilities.js';
import { exit, Failure, failure } from '../../exit.js';
import type { Problem } from '../../exit.js';
import { codeOf, inWords } from '../../Files.js';
import type { FileTree } from '../FileTree.js';
import { readFolder } from './FolderState.js';
import { planFolder } from './planFolder.js';
import type { FolderPlan } from './planFolder.js';
import { isCurrent, replaceFolder } from './replaceFolder.js';
import { leftovers, recover } from './workFolder.js';

/** What was done to an output folder. */
export interface Written {
  readonly changed: boolean;
  readonly plan: FolderPlan;
  readonly notes: ReadonlyArray<string>;
}

type World = Pick<Capabilities, 'files' | 'workingFolder'>;

/** The folder itself, where a link leads to it: the link stays. */
const place = async ({ files, workingFolder }: World, folder: string): Promise<string> =>
  (await files.kindOf(folder)) === undefined
    ? resolve(workingFolder, folder)
    : resolve(workingFolder, await files.realPath(folder));

const holds = (folder: string, path: string): boolean => !relative(folder, path).startsWith('..');

const refuseImpossible = async (
  { files, workingFolder }: World,
  name: string,
  folder: string
): Promise<void> => {
  const kind = await files.kindOf(folder);
  if (kind !== undefined && kind !== 'folder') {
    throw failure(
      exit.usage,
      `${name} is a file, not a folder.`,
      'Name a folder; it is made if it does not exist.'
    );
  }
  if (kind === 'folder' && holds(folder, await files.realPath(workingFolder))) {
    throw failure(
      exit.usage,
      `${name} holds the working folder, so it cannot be replaced as a whole.`,
      'Name a folder inside it, for example --out-dir sidecars.'
    );
  }
};

const taken = (path: string): Problem => ({
  what: `${path} was not written by meshfence, and is not overwritten.`,
  remedy: 'Move it away, or name another folder.'
});

const edited = (path: string): Problem => ({
  what: `${path} was changed since meshfence wrote it, and is not overwritten.`,
  remedy: 'Bring the change into the input, or give --force to let go of it.'
});

const refuseConflicts = (name: string, plan: FolderPlan): void => {
  const problems = [
    ...plan.taken.map(each => taken(join(name, each))),
    ...plan.edited.map(each => edited(join(name, each)))
  ];
  if (problems.length > 0) throw new Failure(exit.findings, problems);
};

const leftoverNotes = async (files: Capabilities['files'], folder: string): Promise<ReadonlyArray<string>> =>
  (await leftovers(files, folder)).map(
    work => `${work.path} is left of an interrupted run; delete it when no other run is going on.`
  );

const write = async (world: World, name: string, tree: FileTree, force: boolean): Promise<Written> => {
  const folder = await place(world, name);
  const recovered = await recover(world.files, folder);
  await refuseImpossible(world, name, folder);
  const notes = [
    ...(recovered ? [`An interrupted run had left ${name} aside; it is back in its place.`] : []),
    ...(await leftoverNotes(world.files, folder))
  ];
  const state = await readFolder(world.files, folder, tree);
  const plan = planFolder(tree, state, force);
  refuseConflicts(name, plan);
  if (isCurrent(plan, tree, state)) return { changed: false, plan, notes };
  const left = await replaceFolder(world.files, folder, tree, state, plan);
  const arrived = left === undefined ? [] : [`Files that came into ${name} meanwhile are kept in ${left}.`];
  return { changed: true, plan, notes: [...notes, ...arrived] };
};

const remedies: Readonly<Record<string, string>> = {
  EACCES: 'The folder that holds it must be writable too, because it is replaced as a whole.',
  EROFS: 'Name a folder on a file system that can be written.',
  EBUSY: 'A mount point cannot be replaced as a whole; name a folder inside it.',
  EXDEV: 'A mount point cannot be replaced as a whole; name a folder inside it.',
  ENOSPC: 'Make room, and run again.',
  ENOTDIR: 'A part of the path is a file; name another folder.',
  EEXIST: 'A part of the path is a file; name another folder.'
};

/** Makes the folder hold the tree, beside all that is not ours. It is replaced as a whole, or left as it was. */
export const writeFolder = async (
  world: World,
  name: string,
  tree: FileTree,
  force: boolean
): Promise<Written> => {
  try {
    return await write(world, name, tree, force);
  } catch (error) {
    if (error instanceof Failure || codeOf(error) === undefined) throw error;
    const remedy =
      remedies[codeOf(error) ?? ''] ?? 'It was left as it was. Run again when the cause is gone.';
    throw failure(exit.unreachable, `${name} cannot be written: ${inWords(error)}.`, remedy);
  }
};
