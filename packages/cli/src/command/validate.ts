import { Command, Option } from 'commander';
import type { Capabilities } from '../Capabilities.js';
import type { Exit } from '../exit.js';
import { readMesh } from '../input/readMesh.js';
import type { Compiled } from '../input/readMesh.js';
import { wantsColour } from '../output/Paint.js';
import { chosenFormat, exitFor, printDiagnostics, shown } from '../output/printDiagnostics.js';
import { counted } from '../output/words.js';
import type { Context } from './Context.js';
import { examples } from './help.js';
import { addMeshOptions } from './meshOptions.js';
import type { ValidateOptions } from './Options.js';

const nothingFound = ({ sources, plan }: Compiled): string =>
  `No findings in ${counted(sources.size, 'file')}: ${counted(plan.sidecars.length, 'Sidecar')} would follow.\n`;

/** Reads and compiles the paths, and gives nothing but the findings: they are the result. */
export const runValidate = async (
  capabilities: Capabilities,
  paths: ReadonlyArray<string>,
  options: ValidateOptions
): Promise<Exit> => {
  const { stdout, environment, version } = capabilities;
  const compiled = await readMesh(capabilities, paths, options);
  const format = chosenFormat(options.output, environment);
  const colour = wantsColour(options.color, environment, stdout);
  const findings = shown(compiled.diagnostics, options.quiet);
  stdout.write(printDiagnostics(format, findings, { sources: compiled.sources, colour, version }));
  if (format === 'human' && findings.length === 0) stdout.write(nothingFound(compiled));
  return exitFor(compiled.diagnostics, options.failOn);
};

const help = (name: string): string =>
  examples([
    [`${name} validate manifests/`, 'Findings, each with its line and a remedy'],
    [`${name} validate -o sarif manifests/ > findings.sarif`, 'For code scanning'],
    [`${name} validate --fail-on warning manifests/`, 'In CI: be strict']
  ]);

export const validateCommand = ({ capabilities, name, finish }: Context): Command =>
  addMeshOptions(
    new Command('validate')
      .summary('the findings about manifests')
      .description(
        'Reads manifests and gives the findings about them, and nothing else.\n\n' +
          'PATH is a file, a folder, a glob, or - for standard input; without any, the working folder.'
      )
      .argument('[PATH...]', 'files, folders, globs, or -')
      .addOption(
        new Option(
          '-o, --output <FORMAT>',
          'the form of the findings; in GitHub Actions github by default'
        ).choices(['human', 'json', 'yaml', 'sarif', 'github'])
      )
  )
    .addHelpText('after', help(name))
    .action(async (paths: ReadonlyArray<string>, options: ValidateOptions) =>
      finish(await runValidate(capabilities, paths, options))
    );
