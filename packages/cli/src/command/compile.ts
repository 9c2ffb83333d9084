import { Command, Option } from 'commander';
import type { Capabilities } from '../Capabilities.js';
import { printJson, printYaml, toObjects } from '../core.js';
import type { JsonObject } from '../core.js';
import { exit, failure } from '../exit.js';
import type { Exit } from '../exit.js';
import { readMesh } from '../input/readMesh.js';
import type { Compiled } from '../input/readMesh.js';
import { noFences, printOverview } from '../output/overview/printOverview.js';
import { paint, wantsColour } from '../output/Paint.js';
import { checkGolden } from './checkGolden.js';
import type { Context } from './Context.js';
import { examples } from './help.js';
import { addKindOptions, ofKinds } from './kindOptions.js';
import { addMeshOptions, diagnosticsOption } from './meshOptions.js';
import type { CompileOptions } from './Options.js';
import { reportDiagnostics } from './reportDiagnostics.js';
import { writeOutput } from './writeOutput.js';

const overview = (
  { stdout, environment }: Capabilities,
  compiled: Compiled,
  options: CompileOptions
): string =>
  printOverview(compiled, {
    paint: paint(wantsColour(options.color, environment, stdout)),
    columns: stdout.columns
  });

const printObjects = (objects: ReadonlyArray<JsonObject>, format: CompileOptions['output']): string =>
  format === 'json' ? printJson(objects) : printYaml(objects);

/** Output of nothing at all would look like a fault; an overview says it itself. */
const noteEmptiness = (
  { stderr }: Capabilities,
  { plan }: Compiled,
  { output, quiet }: CompileOptions
): void => {
  if (plan.fences.length === 0 && output !== 'human' && quiet !== true) stderr.write(`${noFences}\n`);
};

/** Where the kind ServiceFence is not installed, its objects are of no use. */
const selectedObjects = ({ plan }: Compiled, options: CompileOptions): ReadonlyArray<JsonObject> =>
  ofKinds(toObjects(plan, { statuses: options.statuses === true }), options);

/** Puts the result where the options say: standard output, a folder, or beside golden files. */
const deliver = async (
  capabilities: Capabilities,
  compiled: Compiled,
  options: CompileOptions
): Promise<Exit> => {
  const objects = selectedObjects(compiled, options);
  if (options.output === 'human') capabilities.stdout.write(overview(capabilities, compiled, options));
  if (options.check !== undefined) return checkGolden(capabilities, options.check, objects, options);
  if (options.outDir !== undefined) {
    return writeOutput(capabilities, options.outDir, objects, compiled.diagnostics, options);
  }
  if (options.output !== 'human') capabilities.stdout.write(printObjects(objects, options.output));
  return exit.done;
};

const refuseContradictions = ({ force, outDir }: CompileOptions): void => {
  if (force === true && outDir === undefined) {
    throw failure(
      exit.usage,
      '--force has a meaning only with --out-dir.',
      'Leave it out, or name a folder.'
    );
  }
};

/** Compiles the paths, delivers the result, then reports the findings; the worse of both is the exit code. */
export const runCompile = async (
  capabilities: Capabilities,
  paths: ReadonlyArray<string>,
  options: CompileOptions
): Promise<Exit> => {
  refuseContradictions(options);
  const compiled = await readMesh(capabilities, paths, options);
  noteEmptiness(capabilities, compiled, options);
  try {
    const delivered = await deliver(capabilities, compiled, options);
    const found = reportDiagnostics(capabilities, compiled, options);
    return delivered > found ? delivered : found;
  } catch (error) {
    reportDiagnostics(capabilities, compiled, options);
    throw error;
  }
};

const help = (name: string): string =>
  examples([
    [`${name} compile manifests/`, 'The Sidecars, as YAML'],
    [`${name} compile manifests/ -o human`, 'What they are, and why'],
    [`${name} compile 'apps/*/mesh/*.yaml' --edges calls.yaml`, 'With observed calls'],
    [`kubectl get svc,servicefence,vs -A -o yaml | ${name} compile -`, 'From a live cluster'],
    [`${name} compile manifests/ --out-dir sidecars`, 'One file per object'],
    [
      `${name} compile manifests/ --only sidecar | kubectl apply --server-side -f -`,
      'The Sidecars alone, into a cluster'
    ],
    [`${name} compile manifests/ --check sidecars`, 'In CI: is the folder up to date?'],
    [
      `${name} compile m/ --check s/ --now "$(git log -1 --format=%cI)"`,
      'With deadlines: the same on any day'
    ]
  ]);

export const compileCommand = ({ capabilities, name, finish }: Context): Command =>
  addMeshOptions(
    addKindOptions(
      new Command('compile')
        .summary('manifests in, Sidecars out')
        .description(
          'Compiles manifests (and observed calls) into the Sidecars that follow from them.\n\n' +
            'PATH is a file, a folder, a glob, or - for standard input; without any, the working folder.'
        )
        .argument('[PATH...]', 'files, folders, globs, or -')
        .addOption(
          new Option('-o, --output <FORMAT>', 'the form of the result; human is an overview with reasons')
            .choices(['yaml', 'json', 'human'])
            .default('yaml')
        )
        .addOption(
          new Option('--out-dir <DIR>', 'write one file per object into DIR, which is replaced as a whole')
        )
        .addOption(
          new Option(
            '--check <DIR>',
            'compare with the files in DIR; a diff and exit code 1 if they differ'
          ).conflicts('outDir')
        )
        .option('--force', 'with --out-dir, overwrite files of ours that were edited by hand')
        .option('--statuses', 'also give the ServiceFences with the statuses that they shall have')
    )
  )
    .addOption(diagnosticsOption())
    .addHelpText('after', help(name))
    .action(async (paths: ReadonlyArray<string>, options: CompileOptions) =>
      finish(await runCompile(capabilities, paths, options))
    );
