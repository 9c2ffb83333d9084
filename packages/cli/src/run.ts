import { CommanderError } from 'commander';
import type { Capabilities } from './Capabilities.js';
import type { ColourChoice } from './output/Paint.js';
import { exit, Failure, failure } from './exit.js';
import type { Exit } from './exit.js';
import { inWords } from './Files.js';
import { paint, wantsColour } from './output/Paint.js';
import { printFailure } from './output/printFailure.js';
import { createProgram } from './program.js';

const named = (words: ReadonlyArray<string>): ColourChoice => {
  const choice = /--color[= ](always|never)/.exec(words.join(' '))?.[1];
  return choice === 'always' || choice === 'never' ? choice : 'auto';
};

const parse = async (
  name: string,
  words: ReadonlyArray<string>,
  capabilities: Capabilities
): Promise<Exit> => {
  let code: Exit = exit.done;
  const finish = (ended: Exit): void => {
    code = ended;
  };
  await createProgram({ capabilities, name, finish }).parseAsync([...words], { from: 'user' });
  return code;
};

/** The exit code of an error. What is neither a failure nor wrong usage is a fault of the program, and goes on. */
const exitOf = (
  error: unknown,
  words: ReadonlyArray<string>,
  { stderr, environment }: Capabilities
): Exit => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
  if (!(error instanceof Failure)) throw error;
  stderr.write(printFailure(error, paint(wantsColour(named(words), environment, stderr))));
  return error.exit;
};

/** Whether all output has reached its reader; a reader that has gone away (`| head`) has what it wanted. */
const deliver = async (code: Exit, { stdout, stderr }: Capabilities): Promise<Exit> => {
  const failed = await stdout.done();
  if (failed === undefined || failed === 'EPIPE') return code;
  const reason = inWords(Object.assign(new Error(failed), { code: failed }));
  const problem = failure(
    exit.unreachable,
    `Standard output cannot be written: ${reason}.`,
    'Check where it goes.'
  );
  stderr.write(printFailure(problem, paint(false)));
  return exit.unreachable;
};

/** Runs the program with the words of a command line, and gives the exit code. */
export const run = async (
  name: string,
  words: ReadonlyArray<string>,
  capabilities: Capabilities
): Promise<Exit> => {
  let code: Exit;
  try {
    code = await parse(name, words, capabilities);
  } catch (error) {
    code = exitOf(error, words, capabilities);
  }
  const delivered = await deliver(code, capabilities);
  await capabilities.stderr.done();
  return delivered;
};
