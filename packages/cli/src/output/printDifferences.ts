import { formatPatch, structuredPatch } from 'diff';
import type { Difference } from './folder/compareFolder.js';
import type { Paint } from './Paint.js';

/** Beyond this many changed lines a diff is no longer read, and the whole file is shown as replaced. */
const mostEdits = 2000;

const whole = (text: string, sign: string): ReadonlyArray<string> =>
  text === ''
    ? []
    : text
        .replace(/\n$/, '')
        .split('\n')
        .map(line => sign + line);

/** A patch that takes out everything and puts in everything. */
const replacement = (found: string, expected: string): string => {
  const [out, into] = [whole(found, '-'), whole(expected, '+')];
  return [`@@ -1,${out.length} +1,${into.length} @@`, ...out, ...into, ''].join('\n');
};

const headers = (folder: string, { name, found, expected }: Difference): readonly [string, string] => [
  found === undefined ? '/dev/null' : `${folder}/${name}`,
  expected === undefined ? '/dev/null' : `${folder}/${name}`
];

const unixEnds = (text: string): string => text.replace(/\r\n/g, '\n');

/** Whether the two differ by nothing but carriage returns, which a diff would show as a change of every line. */
export const isLineEndings = ({ found, expected }: Difference): boolean =>
  found !== undefined && expected !== undefined && unixEnds(found) === unixEnds(expected);

const printPatch = (folder: string, difference: Difference): string => {
  const [from, to] = headers(folder, difference);
  const [found, expected] = [difference.found ?? '', difference.expected ?? ''];
  const patch = structuredPatch(from, to, found, expected, '', '', { context: 3, maxEditLength: mostEdits });
  if (patch === undefined) return `--- ${from}\n+++ ${to}\n${replacement(found, expected)}`;
  return formatPatch(patch, {
    includeIndex: false,
    includeUnderline: false,
    includeFileHeaders: true
  }).replace(/\n*$/, '\n');
};

const colourLine = (paint: Paint, line: string): string => {
  if (line.startsWith('---') || line.startsWith('+++')) return paint.bold(line);
  if (line.startsWith('@@')) return paint.cyan(line);
  if (line.startsWith('-')) return paint.red(line);
  return line.startsWith('+') ? paint.green(line) : line;
};

const printDifference = (folder: string, difference: Difference): string =>
  isLineEndings(difference)
    ? `${folder}/${difference.name} differs in its line endings only (CRLF instead of LF).\n`
    : printPatch(folder, difference);

/** The differences as a unified diff, from the folder to what it should hold; `patch -p0` accepts it. */
export const printDifferences = (
  folder: string,
  differences: ReadonlyArray<Difference>,
  paint: Paint
): string =>
  differences
    .map(difference => printDifference(folder, difference))
    .join('')
    .split('\n')
    .map(line => colourLine(paint, line))
    .join('\n');
