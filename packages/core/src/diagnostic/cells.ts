/** One character as a terminal shows it: what is printed, how many columns that takes, how long it is in the text. */
export interface Cell {
  readonly shown: string;
  readonly width: number;
  readonly units: number;
}

const tab = '    ';
const combining = /^[\p{Mn}\p{Me}\u200D]$/u;
/** Invisible, or able to rearrange what a terminal shows; a text must not look other than it is. */
const hidden = /^[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]$/u;
const wide =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]$/u;

/** The characters of a text, with control characters made visible. */
export const cells = (text: string): ReadonlyArray<Cell> => Array.from(text, toCell);

const toCell = (character: string): Cell => {
  const units = character.length;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return { shown: character, width: 1, units };
  if (character === '\t') return { shown: tab, width: tab.length, units };
  if (character === '\uFEFF') return { shown: '', width: 0, units };
  if (combining.test(character)) return { shown: character, width: 0, units };
  if (hidden.test(character)) return { shown: stand(code), width: 1, units };
  return { shown: character, width: wide.test(character) ? 2 : 1, units };
};

/** What stands for a character that must not reach a terminal: its picture in Unicode where it has one. */
const stand = (code: number): string =>
  code < 0x20 ? String.fromCodePoint(0x2400 + code) : code === 0x7f ? '\u2421' : '\uFFFD';

/** How many columns the cells take. */
export const widthOf = (all: ReadonlyArray<Cell>): number => all.reduce((sum, each) => sum + each.width, 0);

/** How much of the text the cells stand for. */
export const unitsOf = (all: ReadonlyArray<Cell>): number => all.reduce((sum, each) => sum + each.units, 0);

export const show = (all: ReadonlyArray<Cell>): string => all.map(each => each.shown).join('');

/** A text on one line, fit for a terminal. */
export const printable = (text: string): string =>
  text
    .split(/[\r\n]/)
    .map(line => show(cells(line.trim())))
    .filter(line => line !== '')
    .join(' ');
