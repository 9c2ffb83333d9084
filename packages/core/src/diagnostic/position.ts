/** A position in a text. Both count from 1; columns count UTF-16 code units, as editors and SARIF do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineBreak = /\r\n|\n|\r/g;

/** The offsets at which the lines of a text start. Lines end as in YAML: with CR LF, LF or CR. */
export const lineStarts = (text: string): ReadonlyArray<number> => [
  0,
  ...Array.from(text.matchAll(lineBreak), found => found.index + found[0].length)
];

/** The position of an offset, in a text whose lines start at `starts`. */
export const toPosition = (starts: ReadonlyArray<number>, offset: number): Position => {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
};

/** One line of the text, without its line break. */
export const lineText = (text: string, starts: ReadonlyArray<number>, line: number): string => {
  const start = starts[line - 1] ?? text.length;
  const next = starts[line];
  return text.slice(start, next === undefined ? text.length : next - breakLength(text, start, next));
};

const breakLength = (text: string, start: number, next: number): number =>
  next - 2 >= start && text[next - 2] === '\r' && text[next - 1] === '\n' ? 2 : 1;
