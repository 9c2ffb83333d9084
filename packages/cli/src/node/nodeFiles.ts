import { renameSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { codeOf } from '../Files.js';
import type { Files, Kind } from '../Files.js';
import { readStream } from './readStream.js';

interface Typed {
  readonly isFile: () => boolean;
  readonly isDirectory: () => boolean;
  readonly isSymbolicLink: () => boolean;
}

const kindFrom = (entry: Typed): Kind =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other';

const absent = (error: unknown): undefined => {
  if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
  throw error;
};

const read = async (path: string, limit: number): Promise<Uint8Array> => {
  const file = await fs.open(path, 'r');
  try {
    return await readStream(file.createReadStream({ autoClose: false, highWaterMark: 1 << 20 }), limit);
  } finally {
    await file.close();
  }
};

const copy = async (from: string, to: string): Promise<void> =>
  (await fs.lstat(from)).isSymbolicLink() ? fs.symlink(await fs.readlink(from), to) : fs.copyFile(from, to);

/**
 * The real file system.
 *
 * Renames are synchronous, so that nothing of this process comes between two that belong together.
 */
export const nodeFiles: Files = {
  kindOf: path => fs.stat(path).then(kindFrom, absent),
  list: async folder =>
    (await fs.readdir(folder, { withFileTypes: true })).map(entry => ({
      name: entry.name,
      kind: kindFrom(entry)
    })),
  read,
  write: (path, text) => fs.writeFile(path, text, { flag: 'wx' }),
  makeFolder: async path => void (await fs.mkdir(path, { recursive: true })),
  makeTemporary: prefix => fs.mkdtemp(prefix),
  rename: async (from, to) => renameSync(from, to),
  link: fs.link,
  copy,
  copyMode: async (from, to) => fs.chmod(to, (await fs.stat(from)).mode & 0o7777),
  removeFile: fs.unlink,
  removeFolder: fs.rmdir,
  realPath: path => fs.realpath(path)
};
