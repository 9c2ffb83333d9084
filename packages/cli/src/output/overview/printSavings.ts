import type { Savings } from '../../core.js';
import type { Paint } from '../Paint.js';
import { printable } from '../printable.js';
import { thousands } from '../words.js';
import { measureColumns, printTable, widthOf } from './Table.js';
import type { Row } from './Table.js';

type Workload = Savings['workloads'][number];
type Size = Workload['before'];

const mostWorkloads = 30;
const longestBar = 20;

/** The share that is saved, 0 to 1. A proxy that had nothing saves nothing. */
export const savedShare = (before: Size, after: Size): number =>
  before.clusters === 0 ? 0 : Math.max(0, 1 - after.clusters / before.clusters);

/** Never all and never nothing unless it is so: 99.6 % is no hundred. */
const percent = (share: number): string => {
  const rounded = Math.round(share * 100);
  const honest = share > 0 && share < 1 ? Math.min(99, Math.max(1, rounded)) : rounded;
  return `${honest} %`;
};

const bar = (share: number, length: number): string => {
  const filled = Math.round(share * length);
  return '█'.repeat(filled) + '░'.repeat(length - filled);
};

/** `39 →  9`: the numbers of a column, in columns of their own. */
const changes = (pairs: ReadonlyArray<readonly [number, number]>): ReadonlyArray<string> => {
  const texts = pairs.map(([before, after]) => [thousands(before), thousands(after)] as const);
  const left = Math.max(...texts.map(([before]) => before.length));
  const right = Math.max(...texts.map(([, after]) => after.length));
  return texts.map(([before, after]) => `${before.padStart(left)} → ${after.padStart(right)}`);
};

interface Line {
  readonly name: string;
  readonly before: Size;
  readonly after: Size;
  readonly isTotal: boolean;
}

const rows = (paint: Paint, lines: ReadonlyArray<Line>, barLength: number): ReadonlyArray<Row> => {
  const hosts = changes(lines.map(({ before, after }) => [before.hosts, after.hosts]));
  const clusters = changes(lines.map(({ before, after }) => [before.clusters, after.clusters]));
  return lines.map(({ name, before, after, isTotal }, index) => {
    const share = savedShare(before, after);
    const set = isTotal ? paint.bold : (text: string): string => text;
    return [
      { text: name, paint: set },
      { text: hosts[index] ?? '', align: 'right', paint: set },
      { text: clusters[index] ?? '', align: 'right', paint: set },
      { text: bar(share, barLength), paint: paint.green },
      { text: percent(share), align: 'right', paint: set }
    ];
  });
};

const sum = (sizes: ReadonlyArray<Size>): Size => ({
  hosts: sizes.reduce((total, { hosts }) => total + hosts, 0),
  clusters: sizes.reduce((total, { clusters }) => total + clusters, 0)
});

const total = (workloads: ReadonlyArray<Workload>): Line => ({
  name: `all ${thousands(workloads.length)} together`,
  before: sum(workloads.map(({ before }) => before)),
  after: sum(workloads.map(({ after }) => after)),
  isTotal: true
});

const line = ({ namespace, name, before, after }: Workload): Line => ({
  name: printable(`${namespace}/${name}`),
  before,
  after,
  isTotal: false
});

const header = (paint: Paint): Row => [
  { text: 'What each proxy is sent', paint: paint.bold },
  { text: 'hosts', align: 'right', paint: paint.dim },
  { text: 'clusters', align: 'right', paint: paint.dim },
  { text: 'saved', paint: paint.dim }
];

const table = (workloads: ReadonlyArray<Workload>, paint: Paint, barLength: number): ReadonlyArray<Row> => {
  const rest = workloads.length - mostWorkloads;
  const shown = workloads.slice(0, mostWorkloads).map(line);
  const all = rows(paint, workloads.length === 1 ? shown : [...shown, total(workloads)], barLength);
  const more: ReadonlyArray<Row> =
    rest > 0 ? [[{ text: `and ${thousands(rest)} more`, paint: paint.dim }]] : [];
  return [header(paint), ...all.slice(0, shown.length), ...more, ...all.slice(shown.length)];
};

/** How much less configuration each fenced workload's proxy is sent, and all together; the bar gives way on a narrow page. */
export const printSavings = (
  { workloads }: Savings,
  paint: Paint,
  page: number | undefined
): ReadonlyArray<string> => {
  if (workloads.length === 0) return [];
  const excess = widthOf(measureColumns(table(workloads, paint, longestBar))) - (page ?? Infinity);
  return printTable(table(workloads, paint, Math.max(0, longestBar - Math.max(0, excess))), page);
};
