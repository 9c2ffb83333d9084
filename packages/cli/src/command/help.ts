import type { Option } from 'commander';

/** Examples under a command's help, each with what it does. */
export const examples = (lines: ReadonlyArray<readonly [command: string, does: string]>): string =>
  ['', 'Examples:', ...lines.flatMap(([command, does]) => [`  # ${does}`, `  ${command}`])].join('\n');

/** What an option does, with its choices and its default, in as few signs as possible. */
export const describeOption = ({
  argChoices,
  defaultValue,
  defaultValueDescription,
  description
}: Option): string => {
  const shown = defaultValueDescription ?? (typeof defaultValue === 'string' ? defaultValue : undefined);
  const byDefault = shown === undefined ? [] : [`default: ${shown}`];
  const asides = [...(argChoices === undefined ? [] : [argChoices.join(', ')]), ...byDefault];
  return asides.length === 0 ? description : `${description} (${asides.join('; ')})`;
};
