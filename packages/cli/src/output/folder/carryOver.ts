import { join } from 'node:path';
import { exit, failure } from '../../exit.js';
import { codeOf } from '../../Files.js';
import type { Files, FolderEntry } from '../../Files.js';

/** A folder that holds more than this beside our files is hardly meant to be an output folder. */
const most = 10_000;

/** What was given a second place: files, and folders before what is in them. Paths are relative to the folder. */
export interface Carried {
  readonly files: Array<string>;
  readonly folders: Array<string>;
}

/** The system's ways to say that it can give no second name here. */
const unlinkable: ReadonlyArray<string | undefined> = [
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV'
];

const linkOrCopy = async (files: Files, from: string, to: string): Promise<void> => {
  try {
    await files.link(from, to);
  } catch (error) {
    if (!unlinkable.includes(codeOf(error))) throw error;
    await files.copy(from, to);
  }
};

const tooMany = (folder: string): Error =>
  failure(
    exit.usage,
    `${folder} holds more than ${most} files that meshfence did not write.`,
    'Name a folder of its own for the output, for example one inside it.'
  );

/**
 * Gives the named entries of a folder a second place in another one, where they are the same files.
 *
 * So that the new folder is complete before it takes the old one's place, and the old one is untouched until then.
 */
export const carryOver = async (
  files: Files,
  from: string,
  to: string,
  entries: ReadonlyArray<FolderEntry>,
  carried: Carried,
  within = ''
): Promise<void> => {
  for (const entry of entries) {
    const path = join(within, entry.name);
    if (carried.files.length + carried.folders.length >= most) throw tooMany(from);
    if (entry.kind === 'folder') {
      carried.folders.push(path);
      await files.makeFolder(join(to, path));
      await carryOver(files, from, to, await files.list(join(from, path)), carried, path);
      await files.copyMode(join(from, path), join(to, path));
    } else {
      carried.files.push(path);
      await linkOrCopy(files, join(from, path), join(to, path));
    }
  }
};
