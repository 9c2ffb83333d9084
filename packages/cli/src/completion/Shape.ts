import type { Argument, Command, Option } from 'commander';

/** What a shell offers for a value: words, files, folders, or nothing because only the user knows. */
export type Value =
  | { readonly _tag: 'Words'; readonly words: ReadonlyArray<string> }
  | { readonly _tag: 'Files' }
  | { readonly _tag: 'Folders' }
  | { readonly _tag: 'Free' };

/** An option: `value` is undefined for a switch; `several` says that it takes all values up to the next option. */
export interface OptionShape {
  readonly short: string | undefined;
  readonly long: string;
  readonly description: string;
  readonly value: Value | undefined;
  readonly several: boolean;
}

/** A command as shells need to know it: what can stand behind its name. */
export interface CommandShape {
  readonly name: string;
  readonly summary: string;
  readonly options: ReadonlyArray<OptionShape>;
  readonly arguments: ReadonlyArray<{
    readonly name: string;
    readonly value: Value;
    readonly several: boolean;
  }>;
}

/** The program as shells need to know it. */
export interface Shape {
  readonly name: string;
  readonly options: ReadonlyArray<OptionShape>;
  readonly commands: ReadonlyArray<CommandShape>;
}

/** The placeholders that help texts use say what kind of value is meant. */
const valueOf = (placeholder: string, choices: ReadonlyArray<string> | undefined): Value => {
  if (choices !== undefined) return { _tag: 'Words', words: choices };
  if (/\b(FILE|PATH)\b/.test(placeholder)) return { _tag: 'Files' };
  return /\bDIR\b/.test(placeholder) ? { _tag: 'Folders' } : { _tag: 'Free' };
};

const optionShape = (option: Option): OptionShape => ({
  short: option.short,
  long: option.long ?? '',
  description: option.description,
  value: option.required || option.optional ? valueOf(option.flags, option.argChoices) : undefined,
  several: option.variadic
});

const argumentShape = (argument: Argument): CommandShape['arguments'][number] => ({
  name: argument.name(),
  value: valueOf(argument.name(), argument.argChoices),
  several: argument.variadic
});

const visibleOptions = (command: Command): ReadonlyArray<OptionShape> =>
  command.createHelp().visibleOptions(command).map(optionShape);

const commandShape = (names: ReadonlyArray<string>, command: Command): CommandShape => ({
  name: command.name(),
  summary: command.summary() || command.description(),
  options: visibleOptions(command),
  arguments:
    command.name() === 'help'
      ? [{ name: 'command', value: { _tag: 'Words', words: names }, several: false }]
      : command.registeredArguments.map(argumentShape)
});

/** The shape of a program, read off the program itself, so that completion never lags behind. */
export const shapeOf = (program: Command): Shape => {
  const commands = program.createHelp().visibleCommands(program);
  const names = commands.map(command => command.name()).filter(name => name !== 'help');
  return {
    name: 'meshfence',
    options: visibleOptions(program),
    commands: commands.map(command => commandShape(names, command))
  };
};
