import { readFileSync } from 'node:fs';
import { whys } from '@meshfence/core';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { promMetrics } from '../src/index.js';

const page = readFileSync(new URL('../../../docs/prometheus.md', import.meta.url), 'utf8');

const words = (cell: string): ReadonlyArray<string> =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

/** The lines of the page's tables that begin with a word, by cells. */
const rows = page
  .split('\n')
  .filter(line => line.startsWith('| `'))
  .map(line => line.split('|').slice(1, -1));

const isMetric = ([name = '']: ReadonlyArray<string>): boolean => name.includes('meshfence_');

interface Known {
  readonly name: string;
  readonly labelNames: ReadonlyArray<string>;
}

test('the page tells of every reason for which a line is of no use, and of no other', () => {
  const told = rows.filter(row => !isMetric(row)).flatMap(([reason = '']) => words(reason));
  expect(told).toEqual(Object.keys(whys));
});

test('the page tells of every metric, with its type and its labels, and of no other', async () => {
  const registry = new Registry();
  promMetrics(registry);
  const types = new Map((await registry.getMetricsAsJSON()).map(({ name, type }) => [name, String(type)]));
  const known = (registry.getMetricsAsArray() as unknown as ReadonlyArray<Known>).map(
    ({ labelNames, name }) => [name, types.get(name), ...labelNames].join(' ')
  );
  const told = rows
    .filter(isMetric)
    .map(([name = '', type = '', labels = '']) => [...words(name), type.trim(), ...words(labels)].join(' '));
  expect(told.toSorted()).toEqual(known.toSorted());
});
