import { expect, test } from 'vitest';
import { decodeMesh } from '../../../src/decode/decodeMesh.js';

const read = (text: string) => decodeMesh([{ file: 'x.yaml', text }]);

const edgeList = (edges: string): string =>
  `apiVersion: meshfence.io/v1alpha1\nkind: EdgeList\nmetadata: {name: e}\n${edges}\n`;

const slimeBoot = (general: string): string =>
  `apiVersion: config.netease.com/v1alpha1\nkind: SlimeBoot\nmetadata: {name: l}\nspec: {module: [{name: l, kind: lazyload, general: ${general}}]}\n`;

test('a bad edge costs itself only', () => {
  const { value, diagnostics } = read(
    edgeList('edges: [{from: a/b, to: c.d}, {from: a/b}, {from: a/b, to: e.f}]')
  );
  expect(value.edges.map(({ to }) => to)).toEqual(['c.d', 'e.f']);
  expect(diagnostics.map(({ message }) => message)).toContain(
    'edges[1].to must be a string, not nothing. The entry is left out.'
  );
});

test('a bad source costs itself only', () => {
  const { value } = read(
    edgeList('edges: [{from: a/b, to: c.d}]\nsources: [{direct: true}, {name: s, direct: true}]')
  );
  expect(value.sources.map(({ name }) => name)).toEqual(['s']);
  expect(value.edges).toHaveLength(1);
});

test('fields that do not exist are told inside entries, too', () => {
  const { diagnostics } = read(
    edgeList(
      'edges: [{from: a/b, to: c.d, too: 1, evidence: [{source: s, lastseen: "2026-01-01T00:00:00Z"}]}]'
    )
  );
  const unknown = diagnostics.filter(({ code }) => code === 'field-unknown').map(({ message }) => message);
  expect(unknown.sort()).toEqual([
    'There is no field "lastseen" here; it has no effect. Did you mean "lastSeen"?',
    'There is no field "too" here; it has no effect. Did you mean "to"?'
  ]);
});

test('a bad item of a setting costs itself only', () => {
  const { general } = read(slimeBoot('{denyHosts: [a.b, 5], stableHost: [[], c.d]}')).value.config;
  expect(general.denyHosts).toEqual(['a.b']);
  expect(general.stableHosts).toEqual(['c.d']);
});

test('a selector of namespaces that cannot be read lets none in', () => {
  const { general } = read(slimeBoot('{managementSelectors: [5]}')).value.config;
  expect(general.managementSelectors).toHaveLength(1);
});

test('a setting that is no list is reported, and its default holds', () => {
  const { value, diagnostics } = read(slimeBoot('{dispatches: 5}'));
  expect(value.config.general.dispatches).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toContain('field-invalid');
});
