import { expect, test } from 'vitest';
import type { Service } from '../../../src/model/Service.js';
import { found, read, serviceText } from '../given/decoded.js';

const only = (rest: string): Service | undefined => read(serviceText('a', rest)).value.services[0];

test('an alias stands for the value of its anchor', () => {
  expect(only('  labels: &l {app: a}\nspec:\n  selector: *l\n')?.selector).toEqual({ app: 'a' });
});

test('a merge key brings what is not said', () => {
  const merged = only('  labels: &l {app: a, tier: b}\nspec:\n  selector:\n    <<: *l\n    tier: own\n');
  expect(merged?.selector).toEqual({ app: 'a', tier: 'own' });
});

test('the first of several merged mappings wins', () => {
  const merged = only('  labels: &l {app: a}\nspec:\n  selector: {<<: [*l, {app: b, tier: c}]}\n');
  expect(merged?.selector).toEqual({ app: 'a', tier: 'c' });
});

test('keys that every object inherits are keys like any other', () => {
  const { labels } = only('  labels: {__proto__: x, constructor: y, hasOwnProperty: z}\n')?.meta ?? {};
  expect(Object.entries(labels ?? {})).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
    ['hasOwnProperty', 'z']
  ]);
});

test('a prototype is never changed', () => {
  const { value, diagnostics } = read('__proto__: {kind: Service, polluted: true}\napiVersion: v1\n');
  expect(value.services).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toContain('kind-missing');
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('keys that are numbers, truth values or null are texts, as in JSON', () => {
  expect(only('spec: {selector: {1: a, true: b, null: c, 1.5: d}}\n')?.selector).toEqual({
    '1': 'a',
    true: 'b',
    null: 'c',
    '1.5': 'd'
  });
});

test.each([
  ['a list as a key', 'spec:\n  selector:\n    ? [a]\n    : b\n', /complex keys/],
  ['a mapping as a key', 'spec:\n  selector:\n    ? {a: b}\n    : b\n', /complex keys/],
  ['a key twice', 'spec: {selector: {a: b, a: c}}\n', /names a key that it has already/],
  ['a tab in the indentation', 'spec:\n\tselector: {}\n', /tab characters/],
  ['a binary', 'spec: {selector: {a: !!binary aGk=}}\n', /unknown scalar tag/],
  ['a set', 'spec: {selector: !!set {a}}\n', /unknown mapping tag/],
  ['an unknown anchor', 'spec: *x\n', /unidentified alias/],
  ['a control character', 'spec: {type: \u0001}\n', /non-printable/],
  ['far too many brackets', `spec: ${'['.repeat(5000)}\n`, /nesting exceeded/],
  ['an alias of itself', 'spec: &s {selector: *s}\n', /aliases make it endless/]
])('%s costs the document', (_, rest, message) => {
  expect(only(rest)).toBeUndefined();
  expect(found(serviceText('a', rest))).toEqual([expect.stringMatching(message)]);
});

test('a bomb of aliases costs the document', () => {
  const level = (name: string, of: string): string =>
    `${name}: &${name} [${Array(10).fill(`*${of}`).join(', ')}]\n`;
  const bomb = `a: &a [x]\n${level('b', 'a')}${level('c', 'b')}${level('d', 'c')}${level('e', 'd')}${level('f', 'e')}${level('g', 'f')}${level('h', 'g')}`;
  expect(found(bomb)).toEqual([
    'yaml-invalid: This document is not valid YAML: its aliases make it endless.'
  ]);
});

test('many aliases of a small thing are no bomb', () => {
  const text = serviceText(
    'a',
    `  labels: &l {app: a}\nspec:\n  x: [${Array(1000).fill('*l').join(', ')}]\n`
  );
  expect(found(text)).toEqual([]);
});

test('words stay words: only true, false, null and numbers are something else', () => {
  const { selector } =
    only('spec: {selector: {a: yes, b: no, c: on, d: 2001-01-01, e: "1", f: 0o7x, g: 1_000}}\n') ?? {};
  expect(selector).toEqual({ a: 'yes', b: 'no', c: 'on', d: '2001-01-01', e: '1', f: '0o7x', g: '1_000' });
});

test('numbers of any size are read without harm', () => {
  const ports = (text: string) => only(`spec: {ports: [{port: ${text}}]}\n`)?.ports[0]?.number;
  expect([ports('80'), ports('"80"'), ports('0x50'), ports('8e1')]).toEqual([80, 80, 80, 80]);
  expect(ports('"1e400"')).toBeUndefined();
  expect(ports(`"${'9'.repeat(400)}"`)).toBeUndefined();
});
