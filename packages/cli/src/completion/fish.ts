import type { CommandShape, OptionShape, Shape, Value } from './Shape.js';

/** Text inside single quotes of fish. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

const action = (value: Value | undefined): string => {
  switch (value?._tag) {
    case undefined:
      return '';
    case 'Words':
      return ` -x -a ${quoted(value.words.join(' '))}`;
    case 'Files':
      return ' -r -F';
    case 'Folders':
      return ` -x -a '(__fish_complete_directories)'`;
    case 'Free':
      return ' -x';
  }
};

const optionLine = (start: string, { short, long, description, value }: OptionShape): string => {
  const flags = [...(short === undefined ? [] : [`-s ${short.slice(1)}`]), `-l ${long.slice(2)}`].join(' ');
  return `${start} ${flags}${action(value)} -d ${quoted(description)}`;
};

const argumentLine = (start: string, { value }: CommandShape['arguments'][number]): string => {
  if (value._tag === 'Words') return `${start} -a ${quoted(value.words.join(' '))}`;
  return value._tag === 'Free' ? '' : `${start} -F`;
};

const commandLines = (name: string, command: CommandShape): ReadonlyArray<string> => {
  const start = `complete -c ${name} -n '__fish_seen_subcommand_from ${command.name}'`;
  return [
    `complete -c ${name} -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.summary)}`,
    ...command.arguments.slice(0, 1).map(argument => argumentLine(start, argument)),
    ...command.options.map(option => optionLine(start, option))
  ].filter(line => line !== '');
};

/** The completion script for fish. */
export const fish = ({ name, options, commands }: Shape): string =>
  [
    `# ${name} completion for fish.`,
    `complete -c ${name} -f`,
    ...options.map(option => optionLine(`complete -c ${name} -n __fish_use_subcommand`, option)),
    ...commands.flatMap(command => commandLines(name, command)),
    ''
  ].join('\n');
