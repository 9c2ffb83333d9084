import { readFileSync } from 'node:fs';
import { whyNots } from '@meshfence/core';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { newMetrics } from '../src/measure/Metrics.js';

const page = readFileSync(new URL('../../../docs/access-logs.md', import.meta.url), 'utf8');

const firstCells = [...page.matchAll(/^\| `([a-z_-]+)` /gm)].map(([, name = '']) => name);

interface Known {
  readonly name: string;
  readonly labelNames: ReadonlyArray<string>;
}

test('the page tells of every outcome of an entry, and of no other', () => {
  const outcomes = firstCells.filter(name => !name.startsWith('meshfence_'));
  expect(outcomes.toSorted()).toEqual(['call', 'malformed', ...Object.keys(whyNots)].sort());
});

test('the page tells of every metric, with its type and its labels, and of no other', async () => {
  const registry = new Registry();
  newMetrics(registry);
  const types = new Map((await registry.getMetricsAsJSON()).map(({ name, type }) => [name, String(type)]));
  const known = (registry.getMetricsAsArray() as unknown as ReadonlyArray<Known>).map(
    ({ labelNames, name }) => [name, types.get(name), labelNames.join()].join(' ')
  );
  const rows = [...page.matchAll(/^\| `(meshfence_\w+)` *\| (\w+) *\| *(?:`(\w+)`)? *\|/gm)];
  const told = rows.map(([, name, type, label = '']) => [name, type, label].join(' '));
  expect(told.toSorted()).toEqual(known.toSorted());
});
