import { Command } from 'commander';
import { alsCommand } from './command/als.js';
import { compileCommand } from './command/compile.js';
import { completionCommand } from './command/completion.js';
import { controllerCommand } from './command/controller.js';
import type { Context } from './command/Context.js';
import { explainCommand } from './command/explain.js';
import { describeOption, examples } from './command/help.js';
import { installCommand } from './command/install.js';
import { uninstallCommand } from './command/uninstall.js';
import { validateCommand } from './command/validate.js';

const codes = `
Exit codes:
  0  done
  1  findings: errors in the input, or a difference
  2  wrong usage
  3  something that is needed could not be reached`;

const help = (name: string): string =>
  examples([
    [`${name} compile manifests/ -o human`, 'What follows from the manifests, and why'],
    [`${name} explain default/productpage -f manifests/`, "One workload's scope"],
    [`${name} compile --help`, 'All about a command']
  ]) + `\n${codes}`;

/** What helps most after wrong usage. */
const hint = (name: string, command: Command): string => {
  if (command.parent === null) return `See ${name} --help.`;
  const order = command.name() === 'explain' ? ' WORKLOAD comes first, and -f PATH... last.' : '';
  return `See ${name} ${command.name()} --help.${order}`;
};

const commands = [
  compileCommand,
  validateCommand,
  explainCommand,
  installCommand,
  uninstallCommand,
  controllerCommand,
  alsCommand,
  completionCommand
];

/** The whole program. Parsing throws instead of ending the process; output goes where the capabilities say. */
export const createProgram = (context: Context): Command => {
  const { stdout, stderr, version } = context.capabilities;
  const program = new Command(context.name)
    .description(
      'Compiles observed and declared dependencies into the Sidecars that limit what Istio sends each proxy.'
    )
    .version(version, '-V, --version')
    .addHelpText('after', help(context.name));
  commands.forEach(command => program.addCommand(command(context)));
  [program, ...program.commands].forEach(command =>
    command
      .exitOverride()
      .configureHelp({ optionDescription: describeOption })
      .showHelpAfterError(hint(context.name, command))
      .configureOutput({ writeOut: text => stdout.write(text), writeErr: text => stderr.write(text) })
  );
  return program;
};
