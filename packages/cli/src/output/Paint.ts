import type { Output } from '../Capabilities.js';

/** Ways to set text off on a terminal. Without colour each leaves the text as it is. */
export interface Paint {
  readonly enabled: boolean;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const sgr =
  (enabled: boolean, on: number, off: number) =>
  (text: string): string =>
    enabled && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text;

export const paint = (enabled: boolean): Paint => ({
  enabled,
  bold: sgr(enabled, 1, 22),
  dim: sgr(enabled, 2, 22),
  red: sgr(enabled, 31, 39),
  green: sgr(enabled, 32, 39),
  yellow: sgr(enabled, 33, 39),
  cyan: sgr(enabled, 36, 39)
});

export type ColourChoice = 'auto' | 'always' | 'never';

type Environment = Readonly<Record<string, string | undefined>>;

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

/** Whether to colour: the option decides, then NO_COLOR, then FORCE_COLOR, then whether anybody watches. */
export const wantsColour = (choice: ColourChoice, environment: Environment, output: Output): boolean => {
  if (choice !== 'auto') return choice === 'always';
  if (isSet(environment['NO_COLOR'])) return false;
  const forced = environment['FORCE_COLOR'];
  if (isSet(forced)) return forced !== '0' && forced !== 'false';
  return output.isTerminal && environment['TERM'] !== 'dumb';
};
