import { describeDestination } from '../../core.js';
import type { Fallback, FallbackRoute, Mesh, Plan } from '../../core.js';
import type { Paint } from '../Paint.js';
import { listed } from '../words.js';
import { printTable } from './Table.js';
import type { Row } from './Table.js';

const title = ({ namespace, ports }: Fallback, { config }: Mesh): string => {
  const whose = namespace === config.global.istioNamespace ? '' : ` of ${namespace}`;
  return `Outside the scopes${whose}, on port ${listed(ports.map(String))}`;
};

const isRest = ({ authority }: FallbackRoute): boolean => authority === undefined;

/** What is matched, and where it goes; the last row is what no other takes. */
const rows = (fallback: Fallback, paint: Paint): ReadonlyArray<Row> => {
  const { rest, rules } = fallback.table;
  const named = rules.filter(rule => !isRest(rule));
  const last = rules.find(isRest) ?? rest;
  const row = (text: string, route: FallbackRoute | undefined): Row => [
    { text },
    { text: describeDestination(route, fallback), paint: paint.dim }
  ];
  const everything = named.length === 0 ? 'everything' : 'everything else';
  return [...named.map(rule => row(rule.matches.join(', '), rule)), row(everything, last)];
};

const branch = (line: string, index: number, all: ReadonlyArray<string>): string =>
  `${index === all.length - 1 ? '└─' : '├─'} ${line}`;

/** What becomes of traffic outside the scopes: once for the mesh, or for each namespace with routes of its own. */
export const printFallbacks = (
  mesh: Mesh,
  { fallbacks }: Plan,
  paint: Paint,
  columns: number | undefined
): ReadonlyArray<string> =>
  fallbacks.flatMap(fallback => [
    paint.bold(title(fallback, mesh)),
    ...printTable(rows(fallback, paint), columns === undefined ? undefined : columns - 3).map(branch),
    ''
  ]);
