import { Argument, Command } from 'commander';
import { bash } from '../completion/bash.js';
import { fish } from '../completion/fish.js';
import { shapeOf } from '../completion/Shape.js';
import type { Shape } from '../completion/Shape.js';
import { zsh } from '../completion/zsh.js';
import { exit } from '../exit.js';
import type { Context } from './Context.js';
import { examples } from './help.js';

export type Shell = 'bash' | 'zsh' | 'fish';

const scripts: Readonly<Record<Shell, (shape: Shape) => string>> = { bash, zsh, fish };

const help = (name: string): string =>
  examples([
    [`source <(${name} completion bash)`, 'In ~/.bashrc'],
    [`source <(${name} completion zsh)`, 'In ~/.zshrc, after compinit'],
    [`${name} completion fish | source`, 'In ~/.config/fish/config.fish']
  ]);

export const completionCommand = ({ capabilities, name, finish }: Context): Command => {
  const command = new Command('completion')
    .summary('a completion script for a shell')
    .description('Prints a script that makes a shell complete commands, options, their values and paths.')
    .addArgument(new Argument('<SHELL>', 'the shell').choices(Object.keys(scripts)))
    .addHelpText('after', help(name));
  return command.action((shell: Shell) => {
    capabilities.stdout.write(scripts[shell](shapeOf(command.parent ?? command)));
    finish(exit.done);
  });
};
