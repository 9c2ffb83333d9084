import type { CommandShape, OptionShape, Shape, Value } from './Shape.js';

const offer = (value: Value): string => {
  switch (value._tag) {
    case 'Words':
      return `_meshfence_words '${value.words.join(' ')}'`;
    case 'Files':
      return '_meshfence_paths -f';
    case 'Folders':
      return '_meshfence_paths -d';
    case 'Free':
      return ':';
  }
};

const spellings = ({ short, long }: OptionShape): ReadonlyArray<string> =>
  short === undefined ? [long] : [short, long];

const valueCases = (command: CommandShape, several: boolean): ReadonlyArray<string> =>
  command.options.flatMap(option =>
    option.value === undefined || option.several !== several
      ? []
      : [
          `    ${spellings(option)
            .map(each => `'${command.name} ${each}'`)
            .join('|')}) ${offer(option.value)}; return ;;`
        ]
  );

const flagCase = ({ name, options }: CommandShape): string =>
  `      '${name}') _meshfence_words '${options.flatMap(spellings).join(' ')}' ;;`;

const argumentCase = ({ name, arguments: all }: CommandShape): ReadonlyArray<string> =>
  all.slice(0, 1).map(argument => `    '${name}') ${offer(argument.value)} ;;`);

const words = (name: string): string => `_meshfence_words() {
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$1" -- "$cur")
}

_meshfence_paths() {
  local word
  compopt -o filenames 2>/dev/null
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$1" -- "$cur")
}
# ${name} completion for bash 3.2 and later; it needs no other package.`;

/** The completion script for bash. */
export const bash = ({ name, options, commands }: Shape): string => {
  const names = commands.map(command => command.name);
  const top: CommandShape = {
    name: '',
    summary: '',
    options,
    arguments: [{ name: 'command', value: { _tag: 'Words', words: names }, several: false }]
  };
  const all = [top, ...commands];
  return `${words(name)}
_meshfence() {
  local cur=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command='' option='' index
  COMPREPLY=()
  # bash has split --output=yaml at the equals sign.
  if [[ $cur == '=' ]]; then cur=''
  elif [[ $previous == '=' ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in
      -*) option=\${COMP_WORDS[index]} ;;
      ${names.join('|')}) [[ -n $command ]] || command=\${COMP_WORDS[index]} ;;
    esac
  done
  case "$command $previous" in
${all.flatMap(each => valueCases(each, false)).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${all.map(flagCase).join('\n')}
    esac
    return
  fi
  case "$command $option" in
${all.flatMap(each => valueCases(each, true)).join('\n')}
  esac
  case $command in
${all.flatMap(argumentCase).join('\n')}
  esac
}

complete -F _meshfence ${name}
`;
};
