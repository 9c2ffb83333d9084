import { join } from 'node:path';
import type { Files, FolderEntry } from '../../Files.js';
import type { FileTree } from '../FileTree.js';
import { manifestName, parseManifest } from './Manifest.js';
import type { Manifest } from './Manifest.js';

/**
 * An output folder as it stands.
 *
 * `contents` holds what matters to us: the files that we wrote, and those that have a name which we want.
 */
export interface FolderState {
  readonly exists: boolean;
  readonly entries: ReadonlyArray<FolderEntry>;
  readonly manifest: Manifest | undefined;
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

const absent: FolderState = { exists: false, entries: [], manifest: undefined, contents: new Map() };

/** More than anything that we write, and than anyone would edit by hand. */
const limit = 64 * 1024 * 1024;

const readManifest = async (files: Files, folder: string): Promise<Manifest | undefined> => {
  const path = join(folder, manifestName);
  if ((await files.kindOf(path)) === undefined) return undefined;
  return parseManifest(path, new TextDecoder().decode(await files.read(path, limit)));
};

/** The folder's state, as far as the tree to be written there is concerned. */
export const readFolder = async (files: Files, folder: string, tree: FileTree): Promise<FolderState> => {
  if ((await files.kindOf(folder)) === undefined) return absent;
  const entries = await files.list(folder);
  const manifest = await readManifest(files, folder);
  const relevant = entries.filter(
    entry => entry.kind === 'file' && (tree.has(entry.name) || manifest?.has(entry.name) === true)
  );
  const contents = new Map<string, Uint8Array>();
  for (const entry of relevant) contents.set(entry.name, await files.read(join(folder, entry.name), limit));
  return { exists: true, entries, manifest, contents };
};
