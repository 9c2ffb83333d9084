import type { Severity } from './Entry.js';

export type Style = Severity | 'strong' | 'frame';

/** Puts a text into a style, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

const codes: Readonly<Record<Style, string>> = {
  error: '1;31',
  warning: '1;33',
  info: '36',
  strong: '1',
  frame: '1;34'
};

export const paint =
  (colour: boolean): Paint =>
  (style, text) =>
    colour && text !== '' ? `\u001B[${codes[style]}m${text}\u001B[0m` : text;
