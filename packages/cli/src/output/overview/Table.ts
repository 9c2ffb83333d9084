/** A cell: its text, and how it is set off once its width has been measured. */
export interface Cell {
  readonly text: string;
  readonly align?: 'left' | 'right';
  readonly paint?: (text: string) => string;
}

export type Row = ReadonlyArray<Cell>;

/** How many columns of a terminal the text takes; the texts here are names, so that counting characters will do. */
export const width = (text: string): number => Array.from(text).length;

/** The text, shortened at its end to fit. */
export const fit = (text: string, most: number): string =>
  width(text) <= most
    ? text
    : `${Array.from(text)
        .slice(0, Math.max(0, most - 1))
        .join('')}…`;

const plain = (text: string): string => text;

const pad = ({ text, align }: Cell, to: number): string =>
  align === 'right'
    ? ' '.repeat(Math.max(0, to - width(text))) + text
    : text + ' '.repeat(Math.max(0, to - width(text)));

/** What stands between two columns. */
const gap = '  ';

/** The width of a whole line of such columns. */
export const widthOf = (columns: ReadonlyArray<number>): number =>
  columns.reduce((sum, each) => sum + each, gap.length * Math.max(0, columns.length - 1));

/** The width of each column. */
export const measureColumns = (rows: ReadonlyArray<Row>): ReadonlyArray<number> => {
  const columns = Math.max(0, ...rows.map(row => row.length));
  return Array.from({ length: columns }, (_, index) =>
    Math.max(0, ...rows.map(row => width(row[index]?.text ?? '')))
  );
};

const isLast = (row: Row, index: number): boolean => index === row.length - 1;

/** The row as a line; the last cell is cut where the page ends, if it has an end. */
export const printRow = (row: Row, widths: ReadonlyArray<number>, page: number | undefined): string => {
  let used = 0;
  const cells = row.map((cell, index) => {
    const text = isLast(row, index) && cell.align !== 'right' ? cell.text : pad(cell, widths[index] ?? 0);
    const fitted = page !== undefined && isLast(row, index) ? fit(text, Math.max(1, page - used)) : text;
    used += width(text) + gap.length;
    return (cell.paint ?? plain)(fitted);
  });
  return cells.join(gap).trimEnd();
};

/** The rows as lines, in columns. */
export const printTable = (rows: ReadonlyArray<Row>, page: number | undefined): ReadonlyArray<string> => {
  const widths = measureColumns(rows);
  return rows.map(row => printRow(row, widths, page));
};
