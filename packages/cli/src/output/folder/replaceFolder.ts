import { join } from 'node:path';
import { codeOf } from '../../Files.js';
import type { Files } from '../../Files.js';
import type { FileTree } from '../FileTree.js';
import { carryOver } from './carryOver.js';
import type { Carried } from './carryOver.js';
import type { FolderState } from './FolderState.js';
import { hash, manifestName, printManifest } from './Manifest.js';
import type { FolderPlan } from './planFolder.js';
import { makeWorkFolder } from './workFolder.js';
import type { WorkFolder } from './workFolder.js';

const manifestOf = (tree: FileTree): string =>
  printManifest(new Map([...tree].map(([name, text]) => [name, hash(text)] as const)));

/** Whether the folder holds already what it shall hold. */
export const isCurrent = (plan: FolderPlan, tree: FileTree, state: FolderState): boolean =>
  plan.write.length === 0 &&
  plan.remove.length === 0 &&
  state.manifest !== undefined &&
  printManifest(state.manifest) === manifestOf(tree);

/** What a replacement is made from. `carried` fills up while the new folder is built. */
interface Replacement {
  readonly folder: string;
  readonly tree: FileTree;
  readonly state: FolderState;
  readonly plan: FolderPlan;
  readonly work: WorkFolder;
  readonly carried: Carried;
}

const build = async (
  files: Files,
  { folder, tree, state, plan, work, carried }: Replacement
): Promise<void> => {
  const staying = new Set([...plan.keep, ...plan.carry]);
  const entries = state.entries.filter(entry => staying.has(entry.name));
  await carryOver(files, folder, work.fresh, entries, carried);
  for (const name of plan.write) await files.write(join(work.fresh, name), tree.get(name) ?? '');
  await files.write(join(work.fresh, manifestName), manifestOf(tree));
  if (state.exists) await files.copyMode(folder, work.fresh);
};

/** Removes what is there; what is not there, or holds something unexpected, stays as it is. */
const removeQuietly = async (remove: () => Promise<void>): Promise<void> => {
  try {
    await remove();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
};

/** Removes the names in a folder that are known to live on elsewhere or to be ours, then the folder if it is empty. */
const removeKnown = async (files: Files, folder: string, known: Carried): Promise<void> => {
  for (const path of known.files) await removeQuietly(() => files.removeFile(join(folder, path)));
  for (const path of ['', ...known.folders].reverse())
    await removeQuietly(() => files.removeFolder(join(folder, path)));
};

/** The old folder steps aside and the new one takes its place; the old one comes back if that fails. */
const swap = async (files: Files, { folder, work, state }: Replacement): Promise<void> => {
  if (!state.exists) return files.rename(work.fresh, folder);
  await files.rename(folder, work.old);
  try {
    await files.rename(work.fresh, folder);
  } catch (error) {
    await files.rename(work.old, folder);
    throw error;
  }
};

/** Removes the old folder, as far as all in it is ours or lives on in the new one. */
const removeOld = (files: Files, { state, plan, work, carried }: Replacement): Promise<void> => {
  const rewritten = plan.write.filter(name => state.contents.has(name));
  const manifest = state.manifest === undefined ? [] : [manifestName];
  const ours = [...rewritten, ...plan.remove, ...manifest];
  return removeKnown(files, work.old, { files: [...carried.files, ...ours], folders: carried.folders });
};

/** Removes what was built of the new folder. */
const removeNew = (files: Files, { plan, work, carried }: Replacement): Promise<void> =>
  removeKnown(files, work.fresh, {
    files: [...carried.files, ...plan.write, manifestName],
    folders: carried.folders
  });

/** The old folder is touched only when the new one has taken its place. */
const replace = async (files: Files, replacement: Replacement): Promise<void> => {
  const removeWork = (): Promise<void> => removeQuietly(() => files.removeFolder(replacement.work.path));
  try {
    await build(files, replacement);
    await swap(files, replacement);
  } catch (error) {
    await removeNew(files, replacement);
    await removeWork();
    throw error;
  }
  await removeOld(files, replacement);
  await removeWork();
};

/**
 * Replaces a folder by one that holds the tree and everything of others, all at once.
 *
 * The new folder is complete before it takes the old one's place. Whenever the run is killed, the folder is the old or
 * the new one; between the two renames it stands aside for a moment, and the next run puts it back. Gives the path of
 * what had to be left behind, because it came into the old folder in the meantime.
 */
export const replaceFolder = async (
  files: Files,
  folder: string,
  tree: FileTree,
  state: FolderState,
  plan: FolderPlan
): Promise<string | undefined> => {
  const work = await makeWorkFolder(files, folder);
  const carried: Carried = { files: [], folders: [] };
  await replace(files, { folder, tree, state, plan, work, carried });
  return (await files.kindOf(work.path)) === undefined ? undefined : work.old;
};
