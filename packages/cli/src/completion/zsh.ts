import type { CommandShape, OptionShape, Shape, Value } from './Shape.js';

/** Text inside single quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Text inside the brackets or between the colons of an `_arguments` specification. */
const escaped = (text: string): string => text.replace(/[\\[\]:]/g, '\\$&');

const action = (value: Value): string => {
  switch (value._tag) {
    case 'Words':
      return `(${value.words.join(' ')})`;
    case 'Files':
      return '_files';
    case 'Folders':
      return '_files -/';
    case 'Free':
      return ' ';
  }
};

/** `:*-*:` takes all words up to the next option. */
const valueSpec = ({ value, several }: OptionShape): string =>
  value === undefined ? '' : `:${several ? '*-*:' : ''}value:${action(value)}`;

/** The equals sign lets the value stand in the same word (`--output=yaml`) or in the next one. */
const optionSpecs = (option: OptionShape): string => {
  const { short, description, value } = option;
  const long = value === undefined ? option.long : `${option.long}=`;
  const text = quoted(`[${escaped(description)}]${valueSpec(option)}`);
  return short === undefined ? `'*'${long}${text}` : `'*'{${short},${long}}${text}`;
};

const argumentSpec = ({ name, value, several }: CommandShape['arguments'][number]): string =>
  quoted(`${several ? '*' : ''}:${escaped(name)}:${action(value)}`);

const commandCase = (command: CommandShape): string =>
  [
    `        ${command.name})`,
    `          _arguments -s -S \\`,
    [...command.options.map(optionSpecs), ...command.arguments.map(argumentSpec)]
      .map(spec => `            ${spec}`)
      .join(' \\\n'),
    '          ;;'
  ].join('\n');

/** The completion script for zsh: to be sourced, or kept as `_meshfence` in a folder of $fpath. */
export const zsh = ({ name, options, commands }: Shape): string => `#compdef ${name}

_meshfence() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  local -a commands=(
${commands.map(({ name: each, summary }) => `    ${quoted(`${each}:${summary}`)}`).join('\n')}
  )
  _arguments -C \\
${options.map(option => `    ${optionSpecs(option)} \\`).join('\n')}
    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command)
      _describe command commands
      ;;
    argument)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}

if [[ $funcstack[1] == _meshfence ]]; then
  _meshfence "$@"
else
  compdef _meshfence ${name}
fi
`;
