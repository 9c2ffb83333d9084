import { Command, Option } from 'commander';
import type { Capabilities } from '../Capabilities.js';
import { explain, printExplanation, printYaml } from '../core.js';
import type { Explanation, JsonObject } from '../core.js';
import { exit, failure } from '../exit.js';
import type { Exit } from '../exit.js';
import { readMesh } from '../input/readMesh.js';
import type { Context } from './Context.js';
import { findWorkload } from './findWorkload.js';
import { examples } from './help.js';
import { addLeaderOptions } from './leaderOptions.js';
import { addMeshOptions, diagnosticsOption } from './meshOptions.js';
import type { ExplainOptions } from './Options.js';
import { reportDiagnostics } from './reportDiagnostics.js';

const print = (explanation: Explanation, format: ExplainOptions['output']): string => {
  if (format === 'human') return printExplanation(explanation);
  const json = JSON.stringify(explanation, null, 2);
  return format === 'json' ? `${json}\n` : printYaml([JSON.parse(json) as JsonObject]);
};

/** The namespace that a workload is named with; undefined where it is named alone. */
const namespaceIn = (workload: string): string | undefined =>
  workload.includes('/') ? workload.split('/', 1)[0] : undefined;

/** Compiles the paths, and says why each host (or the one named) is in the workload's scope, or is not. */
export const runExplain = async (
  capabilities: Capabilities,
  workload: string,
  host: string | undefined,
  options: ExplainOptions
): Promise<Exit> => {
  const compiled = await readMesh(capabilities, options.filename ?? [], {
    ...options,
    leader: { ...options, callers: namespaceIn(workload) }
  });
  const { namespace, name } = findWorkload(compiled.plan, workload);
  const explanation = explain(compiled.mesh, compiled.plan, { namespace, name }, host);
  if (explanation === undefined) {
    throw failure(exit.unreachable, `Nothing is known of ${workload}.`, 'Check the name and the input.');
  }
  capabilities.stdout.write(print(explanation, options.output));
  // Infos are about the mesh as a whole; here the question is about one workload.
  return reportDiagnostics(capabilities, compiled, { ...options, quiet: true });
};

const help = (name: string): string =>
  examples([
    [`${name} explain default/productpage -f manifests/`, 'Every host of its scope, with reasons'],
    [`${name} explain productpage ratings -f manifests/`, 'Is ratings in it? Why, or why not?'],
    [`${name} explain productpage ratings --live`, 'And in the cluster? When did anybody see such a call?']
  ]);

export const explainCommand = ({ capabilities, name, finish }: Context): Command =>
  addLeaderOptions(
    addMeshOptions(
      new Command('explain')
        .summary('why a host is in a scope, or is not')
        .description(
          "Shows each host of a workload's scope with its chain of reasons.\n" +
            'With HOST: why it is there; or why it is absent, and what would add it.\n' +
            'Where anything is known of the sources of calls: what each has seen of the workload, and why calls were not learned.'
        )
        .argument('<WORKLOAD>', 'namespace/name, or just the name where only one has it')
        .argument('[HOST]', 'a host, in any form that a fence may name it')
        .addOption(
          new Option(
            '-f, --filename <PATH...>',
            'files, folders, globs, or -; without it, the working folder'
          )
        )
        .addOption(
          new Option('-o, --output <FORMAT>', 'the form of the explanation')
            .choices(['human', 'json', 'yaml'])
            .default('human')
        )
        .addOption(diagnosticsOption())
    )
  )
    .addHelpText('after', help(name))
    .action(async (workload: string, host: string | undefined, options: ExplainOptions) =>
      finish(await runExplain(capabilities, workload, host, options))
    );
