import { describeRefusal } from '../../core.js';
import type { Scope } from '../../core.js';
import type { Paint } from '../Paint.js';
import { printable } from '../printable.js';
import { counted } from '../words.js';
import { scopeLines } from './scopeLines.js';
import type { Line } from './scopeLines.js';
import { measureColumns, printRow, widthOf } from './Table.js';
import type { Cell, Row } from './Table.js';

/** Beyond this, an overview is none any more. */
const mostScopes = 30;

const hostCell = (paint: Paint, { lead, host, isAside }: Line): Cell => ({
  text: `${lead}${printable(host)}`,
  paint: text => (isAside ? paint.dim(text) : paint.dim(text.slice(0, lead.length)) + text.slice(lead.length))
});

const kindPaint = (paint: Paint, { isAside }: Line): Paint['dim'] => (isAside ? paint.dim : paint.cyan);

/** Kind and detail in columns of their own. */
const wide = (paint: Paint, line: Line): Row => [
  hostCell(paint, line),
  { text: line.kind, paint: kindPaint(paint, line) },
  { text: printable(line.detail), paint: paint.dim }
];

/** Kind and detail in one column, which leaves more room for the detail. */
const narrow = (paint: Paint, line: Line): Row => [
  hostCell(paint, line),
  {
    text: `${line.kind}  ${printable(line.detail)}`.trim(),
    paint: text =>
      kindPaint(paint, line)(text.slice(0, line.kind.length)) + paint.dim(text.slice(line.kind.length))
  }
];

/** The lines in the same columns for all scopes, in the wide layout where the page has room for it. */
const printLines = (
  scopes: ReadonlyArray<ReadonlyArray<Line>>,
  paint: Paint,
  page: number | undefined
): ReadonlyArray<ReadonlyArray<string>> => {
  const lines = scopes.flat();
  const fits = page === undefined || widthOf(measureColumns(lines.map(line => wide(paint, line)))) <= page;
  const layout = fits ? wide : narrow;
  const widths = measureColumns(lines.map(line => layout(paint, line)));
  return scopes.map(each => each.map(line => printRow(layout(paint, line), widths, page)));
};

const heading = (paint: Paint, { namespace, name, selector, automatic, refusal }: Scope): string => {
  const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  const aside = [...labels.sort(), ...(automatic ? ['automatic'] : [])].map(printable).join(', ');
  const reason = refusal === undefined ? '' : paint.yellow(`  no Sidecar: ${describeRefusal(refusal)}`);
  return `${paint.bold(printable(`${namespace}/${name}`))}${aside === '' ? '' : `  ${paint.dim(aside)}`}${reason}`;
};

/** Each workload's scope as a tree with reasons. */
export const printScopes = (
  scopes: ReadonlyArray<Scope>,
  paint: Paint,
  page: number | undefined
): ReadonlyArray<string> => {
  const shown = scopes.slice(0, mostScopes);
  const lines = shown.map(scope => (scope.refusal === undefined ? scopeLines(scope) : []));
  const bodies = printLines(lines, paint, page);
  const blocks = shown.flatMap((scope, index) => [heading(paint, scope), ...(bodies[index] ?? []), '']);
  const rest = scopes.length - shown.length;
  if (rest <= 0) return blocks;
  const more = `and ${counted(rest, 'more workload')}; meshfence explain NAMESPACE/NAME shows each`;
  return [...blocks, paint.dim(more), ''];
};
