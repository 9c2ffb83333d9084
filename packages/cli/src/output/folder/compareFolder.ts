import { join } from 'node:path';
import type { Files } from '../../Files.js';
import { codeOf, inWords } from '../../Files.js';
import { exit, Failure, failure } from '../../exit.js';
import { byCodeUnits } from '../../input/walkFolder.js';
import type { FileTree } from '../FileTree.js';
import { readFolder } from './FolderState.js';
import type { FolderState } from './FolderState.js';

/** A file of which a folder holds something else than it should; undefined where one side has no such file. */
export interface Difference {
  readonly name: string;
  readonly found: string | undefined;
  readonly expected: string | undefined;
}

const managed = /^ {4}app\.kubernetes\.io\/managed-by: meshfence$/m;

/** Files that look like ours, for golden folders whose manifest is not kept under version control. */
const unlisted = async (
  files: Files,
  folder: string,
  state: FolderState,
  tree: FileTree
): Promise<ReadonlyArray<readonly [string, string]>> => {
  if (state.manifest !== undefined) return [];
  const found: Array<readonly [string, string]> = [];
  for (const { kind, name } of state.entries) {
    if (kind !== 'file' || tree.has(name) || !name.endsWith('.yaml')) continue;
    const text = new TextDecoder().decode(await files.read(join(folder, name), 64 * 1024 * 1024));
    if (managed.test(text)) found.push([name, text]);
  }
  return found;
};

const compare = async (files: Files, folder: string, tree: FileTree): Promise<ReadonlyArray<Difference>> => {
  const state = await readFolder(files, folder, tree);
  if (!state.exists) {
    throw failure(
      exit.unreachable,
      `${folder} does not exist, so there is nothing to compare with.`,
      `Make it with: meshfence compile ... --out-dir ${folder}`
    );
  }
  const decode = (content: Uint8Array): string => new TextDecoder().decode(content);
  const listed = [...state.contents].map(([name, content]) => [name, decode(content)] as const);
  const found = new Map([...listed, ...(await unlisted(files, folder, state, tree))]);
  return [...new Set([...found.keys(), ...tree.keys()])]
    .sort(byCodeUnits)
    .map(name => ({ name, found: found.get(name), expected: tree.get(name) }))
    .filter(difference => difference.found !== difference.expected);
};

/** How a folder of golden files differs from the tree, by name. Files that are not ours do not count. */
export const compareFolder = async (
  files: Files,
  folder: string,
  tree: FileTree
): Promise<ReadonlyArray<Difference>> => {
  try {
    return await compare(files, folder, tree);
  } catch (error) {
    if (error instanceof Failure || codeOf(error) === undefined) throw error;
    throw failure(exit.unreachable, `${folder} cannot be read: ${inWords(error)}.`, 'Check its permissions.');
  }
};
