import { byCodeUnits } from '../../input/walkFolder.js';
import type { FileTree } from '../FileTree.js';
import type { FolderState } from './FolderState.js';
import { hash, manifestName } from './Manifest.js';

/**
 * What becomes of each name in an output folder.
 *
 * `keep` and `carry` stay as they are (ours and others'); `edited` are files of ours that somebody has changed since,
 * `taken` are names that we want and that somebody else's files have.
 */
export interface FolderPlan {
  readonly keep: ReadonlyArray<string>;
  readonly write: ReadonlyArray<string>;
  readonly remove: ReadonlyArray<string>;
  readonly carry: ReadonlyArray<string>;
  readonly edited: ReadonlyArray<string>;
  readonly taken: ReadonlyArray<string>;
}

type Fate = keyof FolderPlan;

const sameAs = (content: Uint8Array, text: string | undefined): boolean =>
  text !== undefined && hash(content) === hash(text);

/** The fate of one name. `force` lets go of edits, never of what is not ours. */
const fateOf = (name: string, tree: FileTree, state: FolderState, force: boolean): Fate => {
  const wanted = tree.get(name);
  const content = state.contents.get(name);
  const written = state.manifest?.get(name);
  if (!state.entries.some(entry => entry.name === name)) return 'write';
  if (content !== undefined && sameAs(content, wanted)) return 'keep';
  if (content === undefined || written === undefined) return wanted === undefined ? 'carry' : 'taken';
  if (hash(content) !== written && !force) return 'edited';
  return wanted === undefined ? 'remove' : 'write';
};

/** What has to happen so that the folder holds the tree, and everything in it that is not ours. */
export const planFolder = (tree: FileTree, state: FolderState, force: boolean): FolderPlan => {
  const present = state.entries.map(entry => entry.name).filter(name => name !== manifestName);
  const names = [...new Set([...tree.keys(), ...present])].sort(byCodeUnits);
  const fate = new Map(names.map(name => [name, fateOf(name, tree, state, force)] as const));
  const having = (wanted: Fate): ReadonlyArray<string> => names.filter(name => fate.get(name) === wanted);
  return {
    keep: having('keep'),
    write: having('write'),
    remove: having('remove'),
    carry: having('carry'),
    edited: having('edited'),
    taken: having('taken')
  };
};
