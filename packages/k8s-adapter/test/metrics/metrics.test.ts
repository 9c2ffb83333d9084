import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { newMetrics } from '../../src/metrics/Metrics.js';
import { blocks, page, rows } from './page.js';

/** prom-client's types do not have what its metrics do. */
interface Known {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly labelNames: ReadonlyArray<string>;
}

const all = async (): Promise<ReadonlyArray<Known>> => {
  const { registry } = newMetrics({ process: false });
  const types = new Map((await registry.getMetricsAsJSON()).map(({ name, type }) => [name, String(type)]));
  const known = registry.getMetricsAsArray() as unknown as ReadonlyArray<Omit<Known, 'type'>>;
  return known.map(({ help, labelNames, name }) => ({ name, help, labelNames, type: types.get(name) ?? '' }));
};

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);

test('docs/metrics.md tells of every metric, with its type and labels, and of no other', async () => {
  const known = (await all()).map(({ labelNames: labels, name, type }) => ({ name, type, labels }));
  const told = rows.map(({ labels, name, type }) => ({ name, type, labels }));
  expect(told.toSorted(byName)).toEqual(known.toSorted(byName));
  expect(rows.filter(({ meaning }) => meaning === '')).toEqual([]);
});

test('alerts, questions and sentences of the page speak of metrics that there are', async () => {
  const series = (await all()).flatMap(({ name, type }) =>
    type === 'histogram' ? [name, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]
  );
  const mentioned = [...page.matchAll(/meshfence_[a-z_]+/g)].map(([name]) => name);
  expect(mentioned.filter(name => !series.includes(name))).toEqual([]);
});

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly annotations: Readonly<Record<'summary' | 'description', string>>;
}

test('there are six alerts, each with what is wrong and what to look at', () => {
  const [text = ''] = blocks('yaml');
  const { groups } = load(text) as { groups: ReadonlyArray<{ rules: ReadonlyArray<Rule> }> };
  const rules = groups.flatMap(group => group.rules);
  expect(rules).toHaveLength(6);
  for (const { annotations, expr } of rules) {
    expect(expr).toContain('meshfence_');
    expect(annotations.summary).toMatch(/\.$/);
    expect(annotations.description).toMatch(/\.$/);
  }
});

test('labels in the alerts and questions are labels of those metrics', async () => {
  const labelled = new Map((await all()).map(({ labelNames, name }) => [name, labelNames]));
  const selectors = [...page.matchAll(/(meshfence_[a-z_]+)\{(\w+)[=!]/g)];
  expect(selectors).not.toEqual([]);
  for (const [, name = '', label = ''] of selectors) expect(labelled.get(name)).toContain(label);
});

test('names and helps keep to the conventions of Prometheus', async () => {
  for (const { help, name, type } of await all()) {
    expect(name).toMatch(/^meshfence_[a-z]+(_[a-z]+)*$/);
    expect(name.endsWith('_total'), name).toBe(type === 'counter');
    expect(name).not.toMatch(/_(count|sum|bucket|gauge|counter|histogram|milliseconds|minutes|ms)$/);
    expect(help).toMatch(/^[A-Z0-9].*\.$/);
  }
});

test('every controller has metrics of its own, at zero', async () => {
  const [one, other] = [newMetrics({ process: false }), newMetrics({ process: false })];
  one.fences.set(3);
  expect((await other.fences.get()).values).toEqual([{ value: 0, labels: {} }]);
  expect((await one.registry.metrics()).split('\n')).toContain('meshfence_fences 3');
});

test("Node's and the process' own come along, unless nobody wants them", async () => {
  expect(await newMetrics().registry.metrics()).toContain('process_resident_memory_bytes');
  expect(await newMetrics({ process: false }).registry.metrics()).not.toMatch(/^(process|nodejs)_/m);
});
