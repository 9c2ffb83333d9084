import type { Capabilities } from '../Capabilities.js';
import type { Diagnostic, JsonObject } from '../core.js';
import { exit } from '../exit.js';
import type { Exit } from '../exit.js';
import { toFileTree } from '../output/FileTree.js';
import type { FolderPlan } from '../output/folder/planFolder.js';
import { writeFolder } from '../output/folder/writeFolder.js';
import { failing } from '../output/printDiagnostics.js';
import { counted, trimmed } from '../output/words.js';
import type { CompileOptions } from './Options.js';

const summary = (folder: string, { keep, write, remove }: FolderPlan, changed: boolean): string => {
  const total = counted(keep.length + write.length, 'file');
  if (!changed) return `${folder} is up to date: ${total}.`;
  return `Wrote ${folder}: ${total}, ${write.length} of them new or changed, ${remove.length} removed.`;
};

/**
 * Writes the objects into a folder.
 *
 * Not if the input has errors: what is missing because of them would be deleted from the folder, and from the cluster
 * that follows it.
 */
export const writeOutput = async (
  capabilities: Capabilities,
  named: string,
  objects: ReadonlyArray<JsonObject>,
  diagnostics: ReadonlyArray<Diagnostic>,
  { output, force, failOn, quiet }: CompileOptions
): Promise<Exit> => {
  const folder = trimmed(named);
  const note = (text: string): void => (quiet === true ? undefined : capabilities.stderr.write(`${text}\n`));
  if (failing(diagnostics, failOn).length > 0) {
    capabilities.stderr.write(
      `${folder} was left as it was, because of the findings below; --fail-on never writes it all the same.\n\n`
    );
    return exit.findings;
  }
  const tree = toFileTree(objects, output === 'json' ? 'json' : 'yaml');
  const { changed, plan, notes } = await writeFolder(capabilities, folder, tree, force === true);
  [...notes, summary(folder, plan, changed)].forEach(note);
  return exit.done;
};
