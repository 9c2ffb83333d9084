import type { Capabilities } from '../Capabilities.js';
import type { SourceText } from '../core.js';
import { exit, Failure } from '../exit.js';
import type { Problem } from '../exit.js';
import { codeOf, inWords } from '../Files.js';
import { decodeText } from './decodeText.js';
import { expandPaths, standardInput } from './expandPaths.js';
import { startProgress } from './Progress.js';

/** The most that is read of one file: more than any cluster's dump, less than the longest string there can be. */
const limit = 256 * 1024 * 1024;

/** What diagnostics call standard input. */
export const standardInputName = '<stdin>';

const remedies: Readonly<Record<string, string>> = {
  EACCES: 'Check its permissions, or leave it out.',
  EISDIR: 'Name the folder itself instead of feeding it in.',
  EFBIG: `No more than ${limit / 1024 / 1024} MiB of one file are read. Split it, or leave it out.`
};

const unreadable = (name: string, error: unknown): Problem => ({
  what: `${name} cannot be read: ${inWords(error)}.`,
  remedy: remedies[codeOf(error) ?? ''] ?? 'Check the file and the disk that it is on, or leave it out.'
});

const readStandardInput = async ({ stdin, stderr }: Capabilities): Promise<SourceText> => {
  if (stdin.isTerminal) stderr.write('Reading manifests from the terminal; end with Ctrl-D.\n');
  const bytes = await stdin.read(limit);
  return { file: standardInputName, text: decodeText(bytes) };
};

const emptyInput: Problem = {
  what: 'Standard input is empty.',
  remedy:
    'Pipe manifests in, for example: kubectl get services,servicefences -A -o yaml | meshfence compile -'
};

const readOne = async (capabilities: Capabilities, path: string): Promise<SourceText | Problem> => {
  try {
    if (path !== standardInput) {
      return { file: path, text: decodeText(await capabilities.files.read(path, limit)) };
    }
    const source = await readStandardInput(capabilities);
    return source.text.trim() === '' ? emptyInput : source;
  } catch (error) {
    return unreadable(path === standardInput ? 'Standard input' : path, error);
  }
};

const readAll = async (
  capabilities: Capabilities,
  paths: ReadonlyArray<string>
): Promise<ReadonlyArray<SourceText | Problem>> => {
  const progress = startProgress(capabilities.stderr, paths.length);
  const read: Array<SourceText | Problem> = [];
  for (const path of paths) {
    read.push(await readOne(capabilities, path));
    progress.advance();
  }
  progress.end();
  return read;
};

/**
 * The texts that the paths lead to.
 *
 * Everything that cannot be reached is reported at once, and nothing is compiled without it: a result from half of the
 * input would look like a whole one.
 */
export const readTexts = async (
  capabilities: Capabilities,
  paths: ReadonlyArray<string>
): Promise<ReadonlyArray<SourceText>> => {
  const expanded = await expandPaths(capabilities, paths);
  const read = expanded.problems.length > 0 ? [] : await readAll(capabilities, expanded.paths);
  const problems = [...expanded.problems, ...read.filter(each => 'what' in each)];
  if (problems.length > 0) throw new Failure(exit.unreachable, problems);
  return read.filter(each => 'text' in each);
};
