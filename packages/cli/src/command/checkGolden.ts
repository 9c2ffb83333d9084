import type { Capabilities } from '../Capabilities.js';
import type { JsonObject } from '../core.js';
import { exit } from '../exit.js';
import type { Exit } from '../exit.js';
import { toFileTree } from '../output/FileTree.js';
import { compareFolder } from '../output/folder/compareFolder.js';
import type { Difference } from '../output/folder/compareFolder.js';
import { paint, wantsColour } from '../output/Paint.js';
import { printDifferences } from '../output/printDifferences.js';
import { counted, trimmed } from '../output/words.js';
import type { CompileOptions } from './Options.js';

/** `1 file differs, 2 are missing, 1 is superfluous` */
const summary = (differences: ReadonlyArray<Difference>): string => {
  const missing = differences.filter(each => each.found === undefined).length;
  const superfluous = differences.filter(each => each.expected === undefined).length;
  const changed = differences.length - missing - superfluous;
  return [
    ...(changed > 0 ? [`${counted(changed, 'file')} ${changed === 1 ? 'differs' : 'differ'}`] : []),
    ...(missing > 0 ? [`${missing} missing`] : []),
    ...(superfluous > 0 ? [`${superfluous} superfluous`] : [])
  ].join(', ');
};

/** Compares the objects with the files in a folder: the differences are the result, the sum is a note. */
export const checkGolden = async (
  { files, stdout, stderr, environment }: Capabilities,
  folder: string,
  objects: ReadonlyArray<JsonObject>,
  { output, color, quiet }: CompileOptions
): Promise<Exit> => {
  const tree = toFileTree(objects, output === 'json' ? 'json' : 'yaml');
  const name = trimmed(folder);
  const differences = await compareFolder(files, name, tree);
  const note = (text: string): void => (quiet === true ? undefined : stderr.write(`${text}\n`));
  if (differences.length === 0) {
    note(`${name} is up to date: ${counted(tree.size, 'file')}.`);
    return exit.done;
  }
  stdout.write(printDifferences(name, differences, paint(wantsColour(color, environment, stdout))));
  note(
    `${name}: ${summary(differences)}. To accept the result, run with --out-dir ${name} instead of --check.`
  );
  return exit.findings;
};
